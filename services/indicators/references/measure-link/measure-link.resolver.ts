/** The door that indicators adds to a measure link: the series of its indicator for the plan's partnership, judged as the plan takes it. */
import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { findSeries, SeriesArgs } from "../../figures/series/find-series.js";
import { Series } from "../../figures/series/series.js";
import { MeasureLink } from "./measure-link.js";

@Resolver(() => MeasureLink)
export class MeasureLinkResolver {
  // The gateway sends these along with the key: indicators keeps no copy of plans.
  @Directive('@requires(fields: "polarity indicator { id } plan { partnership { id } }")')
  @FieldResolver(() => Series, {
    nullable: true,
    description:
      "The values of its indicator for the plan's partnership over time. Which way is better is the plan's to say where it says so, else the indicator's; `polarity` takes another. Null where the plan asks for evidence in words, or where the caller may not see the plan.",
  })
  async series(@Root() link: MeasureLink, @Args(() => SeriesArgs) args: SeriesArgs, @Ctx() context: Context): Promise<Series | null> {
    const [indicator, partnership] = [link.indicator?.id, link.plan?.partnership?.id];
    if (!indicator || !partnership) return null;
    const [series] = await findSeries(context, [{ indicator, partnership, area: null }], Object.assign(new SeriesArgs(), args, { polarity: args.polarity ?? link.polarity }), asOfDay(context, args.asOf, link));
    return series ?? null;
  }
}
