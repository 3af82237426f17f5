/** What the hub holds of the partnerships of a PCC area: how many it knows, how many of them with a plan, and what is missing. */
import sql, { raw } from "sql-template-tag";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Info, Int, ObjectType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { GapReason } from "../../../../kernel/facts/facts.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Gap, Provenance } from "../../sources/document/document.js";
import { Partnership } from "../partnership/partnership.js";
import type { PccArea } from "./pcc-area.js";

/** A partnership of which the hub holds nothing, or no plan. */
@ObjectType({ simpleResolvers: true, description: "What the hub lacks of the partnerships of a PCC area: those that a source speaks of and the hub does not know, or one that has no plan in the hub." })
export class MissingPartnership {
  @Field(() => String, { nullable: true, description: "Name of the partnership that has no plan in the hub; null where the source speaks of partnerships without naming them." })
  name!: string | null;

  partnershipId!: string | null;
  asOf!: Day;

  @Field(() => Partnership, { nullable: true, description: "The partnership that has no plan in the hub; null where the hub does not know it." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Field(() => GapReason, { description: "Why it is missing." })
  reason!: GapReason;

  @Field(() => String, { description: "The reason in a sentence." })
  explanation!: string;

  @Field(() => Provenance, { nullable: true, description: "The source that speaks of it; null where none does." })
  provenance!: unknown;
}

/** A partnership, and whether the hub holds a plan of it. */
interface Held {
  id: string;
  name: string;
  planned: boolean;
}

/** How much of an area the hub holds. */
@ObjectType({ simpleResolvers: true, description: "How much of the partnerships of a PCC area the hub holds, and what is missing. Counts what the caller may see." })
export class Coverage {
  asOf!: Day;
  areaId!: string;
  held!: Held[];

  @Field(() => Int, { description: "Partnerships of the area that the hub knows." })
  get partnerships(): number {
    return this.held.length;
  }

  @Field(() => Int, { description: "How many of them have at least one plan in the hub." })
  get withPlan(): number {
    return this.held.filter(({ planned }) => planned).length;
  }

  @Field(() => [MissingPartnership], { description: "What is missing, and why: first what sources speak of and the hub does not know, then partnerships without a plan, by name." })
  async missing(@Ctx() context: Context): Promise<MissingPartnership[]> {
    const unplanned = this.held.filter(({ planned }) => !planned);
    const noted = async (subject: string, list: string): Promise<Noted[]> => ((await context.reading.notedGaps(context, subject, this.asOf)) as Noted[]).filter(({ field }) => field === list);
    const [unknown, ...without] = await Promise.all([noted(this.areaId, "partnerships"), ...unplanned.map(({ id }) => noted(id, "plans"))]);
    const missing = ({ reason, explanation, provenance }: Noted, of: Held | null): MissingPartnership =>
      Object.assign(new MissingPartnership(), { name: of?.name ?? null, partnershipId: of?.id ?? null, asOf: this.asOf, reason, explanation, provenance });
    return [
      ...unknown.map((gap) => missing(gap, null)),
      ...unplanned.flatMap((of, i) => (without[i]!.length ? without[i]! : [NO_PLAN]).map((gap) => missing(gap, of))),
    ];
  }
}

type Noted = InstanceType<typeof Gap>;

/** Where no source says why. */
const NO_PLAN = { field: "plans", reason: GapReason.NOT_HELD, explanation: "The hub holds no plan of this partnership.", provenance: null };

/** The coverage of an area: one statement for all areas that are asked. */
export function coverageOf(context: Context, { id, asOf }: PccArea): Promise<Coverage> {
  return context
    .loader<string, Coverage>(`coverage ${asOf}`, async (areas) => {
      const rows = await context.rows.all<Held & { area: string }>(sql`
        select t.pcc_area_id as area, t.id, t.name,
          exists (select from plans.plan p where p.partnership_id = t.id and ${knownOn(asOf, raw("p"))}) as planned
        from plans.partnership t where t.pcc_area_id = any(${areas}::text[]) and ${knownOn(asOf)} order by t.name, t.id`);
      const byArea = Map.groupBy(rows, ({ area }) => area);
      return areas.map((areaId) => Object.assign(new Coverage(), { areaId, asOf, held: byArea.get(areaId) ?? [] }));
    })
    .load(id);
}
