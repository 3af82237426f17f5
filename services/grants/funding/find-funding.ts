/** Finds the funding of things: one statement for all of a kind that a question asks of, however many they are. */
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field } from "type-graphql";
import { GapReason } from "../../../kernel/facts/facts.js";
import type { Seen } from "../../../kernel/facts/seen.js";
import type { Context } from "../../../kernel/subgraph/context.js";
import { FinancialYearScalar, financialYearOf, readFinancialYear } from "../../../kernel/values/financial-year.js";
import { Money, poundsOf } from "../../../kernel/values/money.js";
import { splitByShares } from "../ledger/share/shares.js";
import { Gap } from "../sources/document/document.js";
import { Funding, FundingOfYear } from "./funding.js";
import { attributedMoney, moneyOfPartnerships, moneyOfServices, type AttributedKind, type Measure, type MoneyRow } from "./money-facts.js";

/** What funding takes. */
@ArgsType()
export class FundingArgs {
  @Field(() => FinancialYearScalar, { nullable: true, description: "The sums of this financial year; of all years together where left out." })
  year?: string | null;
}

/** What has funding. */
export type FundedKind = AttributedKind | "PARTNERSHIP" | "SERVICE";

/** What is summed of a year; where nothing is recorded of a measure it is not there. */
type Sum = Exclude<Measure, "UNSPLIT"> | "SHARED" | "SHARED_SPENT";

/** A thing's money of one year. */
interface YearOfThing {
  sums: Map<Sum, bigint>;
  /** What was returned of wholes and may be of the thing's own money, or of what it shares, by the award or allocation it was returned of. */
  unsplit: Map<string, bigint>;
  unsplitShared: Map<string, bigint>;
}

/** A thing's money by year. */
type Ledger = Map<number, YearOfThing>;

interface Found {
  ledger: Ledger;
  upToDateAt: Date | null;
}

/** The funding of a thing, as on the day that the thing is seen on. */
export async function findFunding(context: Context, kind: FundedKind, { id, asOf }: Seen, args: FundingArgs): Promise<Funding> {
  const year = args.year == null ? null : readFinancialYear(args.year, "year");
  const found = await context
    .loader<string, Found>(`funding ${kind} ${asOf}`, async (ids) => {
      const readable = ids.map((each) => each.replaceAll("\u0000", "\ufffd"));
      // One row stands there in any case: the age of the tree is told where there is no money too.
      const rows = await context.rows.all<{ at: Date | null } & (MoneyRow | { thing: null })>(sql`
        select age.at, money.* from (select (select up_to_date_at from grants.projection where topic = 'attributable') as at) age left join (${moneyOf(kind, readable, asOf)}) money on true`);
      const upToDateAt = kind === "PARTNERSHIP" || kind === "SERVICE" || !rows[0]?.at ? null : new Date(rows[0].at);
      const ledgers = new Map<string, Ledger>();
      for (const row of rows) if (row.thing !== null) enter(ledgers, row);
      return readable.map((each) => ({ ledger: ledgers.get(each) ?? new Map(), upToDateAt }));
    })
    .load(id);
  return fundingOf(kind, found, year);
}

function moneyOf(kind: FundedKind, ids: readonly string[], asOf: Seen["asOf"]): Sql {
  if (kind === "PARTNERSHIP") return moneyOfPartnerships(ids, asOf);
  return kind === "SERVICE" ? moneyOfServices(ids, asOf) : attributedMoney(kind, ids, asOf);
}

/** Enters a row into the ledger of its thing: as its own, or as shared. */
function enter(ledgers: Map<string, Ledger>, { thing, measure, year, pence, names, shares, inside, touched, node }: MoneyRow): void {
  const ledger = ledgers.get(thing) ?? new Map<number, YearOfThing>();
  ledgers.set(thing, ledger);
  const { sums, unsplit, unsplitShared } = ledger.get(year) ?? { sums: new Map<Sum, bigint>(), unsplit: new Map<string, bigint>(), unsplitShared: new Map<string, bigint>() };
  ledger.set(year, { sums, unsplit, unsplitShared });
  const add = (of: Sum, amount: bigint): void => void sums.set(of, (sums.get(of) ?? 0n) + amount);
  const owned = new Set(inside);
  const whole = BigInt(pence);
  if (measure === "UNSPLIT") {
    if (!names || (shares ? owned.size : names.every((name) => owned.has(name)))) unsplit.set(node!, whole);
    if (names?.some((name) => !owned.has(name) && (!shares || touched!.includes(name)))) unsplitShared.set(node!, whole);
    return;
  }
  const sharedOf = measure === "ALLOCATED" ? "SHARED" : measure === "SPENT" ? "SHARED_SPENT" : null;
  let own = whole;
  let shared = 0n;
  if (names) {
    if (shares) {
      const parts = partsOf(whole, shares);
      const sumOf = (counts: (name: string) => boolean): bigint => parts.reduce((sum, part, i) => (counts(names[i]!) ? sum + part : sum), 0n);
      own = sumOf((name) => owned.has(name));
      shared = sumOf((name) => !owned.has(name) && touched!.includes(name));
    } else if (!names.every((name) => owned.has(name))) {
      own = 0n;
      shared = whole;
    }
  }
  add(measure, own);
  if (sharedOf) add(sharedOf, shared);
}

