/**
 * Imports street-level crime as data.police.uk publishes it: one file for each force and month, each record a crime with
 * its point. Only counts come in: for each partnership and type of crime, and at the force's area for the records that
 * are of none. The files are read before the transaction begins.
 */
import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import type { Database } from "../../../../kernel/database/database.js";
import { inTransaction } from "../../../../kernel/database/transaction.js";
import { problem } from "../../../../kernel/files/file-row.js";
import {
  PublicationProblems,
  PublicationRefused,
  type Publication,
  type PublicationDelivery,
  type PublicationReport,
  type PublicationSource,
  type PublishedFiles,
} from "../../../../kernel/files/publication.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import { addDays } from "../../../../kernel/values/day.js";
import { parsePeriod } from "../../../../kernel/values/period.js";
import { ForcePlaces, wordsOf, type ForceArea } from "./force-places.js";
import { recordCounts, type CountedRow } from "./record-counts.js";
import { countStreetFile, type StreetFile, type Tally } from "./street-records.js";

/** Street-level crime as data.police.uk publishes it. */
export const streetCrime: Publication = {
  says: "street-level crime of data.police.uk: a file for each force and month",
  named: /(^|\/)\d{4}-\d{2}-[a-z-]+-street\.csv$/,
  take: async (database, files, delivery) => {
    const reading = new StreetCrimeReading(delivery);
    try {
      await reading.read(files);
      return await inTransaction(database, delivery.asking, "import StreetCrime", (client) => reading.writeIn(client, database));
    } catch (error) {
      if (error instanceof PublicationRefused) return error.report;
      throw error;
    }
  },
};

const INDICATOR = "indicator-recorded-crime-";
/** Where a record is counted that is of no partnership: how the place is called, and what its records are. */
const NOWHERE = {
  OUTSIDE: { place: "Outside the force area", base: "Records of the force whose place lies in a district outside its area" },
  UNPLACED: { place: "No Location", base: "Records of the force that give no place; they may lie in any of its districts" },
  UNCLAIMED: { place: "No partnership", base: "Records of the force whose place lies in a district of its area that is no partnership's of the hub" },
} as const;
type Nowhere = keyof typeof NOWHERE;
const BASE = "Records of the force whose place lies in the district; the source moves each to a point nearby";
const BASE_OF_SEVERAL = "Records of the force whose place lies in one of the districts of the partnership; the source moves each to a point nearby";

/** How the document of one force and month is called where nobody calls it otherwise. */
const OWN_DOCUMENT = /^document-police-uk-.+-\d{4}-\d{2}$/;

/** Records in districts that the hub does not know, of a hundred that give a place, at most: a few lie beyond the border; more are the force's own. */
const UNKNOWN_PERCENT_AT_MOST = 5;

const MONTH_AND_YEAR = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** What a column of observations is told by in the published file. */
const HEADINGS = { indicator: "Crime type", partnership: "LSOA name", area: "LSOA name", period: "Month", value: "Crime type" };

/** Files of street-level crime on their way in. */
export class StreetCrimeReading {
  private readonly files: StreetFile[] = [];
  private readonly problems = new PublicationProblems();
  private records = 0;

  constructor(private readonly delivery: PublicationDelivery) {}

  /** Reads and counts the files, one after the other; throws where one of them has a problem. */
  async read(files: PublishedFiles): Promise<void> {
    const { asking, log } = this.delivery;
    for await (const file of files) {
      let before = 0;
      const counted = await countStreetFile(file, {
        note: (found) => this.problems.note({ ...found, file: file.name }),
        progress: (records) => {
          refuseUnless(Date.now() < asking.deadline, "DEADLINE_PASSED");
          this.records += records - before;
          before = records;
          log.info({ file: file.name, records }, "counting");
        },
      });
      if (!counted) continue;
      const same = this.files.find(({ force, month }) => force === counted.force && month === counted.month);
      if (same) this.problems.note({ ...problem("FILE_TWICE", 1, null, `The other is ${same.name}.`), file: counted.name });
      this.files.push(counted);
    }
    this.refuseIfWrong();
  }

  /** Writes the counts within a transaction that somebody began. */
  async writeIn(client: PoolClient, database: Database): Promise<PublicationReport> {
    const places = await ForcePlaces.read(client);
    const held = await this.heldIn(client);
    const months = this.files.flatMap((file) => {
      const month = new StreetMonth(file, places, held);
      month.judge(this.delivery, (found) => this.problems.note({ ...found, file: file.name }));
      return month;
    });
    this.refuseIfWrong();
    const rows = months.flatMap((month) => month.rows(this.delivery));
    const recorded = await recordCounts(client, database, rows, HEADINGS, this.delivery);
    if ("problems" in recorded) recorded.problems.forEach((found) => this.problems.note(found));
    this.refuseIfWrong();
    return { ...this.report(months), ...recorded };
  }

