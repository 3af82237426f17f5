/** Facets of awards: the awards of a list counted and summed by funder, recipient, programme, year, size and PCC area. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { Arg, ArgsType, Ctx, Field, Info, Int, ObjectType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { seen } from "../../../../kernel/facts/seen.js";
import { AsOfArgs, PAGE_SIZE } from "../../../../kernel/lists/connection.js";
import { inventedOrNot } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar, Money, poundsOf } from "../../../../kernel/values/money.js";
import { Organisation } from "../../references/organisation/organisation.js";
import { PccArea } from "../../references/pcc-area/pcc-area.js";
import { Fund } from "../fund/fund.js";
import { AwardFilter, awardConditions } from "./find-awards.js";

/** Awards that have something in common. */
@ObjectType({ simpleResolvers: true })
abstract class Bucket {
  @Field(() => Int, { description: "How many awards." })
  count!: number;

  @Field(() => [Money], { description: "What they come to, exact: a sum for each currency. Sums of two currencies are never added." })
  sums!: Money[];
}

/** Awards of one funder. */
@ObjectType({ simpleResolvers: true, description: "Awards of one funder." })
export class FunderBucket extends Bucket {
  @Field(() => Organisation, { nullable: true, description: "The funder; null for awards from funds whose funder no source tells." })
  funder!: Organisation | null;
}

/** Awards to one recipient. */
@ObjectType({ simpleResolvers: true, description: "Awards to one recipient." })
export class RecipientBucket extends Bucket {
  @Field(() => Organisation, { nullable: true, description: "The recipient; null for awards whose recipient no source tells." })
  recipient!: Organisation | null;
}

/** Awards from one fund. */
@ObjectType({ simpleResolvers: true, description: "Awards from one fund: a programme." })
export class ProgrammeBucket extends Bucket {
  fundId!: string;
  asOf!: Day;

  @Field(() => Fund, { description: "The fund." })
  fund(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Fund, { id: this.fundId, asOf: this.asOf }, info);
  }
}

/** What awards give in one financial year. */
@ObjectType({ simpleResolvers: true, description: "What awards give in one financial year. An award of several years is counted in each, with that year's amount." })
export class AwardYearBucket extends Bucket {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;
}

/** Awards of about one size. */
@ObjectType({ simpleResolvers: true, description: "Awards of about one size, over all their years." })
export class AmountBandBucket extends Bucket {
  @Field(() => DecimalScalar, { description: "The least of the band, in whole units of the currency." })
  from!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "Where the next band begins; null for the highest." })
  below!: string | null;
}

/** Awards for partnerships of one PCC area. */
@ObjectType({ simpleResolvers: true, description: "Awards for partnerships of one PCC area, as the areas are now." })
export class PccAreaBucket extends Bucket {
  @Field(() => PccArea, { nullable: true, description: "The PCC area; null where plans has not told of the partnership yet." })
  pccArea!: PccArea | null;
}

/** All awards of a filter. */
@ObjectType({ simpleResolvers: true, description: "All awards that the filter finds." })
export class AwardsCounted extends Bucket {}

/** What facets take. */
@ArgsType()
export class AwardFacetsArgs extends AsOfArgs {
  @Field(() => AwardFilter, { nullable: true, description: "Which awards: as in the list." })
  where?: AwardFilter;

  @Field(() => Boolean, { nullable: true, description: "false leaves out invented data, true counts it alone; both where left out." })
  synthetic?: boolean | null;
}

/** Where the bands of amounts begin, in pence. */
const BANDS = [0n, 1_000_00n, 10_000_00n, 100_000_00n, 1_000_000_00n] as const;

/** What awards are counted by: the key of an award `t`, and the pence that it adds. */
interface Facet {
  key: Sql;
  pence?: Sql;
  /** What is read beside the award. */
  beside?: Sql;
}

/** A key with what is counted under it. */
interface Counted extends Bucket {
  key: string | null;
}

const FIRST = { nullable: true, description: "Buckets at most, those of most awards first: 1 to 1000, or to the operator's limit where that is less; 100 where left out. Refused with PAGE_SIZE_OUT_OF_RANGE." } as const;

/** The awards that a filter finds, by what they have in common. Each facet costs one statement, where it is asked for. */
@ObjectType({ simpleResolvers: true, description: "The awards that a filter finds, by what they have in common. Each facet costs one statement, where it is asked for." })
export class AwardFacets {
  constructor(
    private readonly args: AwardFacetsArgs,
    private readonly asOf: Day,
  ) {}

