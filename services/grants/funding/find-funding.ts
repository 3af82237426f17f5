/** Finds the funding of things: one statement for all of a kind that a question asks of, however many they are. */
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field } from "type-graphql";
import { GapReason } from "../../../kernel/facts/facts.js";
import type { Seen } from "../../../kernel/facts/seen.js";
import type { Context } from "../../../kernel/subgraph/context.js";
import { FinancialYearScalar, financialYearOf, readFinancialYear } from "../../../kernel/values/financial-year.js";
import { Money } from "../../../kernel/values/money.js";
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

/** A thing's money by year and measure; where nothing is recorded of a measure it is not there. */
type Ledger = Map<number, Map<Measure | "SHARED" | "SHARED_SPENT", bigint>>;

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
function enter(ledgers: Map<string, Ledger>, { thing, measure, year, pence, names, shares, inside, touched }: MoneyRow): void {
  const ledger = ledgers.get(thing) ?? new Map<number, Map<Measure | "SHARED" | "SHARED_SPENT", bigint>>();
  ledgers.set(thing, ledger);
  const sums = ledger.get(year) ?? new Map<Measure | "SHARED" | "SHARED_SPENT", bigint>();
  ledger.set(year, sums);
  const add = (of: Measure | "SHARED" | "SHARED_SPENT", amount: bigint): void => void sums.set(of, (sums.get(of) ?? 0n) + amount);
  const sharedOf = measure === "ALLOCATED" ? "SHARED" : measure === "SPENT" ? "SHARED_SPENT" : null;
  const whole = BigInt(pence);
  let own = whole;
  let shared = 0n;
  if (names) {
    const owned = new Set(inside);
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
};

type Summed = Omit<FundingOfYear, "year">;

/** The sums of some years together. */
function sumsOf(kind: FundedKind, years: readonly Map<string, bigint>[]): Summed {
  const total = (measure: string): bigint | null => {
    const amounts = years.map((sums) => sums.get(measure)).filter((amount) => amount !== undefined);
    return amounts.length ? amounts.reduce((sum, amount) => sum + amount, 0n) : null;
  };
  const money = (pence: bigint | null): Money | null => (pence === null ? null : Money.gbp(pence));
  const [awarded, allocated, spent, expected] = [total("AWARDED"), total("ALLOCATED"), total("SPENT"), total("FORECAST")];
  const given = kind === "PARTNERSHIP" ? awarded : allocated;
  // Only what names things can be shared between them: anything else is wholly its own.
  const namesThings = kind !== "PARTNERSHIP" && kind !== "SERVICE";
  const sharedOr = (measure: string, whole: bigint | null): bigint | null => (namesThings ? total(measure) : whole === null ? null : 0n);
  return {
    awarded: money(awarded),
    allocated: money(allocated),
    paid: money(total("PAID")),
    spent: money(spent),
    forecast: money(expected === null ? null : expected + (spent ?? 0n)),
    committed: money(total("COMMITTED")),
    remaining: money(given === null || spent === null ? null : given - spent),
    unattributed: money(total("UNATTRIBUTED")),
    shared: money(sharedOr("SHARED", allocated)),
    sharedSpent: money(sharedOr("SHARED_SPENT", spent)),
  };
}

function fundingOf(kind: FundedKind, { ledger, upToDateAt }: Found, year: string | null): Funding {
  const byYear = [...ledger]
    .map(([begins, sums]) => ({ year: financialYearOf(`${begins}-04-01`), sums }))
    .filter((each) => year === null || each.year === year)
    .toSorted((a, b) => (a.year < b.year ? -1 : 1));
  const sums = sumsOf(kind, byYear.map((each) => each.sums));
  const gaps = Object.entries(sums)
    .filter(([, amount]) => amount === null)
    .map(([field]) =>
      Object.assign(
        new Gap(),
        kind !== "PARTNERSHIP" && OF_PARTNERSHIPS.has(field)
          ? { field, reason: GapReason.NOT_SPLIT, explanation: "An award is given for a partnership as a whole: what of it is for this is told by what is allocated." }
          : { field, reason: GapReason.NOT_HELD, explanation: NOTHING_RECORDED[field]! },
        { provenance: null },
      ),
    );
  return Object.assign(new Funding(), sums, {
    byYear: byYear.map((each) => Object.assign(new FundingOfYear(), sumsOf(kind, [each.sums]), { year: each.year })),
    upToDateAt,
    gaps,
  });
}
