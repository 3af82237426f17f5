/** The kinds of file that come in, how each is told, and the rows of any of them. */
import { Readable } from "node:stream";
import { readCsv } from "./csv.js";
import { problem, UnreadableFile, type FileRow } from "./file-row.js";
import { readJson } from "./json.js";
import { readWorkbook } from "./workbook.js";
import type { ReadingBounds } from "./workbook-parts.js";

/** A kind of file. */
export type FileFormat = "CSV" | "XLSX" | "JSON";

/** How a file is to be read. */
export interface FileForm {
  format: FileFormat;
  /** The sheet that is read of a workbook with several. */
  sheet: string;
}

/** The kind that a file's name tells; CSV where it tells none. */
export function formatOf(fileName: string): FileFormat {
  const [, suffix] = /\.(xlsx|json)$/i.exec(fileName) ?? [];
  return (suffix?.toUpperCase() as FileFormat | undefined) ?? "CSV";
}

/** The rows of a file of any kind, its header first. */
export function readRows(file: Readable, { format, sheet }: FileForm, bounds: ReadingBounds): AsyncGenerator<FileRow> {
  const sent = asSent(file, format);
  if (format === "CSV") return readCsv(sent);
  return format === "JSON" ? readJson(Readable.from(sent)) : readWorkbook(Readable.from(sent), sheet, bounds);
}

/** What a file of each kind begins with. */
const BEGINNINGS: { begins: RegExp; format: FileFormat; called: string }[] = [
  { begins: /^(PK|\u00d0\u00cf\u0011\u00e0)/, format: "XLSX", called: "a workbook" },
  { begins: /^(\u00ef\u00bb\u00bf)?\s*\[\s*[{\]]/, format: "JSON", called: "JSON" },
];

/** Hands a file on as it is, unless its first bytes are those of another kind than the one that it is sent as. */
async function* asSent(file: AsyncIterable<Buffer>, format: FileFormat): AsyncGenerator<Buffer> {
  let beginning = true;
  for await (const chunk of file) {
    if (beginning) {
      const first = chunk.subarray(0, 100).toString("latin1");
      const other = BEGINNINGS.find(({ begins }) => begins.test(first));
      if (other && other.format !== format) throw new UnreadableFile(problem("FORMAT_ASTRAY", 1, null, `It is sent as ${format} and begins as ${other.called}.`));
    }
    beginning = false;
    yield chunk;
  }
}
