/** Searches the facts of all services for words, the best first. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { Direction, PageArgs, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { Period } from "../../../../kernel/values/period.js";
import { called, inDocuments, inYearOf, ofAreas, ofKinds, ofPartnerships, provenanceOf, refuseOften } from "../index/indexed.js";
import { FactKind, kindOf } from "../index/things.js";
import { SearchHit } from "./search-hit.js";
import { headline, piecesOf } from "./snippet.js";

/** Characters that a search may have. */
const TEXT_AT_MOST = 200;

/** Words that it may have, each to be looked up and ranked. */
const WORDS_AT_MOST = 20;
const WORD = /[\p{L}\p{N}]+/gu;

/** Rows in a page: each shows where the words stand in its text. */
const HITS_AT_MOST = 100;

@InputType({ description: "What to search: all conditions hold together." })
class SearchFilter {
  @Field(() => [FactKind], { nullable: true, description: "Things of one of these kinds." })
  kinds?: FactKind[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these PCC areas, or a partnership in it." })
  pccArea?: string[];

  @Field(() => FinancialYearScalar, {
    nullable: true,
    description: "Of a period that overlaps this financial year: its own; where it has none, that of its plan; where it hangs on none, that of its document.",
  })
  year?: string;

  @Field(() => [ID], { nullable: true, description: "Stated in one of these documents." })
  document?: string[];
}

/** What a search takes. */
@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, {
    description: `What to search for, in English, ${TEXT_AT_MOST} characters and ${WORDS_AT_MOST} words at most: all its words, in any of their forms. "In quotes" they follow each other, "or" stands between choices, "-" before a word leaves it out. Refused with NOTHING_TO_SEARCH where no word is left to look for, with MALFORMED_FILTER where it is too long, and with TOO_MANY_SEARCHES where one request searches more than five times.`,
  })
  text!: string;

  @Field(() => Int, {
    nullable: true,
    description: `Rows in the page: 1 to ${HITS_AT_MOST}, or to the operator's limit where that is less; ${HITS_AT_MOST} where left out. Refused with PAGE_SIZE_OUT_OF_RANGE.`,
  })
  override first?: number | null;

  @Field(() => SearchFilter, { nullable: true, description: "What to search." })
  where?: SearchFilter;
}

/** The facts in which the words stand. */
export async function searchFacts(context: Context, args: SearchArgs, info: GraphQLResolveInfo): Promise<Page<SearchHit>> {
  refuseOften(context, "search");
  const { text, where = {} } = args;
  const asOf = asOfDay(context, args.asOf);
  refuseUnless(!text.includes("\u0000"), "MALFORMED_TEXT", { field: "text" });
  refuseUnless(text.length <= TEXT_AT_MOST, "MALFORMED_FILTER", { field: "text", detail: `Given: ${text.length} characters; the most is ${TEXT_AT_MOST}.` });
  const words = text.match(WORD)?.length ?? 0;
  refuseUnless(words <= WORDS_AT_MOST, "MALFORMED_FILTER", { field: "text", detail: `Given: ${words} words; the most is ${WORDS_AT_MOST}.` });
  const asked = sql`websearch_to_tsquery('english', ${text})`;
  // What is left of it to look up: nothing of stop words, T where it only leaves words out.
  const [judged] = await context.rows.all<{ tree: string }>(sql`select querytree(${asked}) as tree`);
  refuseUnless(!["", "T"].includes(judged!.tree), "NOTHING_TO_SEARCH", { field: "text" });

  return pageOf(context, {
    noun: SearchHit,
    args,
    info,
    // The best first; those alike by their ids.
    orders: { RANK: [{ key: sql`t.rank`, type: "numeric" }] },
    direction: Direction.DESC,
    firstAtMost: HITS_AT_MOST,
    where: [
      ...ofKinds(where.kinds),
      ...ofPartnerships(where.partnership),
      ...ofAreas(where.pccArea, asOf),
      ...inYearOf(where.year, asOf),
      ...inDocuments(where.document),
    ],
    rows: {
      from: sql`(select f.*, m.rank from plans.facts_with(${asked}) m cross join lateral (select i.* from plans.indexed_fact i where i.n = m.n limit 1) f)`,
      // PostgreSQL works the headline out last, for the rows of the page alone: it knows how dear it is.
      select: sql`t.id, t.noun, ${called(asOf)} as called, ${headline(asked)} as headline, t.period_kind, t.period_from::text, t.period_to::text,
        t.document_id, t.section, t.as_printed, t.partnership_id, t.known_from`,
      read: (row) => hitOf(row, asOf),
    },
  });
}

function hitOf(row: Record<string, unknown>, asOf: Day): SearchHit {
  const period = row["period_kind"] && row["period_from"] ? Object.assign(new Period(), { kind: row["period_kind"], from: row["period_from"], to: row["period_to"] }) : null;
  return Object.assign(new SearchHit(), {
    id: row["id"],
    asOf,
    kind: kindOf(row["noun"] as string),
    title: row["called"],
    snippet: piecesOf(row["headline"] as string),
    period,
    provenance: provenanceOf(row, asOf),
    knownFrom: new Date(row["known_from"] as string),
    partnershipId: row["partnership_id"],
  });
}