  /** The observations of these months that the hub holds: what is counted anew is the next version of each, whatever its id. */
  private async heldIn(client: PoolClient): Promise<HeldRow[]> {
    // Forces share their months.
    const months = [...new Set(this.files.map(({ month }) => `${month}-01`))];
    const { text, values } = sql`
      select o.id, o.indicator_id, i.as_printed as type, o.partnership_id, o.area_id, o.place, to_char(o.period_from, 'YYYY-MM') as month
      from indicators.indicator i cross join unnest(${months}::date[]) as at(month) cross join lateral (
        -- Offset keeps PostgreSQL from going through all figures where there are several months.
        select * from indicators.observation o where o.indicator_id = i.id and o.period_to = (at.month + interval '1 month - 1 day')::date and o.period_from = at.month and o.known_to is null offset 0) o
      where i.known_to is null and starts_with(i.id, ${INDICATOR}) and o.service_id is null and o.cohort is null and o.dimension is null and o.survey_id is null and o.period_kind = 'MONTH'`;
    return (await client.query<HeldRow>({ text, values })).rows;
  }

  private refuseIfWrong(): void {
    if (this.problems.refused) throw new PublicationRefused({ ...this.report([]), problems: this.problems.all() });
  }

  private report(months: readonly StreetMonth[]): PublicationReport {
    const sum = (of: (month: StreetMonth) => number): number => months.reduce((total, month) => total + of(month), 0);
    const counts = [
      { what: "in a partnership", records: sum(({ inPartnerships }) => inPartnerships) },
      { what: "outside the force's area", records: sum((month) => month.nowhere("OUTSIDE")) },
      { what: "without a place", records: sum((month) => month.nowhere("UNPLACED")) },
      { what: "in no partnership of the hub", records: sum((month) => month.nowhere("UNCLAIMED")) },
    ];
    return { records: this.records, counts, written: 0, unchanged: 0, refused: this.problems.refused, problems: [], sources: months.map((month) => month.source(this.delivery)) };
  }
}

interface HeldRow {
  id: string;
  indicator_id: string;
  type: string | null;
  partnership_id: string | null;
  area_id: string | null;
  place: string | null;
  month: string;
}

/** One force in one month, its records put where they belong. */
class StreetMonth {
  private readonly force: ForceArea | undefined;
  /** Counts by partnership, then by type. */
  private readonly byPartnership = new Map<string, Map<string, Tally>>();
  private readonly byNowhere = new Map<Nowhere, Map<string, Tally>>();
  /** Districts that the hub does not know. */
  private readonly unknown: { n: number; line: number; name: string }[] = [];
  /** Districts of several partnerships. */
  private readonly shared: { n: number; line: number; name: string }[] = [];
  private readonly held: HeldRow[];

  constructor(
    private readonly file: StreetFile,
    places: ForcePlaces,
    held: readonly HeldRow[],
  ) {
    const force = (this.force = places.force(file.force, parsePeriod(`MONTH ${file.month}`)!));
    this.held = held.filter(({ month, partnership_id: partnership, area_id: area }) => month === file.month && force && (partnership === null ? area === force.id : force.partnerships.has(partnership)));
    for (const [name, types] of file.byDistrict) {
      const district = force && ForcePlaces.district(force, name);
      const [partnership, ...others] = district?.partnerships ?? [];
      if (others.length) this.shared.push({ ...total(types), name });
      const of = partnership ? entry(this.byPartnership, partnership) : entry(this.byNowhere, district ? "UNCLAIMED" : name === "" ? "UNPLACED" : "OUTSIDE");
      for (const [type, { n, line }] of types) {
        const sum = of.get(type);
        of.set(type, { n: (sum?.n ?? 0) + n, line: Math.min(sum?.line ?? line, line) });
      }
      if (name !== "" && !district && !places.knows(name)) this.unknown.push({ ...total(types), name });
    }
  }

  get inPartnerships(): number {
    return [...this.byPartnership.values()].reduce((sum, types) => sum + total(types).n, 0);
  }

  nowhere(where: Nowhere): number {
    return total(this.byNowhere.get(where) ?? new Map<string, Tally>()).n;
  }