/** What falls to each share, by the one split of the hub; where more came back than went out, what is taken from each. */
function partsOf(pence: bigint, shares: readonly string[]): bigint[] {
  const hundredths = shares.map((share) => BigInt(Math.round(Number(share) * 100)));
  return pence < 0n ? splitByShares(-pence, hundredths).map((part) => -part) : splitByShares(pence, hundredths);
}

const OF_PARTNERSHIPS = new Set(["awarded", "unattributed"]);

/** Why a sum is not there. */
const NOTHING_RECORDED: Record<string, string> = {
  awarded: "No award is recorded.",
  allocated: "No allocation is recorded.",
  paid: "No payment is recorded.",
  spent: "No return of spend is recorded.",
  forecast: "No return states what it expects to be spent.",
  committed: "No claim is recorded.",
  remaining: "What was given, or what was spent of it, is not recorded.",
  unattributed: "No award is recorded.",
  shared: "No allocation is recorded.",
  sharedSpent: "No return of spend is recorded.",
  unattributedSpent: "No return of spend is recorded.",
};

type Summed = Omit<FundingOfYear, "year">;

/** What may be of a thing, or of what it shares, and is returned of wholes alone. */
function unsplitOf(years: readonly YearOfThing[]): { own: bigint; shared: bigint } {
  const sum = (each: (year: YearOfThing) => Map<string, bigint>): bigint => years.flatMap((year) => [...each(year).values()]).reduce((total, pence) => total + pence, 0n);
  return { own: sum(({ unsplit }) => unsplit), shared: sum(({ unsplitShared }) => unsplitShared) };
}

/** The sums of some years together. */
function sumsOf(kind: FundedKind, years: readonly YearOfThing[]): Summed {
  const total = (measure: Sum): bigint | null => {
    const amounts = years.map(({ sums }) => sums.get(measure)).filter((amount) => amount !== undefined);
    return amounts.length ? amounts.reduce((sum, amount) => sum + amount, 0n) : null;
  };
  const money = (pence: bigint | null): Money | null => (pence === null ? null : Money.gbp(pence));
  const [awarded, allocated, spent, expected] = [total("AWARDED"), total("ALLOCATED"), total("SPENT"), total("FORECAST")];
  const given = kind === "PARTNERSHIP" ? awarded : allocated;
  // Only what names things can be shared between them: anything else is wholly its own.
  const namesThings = kind !== "PARTNERSHIP" && kind !== "SERVICE";
  const sharedOr = (measure: Sum, whole: bigint | null): bigint | null => (namesThings ? total(measure) : whole === null ? null : 0n);
  const unsplit = unsplitOf(years).own;
  return {
    awarded: money(awarded),
    allocated: money(allocated),
    paid: money(total("PAID")),
    spent: money(spent),
    forecast: money(expected === null || unsplit > 0n ? null : expected + (spent ?? 0n)),
    committed: money(total("COMMITTED")),
    // How much of what was returned of a whole is of this nobody said: what is left is not known either.
    remaining: money(given === null || spent === null || unsplit > 0n ? null : given - spent),
    unattributed: money(total("UNATTRIBUTED")),
    unattributedSpent: money(kind === "PARTNERSHIP" ? total("UNATTRIBUTED_SPENT") : unsplit > 0n || spent !== null ? unsplit : null),
    shared: money(sharedOr("SHARED", allocated)),
    sharedSpent: money(sharedOr("SHARED_SPENT", spent)),
  };
}

/** Why a sum is null, or what is open of it though it is there; nothing where neither holds. */
function gapOf(kind: FundedKind, field: string, amount: Money | null, unsplit: { own: bigint; shared: bigint }): InstanceType<typeof Gap> | undefined {
  const gap = (reason: GapReason, explanation: string): InstanceType<typeof Gap> => Object.assign(new Gap(), { field, reason, explanation }, { provenance: null });
  const open = field === "sharedSpent" ? unsplit.shared : ["spent", "forecast", "remaining"].includes(field) ? unsplit.own : 0n;
  if (open > 0n) return gap(GapReason.NOT_SPLIT, `£${poundsOf(open)} was returned of an award, or an allocation, as a whole: nobody said how much of it is for this.`);
  if (amount !== null) return undefined;
  if (kind !== "PARTNERSHIP" && OF_PARTNERSHIPS.has(field)) return gap(GapReason.NOT_SPLIT, "An award is given for a partnership as a whole: what of it is for this is told by what is allocated.");
  return gap(GapReason.NOT_HELD, NOTHING_RECORDED[field]!);
}

function fundingOf(kind: FundedKind, { ledger, upToDateAt }: Found, year: string | null): Funding {
  const byYear = [...ledger]
    .map(([begins, money]) => ({ year: financialYearOf(`${begins}-04-01`), money }))
    .filter((each) => year === null || each.year === year)
    .toSorted((a, b) => (a.year < b.year ? -1 : 1));
  const years = byYear.map((each) => each.money);
  const sums = sumsOf(kind, years);
  const unsplit = unsplitOf(years);
  const gaps = Object.entries(sums).flatMap(([field, amount]) => gapOf(kind, field, amount, unsplit) ?? []);
  return Object.assign(new Funding(), sums, {
    byYear: byYear.map((each) => Object.assign(new FundingOfYear(), sumsOf(kind, [each.money]), { year: each.year })),
    upToDateAt,
    gaps,
  });
}
