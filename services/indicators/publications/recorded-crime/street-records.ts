/**
 * Reads a file of street-level records as data.police.uk publishes it and counts them by place and type. Nothing else of
 * a record is kept, in memory or in a message: neither its id nor its point nor its street.
 */
import { parse } from "csv-parse/sync";
import { problem, RECORD_AT_MOST, UnreadableFile, type Problem } from "../../../../kernel/files/file-row.js";
import type { PublishedFile } from "../../../../kernel/files/publication.js";
import { utf8Text } from "../../../../kernel/files/utf8-text.js";
import { parsePeriod } from "../../../../kernel/values/period.js";

/** The columns as published; their order may be another. */
export const STREET_COLUMNS = ["Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"] as const;

/** How many records, and the line of the first of them. */
export interface Tally {
  n: number;
  line: number;
}

/** What a file comes to: the force and month that all of its records are of, and how many there are of each type in each place. */
export interface StreetFile {
  name: string;
  /** As printed: `Cambridgeshire Constabulary`. */
  force: string;
  /** `2019-08`. */
  month: string;
  records: number;
  /** By the name of the district, empty where the record gives no place; then by the type as printed. */
  byDistrict: Map<string, Map<string, Tally>>;
}

/** Told of what is wrong with the file, and now and then how far it has been read. */
export interface StreetReading {
  note: (problem: Problem) => void;
  progress: (records: number) => void;
}

const LINES_BETWEEN_PROGRESS = 50_000;

/** Counts the records of a file; null where something is wrong with it. Memory does not grow with its length. */
export async function countStreetFile({ name, bytes }: PublishedFile, { note, progress }: StreetReading): Promise<StreetFile | null> {
  const records = new StreetRecords(note);
  let reported = 0;
  try {
    let rest = "";
    for await (const text of utf8Text(bytes)) {
      rest = records.take(rest, text);
      if (records.line - reported < LINES_BETWEEN_PROGRESS) continue;
      reported = records.line;
      progress(records.read);
    }
    records.end(rest);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    records.refuse(error.problem);
  }
  progress(records.read);
  return records.counted(name);
}

/** The places of the columns in the file at hand. */
interface Columns {
  width: number;
  month: number;
  force: number;
  smallArea: number;
  type: number;
}

/** The records of one file as they come in. */
class StreetRecords {
  /** Records that are under the header. */
  read = 0;
  /** Lines, whatever is in them. */
  line = 0;
  private sound = true;
  private columns: Columns | undefined;
  private month: string | undefined;
  private force: string | undefined;
  /** Where the cells of the line at hand begin and end: before the first, at its commas, and behind the last. */
  private readonly commas: number[] = [];
  private readonly byDistrict: StreetFile["byDistrict"] = new Map();
  /** The district's counts, by the name of the small area as printed: a district has many, and each is looked at once. */
  private readonly bySmallArea = new Map<string, Map<string, Tally>>();

  constructor(private readonly note: (problem: Problem) => void) {}

  /** Takes the lines that a piece of the file completes, and answers what is left of it. */
  take(rest: string, piece: string): string {
    const text = rest + piece;
    let from = 0;
    let quote = text.indexOf('"');
    for (let to = text.indexOf("\n"); to >= 0; to = text.indexOf("\n", from)) {
      const end = text.charCodeAt(to - 1) === RETURN && to > from ? to - 1 : to;
      if (quote >= 0 && quote < from) quote = text.indexOf('"', from);
      this.takeLine(text, from, end, quote >= from && quote < end);
      from = to + 1;
    }
    if (text.length - from > RECORD_AT_MOST) throw new UnreadableFile(problem("CELL_TOO_LONG", this.line + 1, null));
    return text.slice(from);
  }

  /** Every published file ends with a line break: one that does not was cut off. */
  end(rest: string): void {
    if (rest !== "") this.refuse(problem("FILE_CUT", this.line + 1, null));
    if (!this.columns && this.sound) this.refuse(problem("EMPTY_FILE", 1, null));
    if (this.columns && this.sound && this.read === 0) this.refuse(problem("NO_RECORDS", 1, null));
  }

  refuse(found: Problem): void {
    this.sound = false;
    this.note(found);
  }

  /** What the file comes to; null where something is wrong with it. */
  counted(name: string): StreetFile | null {
    if (!this.sound) return null;
    return { name, force: this.force!, month: this.month!, records: this.read, byDistrict: this.byDistrict };
  }