  /** Judges whether the hub knows enough of the force's area to count its records, and whether the document that they are said to be can be theirs. */
  judge({ document }: PublicationDelivery, note: (found: ReturnType<typeof problem>) => void): void {
    if (!this.force) return note(problem("FORCE_UNKNOWN", 2, "Reported by", `Given: "${this.file.force.slice(0, 60)}".`));
    if (document && OWN_DOCUMENT.test(document) && document !== this.document) note(problem("REFERENCE_ASTRAY", 2, "Month", `${document} is of another force or month.`));
    for (const { line, name } of this.shared) note(problem("DISTRICT_SHARED", line, "LSOA name", `${name}.`));
    const placed = this.file.records - this.nowhere("UNPLACED");
    const unknown = this.unknown.reduce((sum, { n }) => sum + n, 0);
    if (unknown * 100 <= placed * UNKNOWN_PERCENT_AT_MOST) return;
    const [most] = this.unknown.toSorted((a, b) => b.n - a.n);
    note(problem("DISTRICTS_UNKNOWN", most!.line, "LSOA name", `${unknown} of ${placed} records that give a place lie in ${this.unknown.length} such districts; most of them in ${most!.name.slice(0, 60)}.`));
  }

  /** The counts as rows of observations; where there was nothing of a type, a row says zero. */
  rows({ asking, knownFrom, document }: PublicationDelivery): CountedRow[] {
    const force = this.force!;
    const types = this.types();
    // What is no partnership's is the hub's alone to write.
    const nowhere: Nowhere[] = asking.viewer.role === "HUB" ? ["OUTSIDE", "UNPLACED", ...(this.nowhere("UNCLAIMED") ? (["UNCLAIMED"] as const) : [])] : [];
    return types.flatMap(([type, line]) => {
      const period = `MONTH ${this.file.month}`;
      const indicator = INDICATOR + wordsOf(type);
      const row = (partnership: string, area: string, place: string, called: string, base: string, tally: Tally | undefined): CountedRow => {
        const held = this.held.find((each) => each.indicator_id === indicator && (each.partnership_id ?? "") === partnership && (each.place ?? "") === place);
        const id = held?.id ?? `observation-recorded-crime-${wordsOf(type)}-${called}-${this.file.month}`;
        const extent = partnership ? "LOCAL" : "WIDER";
        const source = { document: document ?? this.document, section: "Crime type and LSOA name of each record", as_printed: type, known_from: knownFrom ?? "" };
        const cells = { id, indicator, partnership, area, place, extent, period, reported_under: period, qualifier: "EQ", value: String(tally?.n ?? 0), base, status: "NOT_STATED", ...source };
        return { file: this.file.name, line: tally?.line ?? line, cells };
      };
      return [
        ...[...force.partnerships].map(([id, area]) => row(id, area ?? "", "", id.replace(/^partnership-/, ""), area ? BASE : BASE_OF_SEVERAL, this.byPartnership.get(id)?.get(type))),
        ...nowhere.map((where) => row("", force.id, NOWHERE[where].place, `${force.words}-${wordsOf(NOWHERE[where].place)}`, NOWHERE[where].base, this.byNowhere.get(where)?.get(type))),
      ];
    });
  }

  /** The types of the file with the line of the first record of each, and those that the hub holds for the month and the file has no more. */
  private types(): [string, number][] {
    const found = new Map<string, number>();
    for (const types of [...this.byPartnership.values(), ...this.byNowhere.values()]) for (const [type, { line }] of types) found.set(type, Math.min(found.get(type) ?? line, line));
    const indicators = new Set([...found.keys()].map((type) => INDICATOR + wordsOf(type)));
    for (const { type, indicator_id: indicator } of this.held) if (type !== null && !indicators.has(indicator)) found.set(type, 2);
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The document that the file is. */
  source({ document }: PublicationDelivery): PublicationSource {
    const { force, month } = this.file;
    const { from, to } = parsePeriod(`MONTH ${month}`)!;
    const label = MONTH_AND_YEAR.format(new Date(from));
    return { id: document ?? this.document, publisher: "data.police.uk", title: `Street-level crime: ${force}, ${label}`, period: `MONTH ${month}`, publishedFrom: addDays(to, 1), licence: "Open Government Licence v3.0" };
  }

  private get document(): string {
    return `document-police-uk-${this.force!.words}-${this.file.month}`;
  }
}

function entry<K>(map: Map<K, Map<string, Tally>>, key: K): Map<string, Tally> {
  const found = map.get(key) ?? new Map<string, Tally>();
  map.set(key, found);
  return found;
}

function total(types: ReadonlyMap<string, Tally>): Tally {
  return [...types.values()].reduce((sum, { n, line }) => ({ n: sum.n + n, line: Math.min(sum.line, line) }), { n: 0, line: Infinity });
}
