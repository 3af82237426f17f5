/** The doors to series: one by its indicator and subject, those of a partnership, and those of an indicator. */
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Indicator } from "../indicator/indicator.js";
import { findSeries, findSeveralSeries, IndicatorSeriesArgs, PartnershipSeriesArgs, SeriesArgs } from "./find-series.js";
import { Series } from "./series.js";

@Resolver(() => Series)
export class SeriesResolver {
  @AnyoneMayAsk()
  @Query(() => Series, {
    nullable: true,
    description: "The values of one indicator for one partnership or area over time, ready to draw; null where the indicator was unknown on that day. Refused with SUBJECT_UNCLEAR unless exactly one of `partnership` and `area` is given.",
  })
  async series(
    @Arg("indicator", () => ID, { description: "Id of the indicator." }) indicator: string,
    @Arg("partnership", () => ID, { nullable: true, description: "Id of the partnership that it is about." }) partnership: string | null | undefined,
    @Arg("area", () => ID, { nullable: true, description: "Id of the area that it is about, where it is not about a partnership." }) area: string | null | undefined,
    @Args(() => SeriesArgs) args: SeriesArgs,
    @Ctx() context: Context,
  ): Promise<Series | null> {
    refuseUnless((partnership == null) !== (area == null), "SUBJECT_UNCLEAR", { field: partnership == null ? "partnership" : "area" });
    const [series] = await findSeries(context, [{ indicator, partnership: partnership ?? null, area: area ?? null }], args, asOfDay(context, args.asOf));
    return series ?? null;
  }
}

@Resolver(() => Partnership)
export class PartnershipSeriesResolver {
  @FieldResolver(() => [Series], { nullable: true, description: "Its values over time, a series for each indicator, in the order of their ids. All series of a request are read in one statement." })
  series(@Root() partnership: Partnership, @Args(() => PartnershipSeriesArgs) args: PartnershipSeriesArgs, @Ctx() context: Context): Promise<Series[]> {
    const subjects = (args.indicator ?? [null]).map((indicator) => ({ indicator, partnership: partnership.id, area: null }));
    return findSeveralSeries(context, subjects, args, asOfDay(context, args.asOf, partnership));
  }
}

@Resolver(() => Indicator)
export class IndicatorSeriesResolver {
  @FieldResolver(() => [Series], { description: "Its values over time, a series for each partnership, in the order of their ids. All series of a request are read in one statement." })
  series(@Root() indicator: Indicator, @Args(() => IndicatorSeriesArgs) args: IndicatorSeriesArgs, @Ctx() context: Context): Promise<Series[]> {
    const subjects = (args.partnership ?? [null]).map((partnership) => ({ indicator: indicator.id, partnership, area: null }));
    return findSeveralSeries(context, subjects, args, asOfDay(context, args.asOf, indicator));
  }
}
