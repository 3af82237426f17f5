/** Brings what a publication comes to into the hub: each count is a row of observations and goes the road of their file. */
import type { PoolClient } from "pg";
import type { Database } from "../../../../kernel/database/database.js";
import { FileReading } from "../../../../kernel/files/file-reading.js";
import { FileRefused, importInto } from "../../../../kernel/files/importer.js";
import type { PublicationDelivery, PublicationProblem } from "../../../../kernel/files/publication.js";
import { importObservations } from "../../figures/observation/import-observations.js";

/** Columns of a file of observations that a count fills; all others are left out or empty. */
const COLUMNS = [
  "id", "indicator", "partnership", "area", "place", "extent", "period", "reported_under", "qualifier", "value", "numerator", "denominator", "base", "status",
  "document", "section", "as_printed", "known_from",
] as const;

/** A count as a row of observations, and where in which file it comes from. */
export interface CountedRow {
  file: string;
  /** The line of the first record that it counts, or of the row that states it. */
  line: number;
  cells: Partial<Record<(typeof COLUMNS)[number], string>>;
}

/** What was written and what was known already, or what is wrong. */
export type RecordedCounts = { written: number; unchanged: number } | { problems: PublicationProblem[] };

/** Writes counts within a transaction that somebody began. `headings`: under which heading of the publication a column of observations is told. */
export async function recordCounts(
  client: PoolClient,
  database: Database,
  rows: Iterable<CountedRow> | AsyncIterable<CountedRow>,
  headings: Readonly<Record<string, string>>,
  { asking, log, now }: PublicationDelivery,
): Promise<RecordedCounts> {
  const cameFrom: Pick<CountedRow, "file" | "line">[] = [];
  const reading = new FileReading(
    importObservations,
    async function* () {
      yield { line: 0, cells: [...COLUMNS] };
      for await (const { file, line, cells } of rows) {
        cameFrom.push({ file, line });
        yield { line: cameFrom.length, cells: COLUMNS.map((column) => cells[column] ?? "") };
      }
    },
    { fileName: "observations", asking, log, ...(now ? { now } : {}) },
  );
  try {
    const { written, unchanged } = await importInto(client, database, reading);
    return { written, unchanged };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { problems: error.report.problems.map(({ line, column, ...told }) => ({ ...told, ...cameFrom[line - 1]!, column: column === null ? null : (headings[column] ?? column) })) };
  }
}
