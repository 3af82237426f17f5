/**
 * Imports quarterly tables of recorded crime as the Home Office publishes them: each row of a partnership that the hub
 * knows becomes an observation of the offence's indicator; the others are counted and left.
 */
import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import { inTransaction } from "../../../../kernel/database/transaction.js";
import { problem } from "../../../../kernel/files/file-row.js";
import type { Database } from "../../../../kernel/database/database.js";
import { PublicationProblems, PublicationRefused, type Publication, type PublicationDelivery, type PublicationReport, type PublishedFiles } from "../../../../kernel/files/publication.js";
import { addDays, type Day } from "../../../../kernel/values/day.js";
import { parsePeriod } from "../../../../kernel/values/period.js";
import { readCrimeTables, type CrimeTableRow } from "./crime-table.js";
import { ForcePlaces, wordsOf } from "./force-places.js";
import { recordCounts, type CountedRow } from "./record-counts.js";
import { TABLE_HEADINGS } from "./table-headings.js";

/** What ids of the indicators of offences begin with; the offence's code follows. */
export const OFFENCE_INDICATOR = "indicator-recorded-offence-";

/** Quarterly tables of recorded crime by partnership. */
export const crimeTables: Publication = {
  says: "quarterly tables of recorded crime by partnership: the Home Office's open data tables, as CSV or a workbook of one sheet",
  named: /(^|\/)prc-csp-[^/]*\.(csv|xlsx)$/i,
  take: async (database, files, delivery) => {
    try {
      return await inTransaction(database, delivery.asking, "import RecordedCrime", (client) => takeTables(client, database, files, delivery));
    } catch (error) {
      if (error instanceof PublicationRefused) return error.report;
      throw error;
    }
  },
};

const DOCUMENT = "document-home-office-recorded-crime-tables";
const BASE = "Offences that the police recorded in the partnership's area, less records that were cancelled or moved in the quarter";

async function takeTables(client: PoolClient, database: Database, files: PublishedFiles, delivery: PublicationDelivery): Promise<PublicationReport> {
  if (delivery.asking.deadline === Infinity) await client.query("set local statement_timeout = 0");
  const problems = new PublicationProblems();
  const tables = new CrimeTables(await ForcePlaces.read(client), await offencesHeld(client), delivery);
  const rows = tables.counted(readCrimeTables(files, delivery, problems));
  // What is wrong with the rows is noted as they are read: the importer is handed the sound ones, and its work is taken back.
  const headings = { indicator: TABLE_HEADINGS.code.headings[0]!, partnership: TABLE_HEADINGS.partnership.headings[0]!, id: TABLE_HEADINGS.code.headings[0]!, period: TABLE_HEADINGS.quarter.headings[0]!, value: TABLE_HEADINGS.count.headings[0]! };
  const recorded = await recordCounts(client, database, rows, headings, delivery);
  if ("problems" in recorded) recorded.problems.forEach((found) => problems.note(found));
  if (problems.refused === 0) tables.judge(problems);
  const report = { ...tables.report(), refused: problems.refused, problems: problems.all(), written: 0, unchanged: 0 };
  if (problems.refused) throw new PublicationRefused(report);
  return { ...report, ...recorded };
}

/** The offences that the hub has an indicator of, by the id of it. */
async function offencesHeld(client: PoolClient): Promise<Set<string>> {
  const { text, values } = sql`select id from indicators.indicator where known_to is null and starts_with(id, ${OFFENCE_INDICATOR})`;
  return new Set((await client.query<{ id: string }>({ text, values })).rows.map(({ id }) => id));
}

/** The rows of tables, each put where it belongs. */
class CrimeTables {
  private inPartnerships = 0;
  private unknownPartnership = 0;
  private unknownForce = 0;
  private first: CrimeTableRow | undefined;
  private last: Day | undefined;
  private readonly unknownOffences = new Set<string>();

  constructor(
    private readonly places: ForcePlaces,
    private readonly offences: ReadonlySet<string>,
    private readonly delivery: PublicationDelivery,
  ) {}

