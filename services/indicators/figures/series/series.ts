/** A series: the values of one indicator for one subject over time, with what they say, ready to draw. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Info, ObjectType } from "type-graphql";
import { seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { PeriodKind } from "../../../../kernel/values/period.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Area } from "../../places/area/area.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Service } from "../../references/service/service.js";
import { assuranceOf } from "../../statistics/assurance.js";
import { SETTLED_FROM } from "../../statistics/control-chart.js";
import { variationOf } from "../../statistics/variation.js";
import { Indicator, type ValueType } from "../indicator/indicator.js";
import { SeriesBreak } from "../series-break/series-break.js";
import { isNotComputed, type NotComputed } from "../statistic/not-computed.js";
import { betterWay, StatisticalStatus } from "../statistic/status.js";
import { Target } from "../target/target.js";
import { readBreaks, readTargets, type BreakRow } from "./read-beside.js";
import { SeriesAssurance, SeriesChart, SeriesVariation, shownChart } from "./series-chart.js";
import { SeriesPoint, shownPoint } from "./series-point.js";
import { chartsOf, layOut, trendOf, type LaidOut, type Measured, type StretchChart } from "./series-points.js";
import { statusOfSeries } from "./series-status.js";
import { SeriesTrend, shownTrend } from "./series-trend.js";
import type { Suppressed } from "./read-suppressed.js";
import { lastLine, lineOf, type HeldTo, type TargetLine } from "./target-line.js";

/** What a series is told of its indicator. */
export interface SeriesIndicator {
  id: string;
  valueType: ValueType;
  polarity: Polarity;
}

/** A series made ready: everything that its parts are computed from. */
interface Sheet {
  points: LaidOut[];
  breaks: BreakRow[];
  charts: StretchChart[] | NotComputed;
}

/** The values of one indicator for one subject over time. */
@ObjectType({
  simpleResolvers: true,
  description: "The values of one indicator for one subject over time, in periods of one kind, with the lines to draw and what they say: of a partnership or an area as a whole, or of a service, a cohort or a place of it. Those withdrawn are not among them.",
})
export class Series {
  /** Not in the API. */
  context!: Context;
  /** The day that it is seen on. */
  asOf!: Day;
  /** Not in the API: reached through `indicator`. */
  about!: SeriesIndicator;
  /** Not in the API: reached through `partnership`. */
  partnershipId!: string | null;
  /** Not in the API: reached through `area`. */
  areaId!: string | null;
  /** Not in the API: reached through `service`. */
  serviceId!: string | null;
  /** Not in the API: shown as `points`. */
  measured!: Measured[];
  /** Not in the API: shown among the `points`. */
  suppressed!: Suppressed[];

  private sheetMade: Promise<Sheet> | undefined;
  private targetsRead: Promise<HeldTo> | undefined;

  @Field(() => PeriodKind, { description: "Of which kind its periods are." })
  kind!: PeriodKind;

  @Field(() => String, { nullable: true, description: 'The part of the whole that it is about, as in "sex=female"; null where it is about all.' })
  dimension!: string | null;

  @Field(() => String, { nullable: true, description: "The group of people or things that it follows; null where it is about no cohort." })
  cohort!: string | null;

  @Field(() => String, { nullable: true, description: "The place that it is about, as printed; null where it is about the whole partnership or area." })
  place!: string | null;

  @Field(() => Polarity, { description: "Which way is taken for better: as asked, else the indicator's own." })
  polarity!: Polarity;

