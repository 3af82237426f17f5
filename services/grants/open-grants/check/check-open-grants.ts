/** Checks open grants by every rule: all that the filter finds, a thousand at a time. */
import sql, { join } from "sql-template-tag";
import { ArgsType, Field } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { AsOfArgs } from "../../../../kernel/lists/connection.js";
import { asOfDay, inventedOrNot } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { conditionsOf, OpenGrantFilter, openGrantRows, sourcesOf } from "../open-grant/find-open-grants.js";
import { grantOf, type OpenGrantRow } from "../open-grant/make-open-grant.js";
import { CheckPlace, OpenGrantsCheck } from "./open-grants-check.js";
import { RULES, type OrganisationsGrant } from "./rules.js";

/** What the checks take. */
@ArgsType()
export class OpenGrantsChecksArgs extends AsOfArgs {
  @Field(() => OpenGrantFilter, { nullable: true, description: "Which grants to check." })
  where?: OpenGrantFilter;

  @Field(() => Boolean, { nullable: true, description: "false leaves out invented data, true checks it alone; both where left out." })
  synthetic?: boolean | null;
}

const AT_ONCE = 1_000;
const PLACES_AT_MOST = 1_000;
/** How often one request may check. */
const TIMES_AT_MOST = 5;
/** Whose identifiers they are does not matter here, only that they are nobody's in a register. */
const SOME_PREFIX = "360G-publisher";

/** What each rule finds. */
export async function checkOpenGrants(context: Context, args: OpenGrantsChecksArgs): Promise<OpenGrantsCheck[]> {
  // Each time reads every grant: a few bytes of a question would keep the database busy for long.
  refuseUnless(context.timesAsked("openGrantsChecks") <= TIMES_AT_MOST, "TOO_MANY_SEARCHES", { detail: `Asked more than ${TIMES_AT_MOST} times: openGrantsChecks.` });
  const asOf = asOfDay(context, args.asOf);
  const rows = openGrantRows(asOf, sourcesOf(args.where));
  const conditions = join([knownOn(asOf), sql`t.missing = '{}'`, ...conditionsOf(args.where), ...inventedOrNot(args.synthetic)], " and ");
  const looking = RULES.map((rule) => ({ rule, finds: rule.begin(asOf), count: 0, found: [] as CheckPlace[] }));
  let grants = 0;
  for (let after = "", more = true; more; ) {
    const page = await context.rows.all<OpenGrantRow>(sql`select t.* from ${rows} t where ${conditions} and t.id > ${after} order by t.id limit ${AT_ONCE}`);
    for (const row of page) {
      // Whatever has come in or is published is of the standard, and so of this form.
      const grant = grantOf(row, SOME_PREFIX) as unknown as OrganisationsGrant;
      for (const each of looking) {
        const ways = each.finds(grant);
        if (ways.length) each.count++;
        for (const way of ways.slice(0, PLACES_AT_MOST - each.found.length)) each.found.push(Object.assign(new CheckPlace(), { grantId: row.id, source: row.source, path: `/${way.join("/")}` }));
      }
    }
    grants += page.length;
    more = page.length === AT_ONCE;
    after = page.at(-1)?.id ?? "";
  }
  return looking.map(({ rule: { name, kind, means }, count, found }) => Object.assign(new OpenGrantsCheck(), { rule: name, kind, means, count, grants, percentage: percentage(count, grants), found }));
}

/** In per cent with two decimals, half a hundredth up. */
function percentage(count: number, of: number): string | null {
  if (of === 0) return null;
  const hundredths = Math.floor((count * 20_000 + of) / (2 * of));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}
