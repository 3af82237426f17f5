/** Reads a quarterly table of recorded crime: a row for each year, quarter, force, partnership and offence, under whichever of the known headings. */
import { formatOf, readRows } from "../../../../kernel/files/file-format.js";
import { problem, UnreadableFile, type FileCell } from "../../../../kernel/files/file-row.js";
import { PublicationProblems, type PublicationDelivery, type PublishedFile } from "../../../../kernel/files/publication.js";
import { refuseUnless, type RefusalCode } from "../../../../kernel/refusals.js";
import { TABLE_HEADINGS, type TableColumn } from "./table-headings.js";

/** Bytes of a workbook at most, unpacked. */
const UNPACKED_AT_MOST = 500_000_000;
const PROGRESS_EVERY_ROWS = 50_000;

/** A row of a table: what stands in it, and where. */
export interface CrimeTableRow {
  file: string;
  line: number;
  /** The text of each column; empty where the table lacks it. */
  cells: Record<TableColumn, string>;
  /** Notes what is wrong with the row, under the heading that the table gives. */
  wrong: (code: RefusalCode, column: TableColumn, detail?: string) => void;
}

/** The rows of tables, one after the other; what is wrong with them is noted. Memory does not grow with them. */
export async function* readCrimeTables(files: Iterable<PublishedFile> | AsyncIterable<PublishedFile>, delivery: PublicationDelivery, problems: PublicationProblems): AsyncGenerator<CrimeTableRow> {
  for await (const { name, bytes } of files) {
    const note = (code: RefusalCode, line: number, column: string | null, detail?: string): void => problems.note({ ...problem(code, line, column, detail), file: name });
    let columns: Partial<Record<TableColumn, number>> | undefined;
    let header: string[] = [];
    let read = 0;
    try {
      for await (const { line, cells } of readRows(bytes, { format: formatOf(name), sheet: "" }, { unpackedAtMost: UNPACKED_AT_MOST, deadline: delivery.asking.deadline })) {
        refuseUnless(Date.now() < delivery.asking.deadline, "DEADLINE_PASSED");
        const texts = cells.map(textOf);
        if (!columns) {
          header = texts;
          columns = readHeader(texts, line, delivery.headings ?? {}, note);
          if (!columns) break;
          continue;
        }
        if (texts.every((text) => text === "")) continue;
        if (texts.length !== header.length) {
          note("RAGGED_ROW", line, null, `${texts.length} cells under ${header.length} columns.`);
          continue;
        }
        if (++read % PROGRESS_EVERY_ROWS === 0) delivery.log.info({ file: name, rows: read }, "reading");
        const at = columns;
        const cellOf = (column: TableColumn): string => (at[column] === undefined ? "" : texts[at[column]]!);
        yield {
          file: name,
          line,
          cells: { year: cellOf("year"), quarter: cellOf("quarter"), force: cellOf("force"), partnership: cellOf("partnership"), code: cellOf("code"), count: cellOf("count"), description: cellOf("description"), group: cellOf("group"), subgroup: cellOf("subgroup") },
          wrong: (code, column, detail) => note(code, line, header[at[column]!] ?? column, detail),
        };
      }
      if (!columns && header.length === 0) note("EMPTY_FILE", 1, null);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      problems.note({ ...error.problem, file: name });
    }
  }
}

/** The places of the columns; undefined where the header is not one of such a table. */
function readHeader(header: readonly string[], line: number, said: Readonly<Record<string, string>>, note: (code: RefusalCode, line: number, column: string, detail: string) => void): Partial<Record<TableColumn, number>> | undefined {
  const places: Partial<Record<TableColumn, number>> = {};
  const known = (column: TableColumn): string[] => {
    const { headings } = TABLE_HEADINGS[column];
    return [...headings, ...headings.flatMap((heading) => (Object.hasOwn(said, heading) ? said[heading]! : []))].map(plain);
  };
  let unsound = 0;
  const wrong = (...found: Parameters<typeof note>): void => {
    unsound++;
    note(...found);
  };
  const columns = Object.keys(TABLE_HEADINGS) as TableColumn[];
  header.forEach((heading, i) => {
    const column = columns.find((each) => known(each).includes(plain(heading)));
    const called = heading.slice(0, 60);
    if (!column) wrong("UNKNOWN_COLUMN", line, called, `Column: "${called}".`);
    else if (places[column] !== undefined) wrong("DUPLICATE_COLUMN", line, called, `Column: "${called}".`);
    else places[column] = i;
  });
  for (const column of columns.filter((each) => TABLE_HEADINGS[each].needed && places[each] === undefined)) {
    const [usual = ""] = TABLE_HEADINGS[column].headings;
    wrong("MISSING_COLUMN", line, usual, `Column: "${TABLE_HEADINGS[column].headings.join('" or "')}". Where the table calls it otherwise, say so: --heading "${usual}=its heading".`);
  }
  return unsound ? undefined : places;
}

/** A heading as headings are compared. */
function plain(heading: string): string {
  return heading.trim().toLowerCase().replaceAll(/\s+/g, " ");
}

function textOf(cell: FileCell): string {
  if (typeof cell === "string") return cell.trim();
  if ("number" in cell) return cell.number;
  return "day" in cell ? cell.day : "";
}