  /** The sound rows of partnerships that the hub knows, as rows of observations. */
  async *counted(rows: AsyncIterable<CrimeTableRow>): AsyncGenerator<CountedRow> {
    for await (const row of rows) {
      this.first ??= row;
      const counted = this.oneCounted(row);
      if (counted) yield counted;
    }
  }

  /** A file none of whose rows is of the hub's area is a mistake, or of a hub that does not know its area yet. */
  judge(problems: PublicationProblems): void {
    if (!this.first) return problems.note({ ...problem("NO_RECORDS", 1, null), file: "" });
    if (this.inPartnerships === 0) this.first.wrong("FORCE_UNKNOWN", "force", "No row is of a partnership that the hub knows.");
  }

  report(): Pick<PublicationReport, "records" | "counts" | "sources"> {
    const counts = [
      { what: "in a partnership", records: this.inPartnerships },
      { what: "in no partnership of the hub", records: this.unknownPartnership },
      { what: "of a force that the hub does not know", records: this.unknownForce },
    ];
    const source = {
      id: this.delivery.document ?? DOCUMENT,
      publisher: "Home Office",
      title: "Police recorded crime: Community Safety Partnership open data tables",
      period: "?NOT_STATED: The tables give several years; each row states its own quarter.",
      publishedFrom: this.last === undefined ? "2002-04-01" : addDays(this.last, 1),
      licence: "Open Government Licence v3.0",
    };
    return { records: this.inPartnerships + this.unknownPartnership + this.unknownForce, counts, sources: [source] };
  }

  private oneCounted({ file, line, cells, wrong }: CrimeTableRow): CountedRow | undefined {
    const refused = (...found: Parameters<typeof wrong>): undefined => {
      wrong(...found);
    };
    const quarter = /^Q?([1-4])$/i.exec(cells.quarter)?.[1];
    if (quarter === undefined) return refused("MALFORMED_PERIOD", "quarter", `Given: "${cells.quarter.slice(0, 40)}".`);
    const written = `FINANCIAL_QUARTER ${cells.year} Q${quarter}`;
    const period = parsePeriod(written);
    if (!period) return refused("MALFORMED_PERIOD", "year", `Given: "${cells.year.slice(0, 40)}".`);
    if (!/^-?\d{1,9}$/.test(cells.count)) return refused("MALFORMED_NUMBER", "count", `Given: "${cells.count.slice(0, 40)}".`);
    if (cells.code === "") return refused("MISSING_VALUE", "code");
    const force = this.places.force(cells.force, period);
    if (!force) {
      this.unknownForce++;
      return undefined;
    }
    const [partnership, ...others] = ForcePlaces.district(force, cells.partnership)?.partnerships ?? [];
    if (!partnership) {
      this.unknownPartnership++;
      return undefined;
    }
    if (others.length) return refused("DISTRICT_SHARED", "partnership", `${cells.partnership.slice(0, 60)}.`);
    const indicator = OFFENCE_INDICATOR + wordsOf(cells.code);
    if (!this.offences.has(indicator)) {
      // Each offence is told once: a table has it for every partnership and quarter.
      if (!this.unknownOffences.has(indicator)) wrong("UNKNOWN_REFERENCE", "code", `Id: ${indicator}.`);
      this.unknownOffences.add(indicator);
      return undefined;
    }
    this.inPartnerships++;
    if (this.last === undefined || period.to > this.last) this.last = period.to;
    const { document, knownFrom } = this.delivery;
    const id = `observation-recorded-offence-${wordsOf(cells.code)}-${partnership.replace(/^partnership-/, "")}-${period.from.slice(0, 7)}`;
    return {
      file,
      line,
      cells: {
        id, indicator, partnership, area: force.partnerships.get(partnership) ?? "", extent: "LOCAL", period: written, reported_under: written, qualifier: "EQ", value: String(Number(cells.count)), base: BASE,
        status: "NOT_STATED", document: document ?? DOCUMENT, section: "CSP name and offence code of each row", as_printed: cells.count, known_from: knownFrom ?? "",
      },
    };
  }
}
