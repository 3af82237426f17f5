/** Finds the gaps of all facts of all services: by partnership, area, document, reason, kind and field. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { join, raw } from "sql-template-tag";
import { ArgsType, Field, ID, InputType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { GapReason } from "../../../../kernel/facts/facts.js";
import { PageArgs, type Page } from "../../../../kernel/lists/connection.js";
import { by, byKnown, oneOf } from "../../../../kernel/lists/filters.js";
import { asOfDay, inventedOrNot, pageOf } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { called, inDocuments, ofAreas, ofField, ofKinds, ofPartnerships, provenanceOf, refuseOften } from "../index/indexed.js";
import { FactKind, kindOf } from "../index/things.js";
import { GapCount, KnownGap } from "./known-gap.js";

@InputType({ description: "Which gaps to show: all conditions hold together." })
class KnownGapFilter {
  @Field(() => [ID], { nullable: true, description: "Of things about one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of things about one of these PCC areas, or a partnership in it." })
  pccArea?: string[];

  @Field(() => [ID], { nullable: true, description: "Left open by one of these documents." })
  document?: string[];

  @Field(() => [GapReason], { nullable: true, description: "For one of these reasons." })
  reasons?: GapReason[];

  @Field(() => [FactKind], { nullable: true, description: "Of things of one of these kinds." })
  kinds?: FactKind[];

  @Field(() => String, { nullable: true, description: "Of the field or list of this name." })
  field?: string;
}

/** What the list of gaps takes. */
@ArgsType()
export class KnownGapsArgs extends PageArgs {
  @Field(() => KnownGapFilter, { nullable: true, description: "Which gaps to show." })
  where?: KnownGapFilter;
}

/** A page of gaps, and how many there are for each reason. */
export interface GapPage extends Page<KnownGap> {
  counts(): Promise<GapCount[]>;
}

/** The gaps that the arguments ask for, by partnership, thing and field. */
export function findKnownGaps(context: Context, args: KnownGapsArgs, info: GraphQLResolveInfo): GapPage {
  refuseOften(context, "gaps");
  const { where = {} } = args;
  const asOf = asOfDay(context, args.asOf);
  const thing = raw("thing");
  // A gap is shown with its thing, and so to whoever sees both: that of a value lies with it, one noted apart names it. Each looks its
  // thing up by id: what is behind row-level security PostgreSQL guesses to be few rows, and would read all of them for each gap.
  const from = sql`(
    select g.source, case g.noun when 'noted_gap' then g.id else g.id || '/' || (each.gap ->> 'field') end as id, each.n, g.known_from, g.known_to,
      thing.noun, thing.id as thing_id, ${called(asOf, thing)} as called,
      each.gap ->> 'field' as field, each.gap ->> 'reason' as reason, each.gap ->> 'explanation' as explanation, g.document_id, g.section, g.as_printed,
      coalesce(thing.partnership_id, g.partnership_id) as partnership_id, coalesce(thing.pcc_area_id, g.pcc_area_id) as pcc_area_id
    from plans.indexed_fact g
      cross join lateral jsonb_array_elements(g.left_open) with ordinality as each(gap, n)
      cross join lateral (select t.* from plans.indexed_fact t where t.id = g.about and t.noun <> 'noted_gap' and ${knownOn(asOf)} order by t.source = g.source desc limit 1) thing
    where g.has_gaps)`;
  const conditions = [
    ...ofPartnerships(where.partnership),
    ...ofAreas(where.pccArea, asOf),
    ...inDocuments(where.document),
    ...oneOf("reason", where.reasons, "where.reasons"),
    ...ofKinds(where.kinds),
    ...ofField(where.field),
  ];
  const page = pageOf(context, {
    noun: KnownGap,
    args,
    info,
    orders: { PLACE: [byKnown.text("partnership_id"), by.text("thing_id"), by.text("field"), by.text("source"), by.whole("n")] },
    where: conditions,
    rows: {
      from,
      select: sql`t.id, t.noun, t.thing_id, t.called, t.field, t.reason, t.explanation, t.document_id, t.section, t.as_printed, t.partnership_id`,
      read: (row) => gapOf(row, asOf),
    },
  });
  async function counts(): Promise<GapCount[]> {
    const all = join([knownOn(asOf), ...conditions, ...inventedOrNot(args.synthetic)], " and ");
    const rows = await context.rows.all<{ reason: GapReason; n: string }>(sql`select t.reason, count(*) as n from ${from} t where ${all} group by t.reason order by count(*) desc, t.reason`);
    return rows.map(({ reason, n }) => Object.assign(new GapCount(), { reason, count: Number(n) }));
  }
  return { ...page, counts };
}

function gapOf(row: Record<string, unknown>, asOf: Day): KnownGap {
  return Object.assign(new KnownGap(), {
    id: row["id"],
    asOf,
    kind: kindOf(row["noun"] as string),
    thingId: row["thing_id"],
    title: row["called"],
    field: row["field"],
    reason: row["reason"],
    explanation: row["explanation"],
    provenance: provenanceOf(row, asOf),
    partnershipId: row["partnership_id"],
  });
}