  @Field(() => [FunderBucket], { description: "By funder." })
  async funder(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<FunderBucket[]> {
    const fund = sql`left join grants.fund f on f.id = t.fund_id and ${knownOn(this.asOf, raw("f"))}`;
    return (await this.count(context, first, { key: raw("f.funder_id"), beside: fund })).map((each) => Object.assign(new FunderBucket(), each, { funder: each.key === null ? null : seen(Organisation, each.key, this.asOf) }));
  }

  @Field(() => [RecipientBucket], { description: "By the organisation that receives them on the partnership's behalf." })
  async recipient(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<RecipientBucket[]> {
    return (await this.count(context, first, { key: raw("t.recipient_id") })).map((each) => Object.assign(new RecipientBucket(), each, { recipient: each.key === null ? null : seen(Organisation, each.key, this.asOf) }));
  }

  @Field(() => [ProgrammeBucket], { description: "By programme: the fund that they come from." })
  async programme(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<ProgrammeBucket[]> {
    return (await this.count(context, first, { key: raw("t.fund_id") })).map((each) => Object.assign(new ProgrammeBucket(), each, { fundId: each.key, asOf: this.asOf }));
  }

  @Field(() => [AwardYearBucket], { description: "By financial year, with the amount of that year." })
  async year(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<AwardYearBucket[]> {
    const years = sql`cross join lateral jsonb_to_recordset(t.annual_amounts) as annual(year text, pence bigint)`;
    return (await this.count(context, first, { key: raw("annual.year"), pence: raw("annual.pence"), beside: years })).map((each) => Object.assign(new AwardYearBucket(), each, { year: each.key }));
  }

  @Field(() => [AmountBandBucket], { description: "By size: below 1,000, 10,000, 100,000 and 1,000,000 in whole units of the currency, and from there on." })
  async amountBand(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<AmountBandBucket[]> {
    const band = sql`width_bucket(t.awarded_pence, ${BANDS.map(String)}::bigint[])`;
    return (await this.count(context, first, { key: sql`${band}::text` })).map((each) => {
      const next = BANDS[Number(each.key)];
      return Object.assign(new AmountBandBucket(), each, { from: poundsOf(BANDS[Number(each.key) - 1]!), below: next === undefined ? null : poundsOf(next) });
    });
  }

  @Field(() => [PccAreaBucket], { description: "By the PCC area of the partnership that they are for." })
  async pccArea(@Arg("first", () => Int, FIRST) first: number | null, @Ctx() context: Context): Promise<PccAreaBucket[]> {
    return (await this.count(context, first, { key: raw("grants.pcc_area_of(t.partnership_id)") })).map((each) => Object.assign(new PccAreaBucket(), each, { pccArea: each.key === null ? null : seen(PccArea, each.key, this.asOf) }));
  }

  @Field(() => AwardsCounted, { description: "All of them." })
  async all(@Ctx() context: Context): Promise<AwardsCounted> {
    const [all] = await this.count(context, 1, { key: raw("''::text") });
    return Object.assign(new AwardsCounted(), all ?? { count: 0, sums: [] });
  }

  private async count(context: Context, asked: number | null, { key, pence = raw("t.awarded_pence"), beside = sql`` }: Facet): Promise<Counted[]> {
    const most = context.reading.pageSizeAtMost;
    const first = asked ?? Math.min(PAGE_SIZE, most);
    refuseUnless(Number.isInteger(first) && first >= 1 && first <= most, "PAGE_SIZE_OUT_OF_RANGE", { field: "first", detail: `Given: ${first}; the most is ${most}.` });
    const conditions = join([knownOn(this.asOf), ...awardConditions(this.args.where, this.asOf), ...inventedOrNot(this.args.synthetic)], " and ");
    const rows = await context.rows.all<{ key: string | null; n: string; currency: string; pence: string }>(sql`
      with counted as (
        select ${key} as key, t.awarded_currency as currency, sum(${pence}) as pence, count(*) as n
        from grants.award t ${beside} where ${conditions} group by 1, 2),
      ranked as (select key, sum(n) as n, row_number() over (order by sum(n) desc, key) as rank from counted group by key)
      select r.key, r.n, c.currency, c.pence from ranked r join counted c on c.key is not distinct from r.key where r.rank <= ${first} order by r.rank, c.currency`);
    const buckets: Counted[] = [];
    for (const row of rows) {
      if (buckets.length === 0 || buckets.at(-1)!.key !== row.key) buckets.push({ key: row.key, count: Number(row.n), sums: [] });
      buckets.at(-1)!.sums.push(Object.assign(new Money(), { pence: row.pence, currency: row.currency }));
    }
    return buckets;
  }
}
