/** Finds the comparator group that a partnership is compared with. */
import sql from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";

/** A group as a comparison takes it. */
export interface GroupRow {
  id: string;
  name: string;
  partnershipIds: string[];
  validFrom: Day | null;
  validTo: Day | null;
}

/** The group that is named, or the one that the partnership is in, meant for the period; or why there is none. */
export async function groupOf(context: Context, asked: { partnership: string; group: string | null; from: Day; to: Day }, asOf: Day): Promise<GroupRow | NotComputed> {
  const all = await readGroups(context, asked.partnership, asOf);
  const named = asked.group === null ? all : all.filter(({ id }) => id === asked.group);
  refuseUnless(asked.group === null || named.length, "THING_UNKNOWN", { field: "group", detail: `No comparator group of ${asked.partnership} has this id.` });
  const meant = named.filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= asked.from) && (validTo === null || validTo >= asked.to));
  if (meant.length > 1) return notComputed(NotComputedReason.SEVERAL_GROUPS, `The partnership is in ${meant.length} comparator groups: ${meant.map(({ id }) => id).join(", ")}.`);
  return meant[0] ?? notComputed(NotComputedReason.NOTHING_TO_COMPARE, "The partnership is in no comparator group that is meant for the period.");
}

/** The groups that partnerships are in: those of a request in one statement. */
function readGroups(context: Context, partnership: string, asOf: Day): Promise<GroupRow[]> {
  return context
    .loader<string, GroupRow[]>(`groups ${asOf}`, async (partnerships) => {
      const rows = await context.rows.all<GroupRow>(sql`
        select t.id, t.name, t.partnership_ids as "partnershipIds", t.valid_from as "validFrom", t.valid_to as "validTo"
        from indicators.comparator_group t where t.partnership_ids && ${partnerships}::text[] and ${knownOn(asOf)} order by t.id`);
      return partnerships.map((each) => rows.filter(({ partnershipIds }) => partnershipIds.includes(each)));
    })
    .load(partnership);
}