  private takeLine(text: string, from: number, to: number, quoted: boolean): void {
    this.line++;
    if (from === to) return;
    const { columns } = this;
    if (columns && !quoted) {
      // No cell of a published file is quoted as a rule: then there is nothing to a line but its commas, and only the cells that count are cut out.
      const width = this.findCommas(text, from, to);
      if (width !== columns.width) return this.refuseWidth(width, columns);
      return this.takeRecord(this.cell(text, columns.month), this.cell(text, columns.force), this.cell(text, columns.smallArea), this.cell(text, columns.type));
    }
    const line = text.slice(from, to);
    const cells = quoted ? this.quoted(line) : line.split(",");
    if (!columns) return this.readHeader(cells);
    if (cells.length !== columns.width) return this.refuseWidth(cells.length, columns);
    this.takeRecord(cells[columns.month]!, cells[columns.force]!, cells[columns.smallArea]!, cells[columns.type]!);
  }

  /** Finds where the cells of a line begin and end, and answers how many there are. */
  private findCommas(text: string, from: number, to: number): number {
    const { commas } = this;
    let width = 0;
    commas[0] = from - 1;
    for (let at = text.indexOf(",", from); at >= 0 && at < to; at = text.indexOf(",", at + 1)) commas[++width] = at;
    commas[++width] = to;
    return width;
  }

  private cell(text: string, n: number): string {
    return text.slice(this.commas[n]! + 1, this.commas[n + 1]);
  }

  private refuseWidth(width: number, columns: Columns): void {
    this.refuse(problem("RAGGED_ROW", this.line, null, `${width} cells under ${columns.width} columns.`));
  }

  private quoted(line: string): string[] {
    try {
      const [cells] = parse(line, { relax_column_count: true });
      return cells!;
    } catch {
      throw new UnreadableFile(problem("MALFORMED_CSV", this.line, null));
    }
  }

  private readHeader(cells: string[]): void {
    const header = cells.map((cell) => cell.trim());
    const known = STREET_COLUMNS as readonly string[];
    for (const name of known.filter((each) => !header.includes(each))) this.refuse(problem("MISSING_COLUMN", this.line, name, `Column: "${name}".`));
    for (const [i, name] of header.entries()) {
      if (!known.includes(name)) this.refuse(problem("UNKNOWN_COLUMN", this.line, name.slice(0, 60), `Column: "${name.slice(0, 60)}".`));
      else if (header.indexOf(name) !== i) this.refuse(problem("DUPLICATE_COLUMN", this.line, name));
    }
    // Nothing can be said of the records of another form.
    if (!this.sound) throw new UnreadableFile(problem("WRONG_FORM", this.line, null, `The columns of such a file: ${known.join(", ")}.`));
    const at = (name: (typeof STREET_COLUMNS)[number]): number => header.indexOf(name);
    this.columns = { width: header.length, month: at("Month"), force: at("Reported by"), smallArea: at("LSOA name"), type: at("Crime type") };
  }

  private takeRecord(month: string, force: string, smallArea: string, type: string): void {
    this.read++;
    if (month !== this.month) this.judgeMonth(month);
    if (force !== this.force) this.judgeForce(force);
    const types = this.bySmallArea.get(smallArea) ?? this.countsOf(smallArea);
    if (!types) return this.refuse(problem("NO_DISTRICT", this.line, "LSOA name"));
    const tally = types.get(type);
    if (tally) tally.n++;
    else if (type === "") this.refuse(problem("MISSING_VALUE", this.line, "Crime type"));
    else types.set(apart(type), { n: 1, line: this.line });
  }

  /** The counts of the district that a small area lies in; undefined where its name tells none. */
  private countsOf(smallArea: string): Map<string, Tally> | undefined {
    const district = smallArea === "" ? "" : districtOf(smallArea);
    if (district === undefined) return undefined;
    const types = this.byDistrict.get(district) ?? new Map<string, Tally>();
    this.byDistrict.set(apart(district), types);
    this.bySmallArea.set(apart(smallArea), types);
    return types;
  }

  private judgeMonth(month: string): void {
    if (!parsePeriod(`MONTH ${month}`)) return this.refuse(problem("MALFORMED_PERIOD", this.line, "Month", `Given: "${month.slice(0, 20)}".`));
    if (this.month !== undefined) return this.refuse(problem("RECORD_ASTRAY", this.line, "Month", `${month}, not ${this.month}.`));
    this.month = apart(month);
  }

  private judgeForce(force: string): void {
    if (force === "") return this.refuse(problem("MISSING_VALUE", this.line, "Reported by"));
    if (this.force !== undefined) return this.refuse(problem("RECORD_ASTRAY", this.line, "Reported by", `${force.slice(0, 60)}, not ${this.force.slice(0, 60)}.`));
    this.force = apart(force);
  }
}

const RETURN = 13;

/** The district that begins the name of a small area, as in "Fenland 001A". */
function districtOf(smallArea: string): string | undefined {
  return /^(.+) \d{3}[A-Z]$/.exec(smallArea)?.[1];
}

/** The same text with letters of its own: a part of a text keeps the whole of it in memory. */
function apart(text: string): string {
  return Buffer.from(text).toString();
}