  @Field(() => Indicator, { description: "The indicator." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.about.id, asOf: this.asOf }, info);
  }

  @Field(() => Partnership, { nullable: true, description: "The partnership; null where it is about an area." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Field(() => Area, { nullable: true, description: "The area; null where it is about a partnership." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }

  @Field(() => Service, { nullable: true, description: "The service of which it counts an output or result; null where it is about none." })
  service(): Service | null {
    return this.serviceId ? seen(Service, this.serviceId, this.asOf) : null;
  }

  @Field(() => Boolean, { description: "Whether it is short: fewer than 13 values, so that the limits of its chart are trial limits, or there are none." })
  short(): boolean {
    return this.measured.length < SETTLED_FROM;
  }

  @Field(() => [SeriesPoint], { description: "Its periods, the earliest first: those with a value, those between them that lack one (600 at most), and those with a value that is not shown." })
  async points(): Promise<SeriesPoint[]> {
    const [{ points, breaks, charts }, held] = [await this.sheet(), await this.targets()];
    const byStretch = new Map((isNotComputed(charts) ? [] : charts).map((each) => [each.points[0]!.stretch, each]));
    let last: number | null = 0;
    return points.map((point) => {
      const begun = point.stretch !== null && last !== null && point.stretch > last ? breaks[point.stretch - 1] : undefined;
      last = point.stretch ?? last;
      return shownPoint(point, {
        kind: this.kind,
        asOf: this.asOf,
        better: betterWay(this.polarity),
        chart: byStretch.get(point.stretch) ?? null,
        target: lineOf(point, held),
        newSeries: begun?.reason ?? null,
      });
    });
  }

  @Field(() => [SeriesBreak], { description: "The days on which it breaks, the earliest first." })
  async breaks(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const { breaks } = await this.sheet();
    return Promise.all(breaks.map(({ id }) => context.refer(SeriesBreak, { id, asOf: this.asOf }, info)));
  }

  @Field(() => SeriesChart, { description: "Its control chart." })
  async chart(): Promise<SeriesChart> {
    return shownChart((await this.sheet()).charts);
  }

  @Field(() => SeriesTrend, { description: "Its recent trend." })
  async trend(): Promise<SeriesTrend> {
    return shownTrend(trendOf(this.kind, (await this.sheet()).points), betterWay(this.polarity));
  }

  @Field(() => SeriesVariation, { nullable: true, description: "How it varies at its end; null where no chart is made: see `chart.notComputed`." })
  async variation(): Promise<SeriesVariation | null> {
    const { charts } = await this.sheet();
    return isNotComputed(charts) ? null : (variationOf(charts.at(-1)!.chart, betterWay(this.polarity)) as SeriesVariation);
  }

  @Field(() => SeriesAssurance, { nullable: true, description: "Whether it can be relied on to meet the target that its last period is held to, or the latest before; null where no chart is made or there is no such target." })
  async assurance(): Promise<SeriesAssurance | null> {
    const [{ charts }, line] = [await this.sheet(), await this.lastTarget()];
    return isNotComputed(charts) || !line ? null : (assuranceOf(charts.at(-1)!.chart, line) as SeriesAssurance);
  }

  @Field(() => Target, { nullable: true, description: "The target by which `assurance` is judged." })
  async target(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    const line = await this.lastTarget();
    return line ? context.refer(Target, { id: line.target, asOf: this.asOf }, info) : null;
  }

  @Field(() => StatisticalStatus, { description: "What the numbers say: by the recent trend of an annual series, else by the last point of the control chart." })
  async statisticalStatus(): Promise<StatisticalStatus> {
    const { points, charts } = await this.sheet();
    return statusOfSeries({ kind: this.kind, polarity: this.polarity, points, charts });
  }

  /** Lays the series out once, however many of its parts are asked. */
  private sheet(): Promise<Sheet> {
    return (this.sheetMade ??= this.makeSheet());
  }

  private async makeSheet(): Promise<Sheet> {
    const all = await readBreaks(this.context, this.about.id, this.asOf);
    const breaks = all.filter(({ partnershipId, areaId }) => (partnershipId === null && areaId === null) || (partnershipId !== null && partnershipId === this.partnershipId) || (areaId !== null && areaId === this.areaId));
    const points = layOut(this.kind, this.measured, breaks.map(({ onDay }) => onDay), this.suppressed);
    return { points, breaks, charts: chartsOf(this.kind, points) };
  }

  private targets(): Promise<HeldTo> {
    return (this.targetsRead ??= this.readTargets());
  }

  private async readTargets(): Promise<HeldTo> {
    // What is promised of a whole is not promised of a part, a cohort or a service of it.
    const isPart = this.dimension !== null || this.cohort !== null || this.serviceId !== null;
    const targets = isPart ? [] : await readTargets(this.context, { indicator: this.about.id, partnership: this.partnershipId, area: this.areaId, place: this.place }, this.asOf);
    return { targets, kind: this.kind, valueType: this.about.valueType };
  }

  private async lastTarget(): Promise<TargetLine | null> {
    return lastLine((await this.sheet()).points, await this.targets());
  }
}
