/** Imports observations. */
import sql, { raw, type Sql } from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration, type StagedRule } from "../../../../kernel/files/import-declaration.js";
import { today } from "../../../../kernel/values/day.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { Survey } from "../survey/survey.js";
import { Extent, Observation, ObservationStatus } from "./observation.js";
import { nameAsWhatStands, SAID_ONCE } from "./one-subject.js";
import { SOUND_FIGURES } from "./sound-figures.js";

/** How a file answers whether something holds. */
const YES_OR_NO = { YES: "YES", NO: "NO" };

/** Today, for the database as for the hub. */
const TODAY = sql`(now() at time zone 'UTC')::date`;

/** Whether a partnership returns the row itself. */
const BY_ITSELF = sql`(select indicators.viewer_role()) in ('MEMBER', 'APP')`;

/** What a publisher says of its own figure and no return does, by the columns of a file and of the table. */
const PUBLISHERS = [
  ["document", "document_id"],
  ...["section", "as_printed", "published_lower", "published_upper", "published_confidence"].map((name) => [name, name] as const),
] as const;

/** A rule for what a partnership returns itself. */
const ofReturns = (column: string, code: StagedRule["code"], broken: Sql, detail?: Sql): StagedRule => ({ column, code, broken, ofReturns: true, ...(detail ? { detail } : {}) });

/** A file of observations. */
export const importObservations: ImportDeclaration = {
  noun: Observation,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: { ...cells.id("id", "observation", { presence: "OPTIONAL" }), mayBeAbsent: true },
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    area: { ...cells.reference("area_id", "area", Area, { presence: "OPTIONAL" }), mayBeAbsent: true },
    place: cells.name("place", { presence: "OPTIONAL" }),
    extent: { ...cells.code("extent", Extent, { presence: "OPTIONAL" }), mayBeAbsent: true },
    period: cells.period("period", { presence: "STATED" }),
    reported_under: cells.period("reported_under"),
    qualifier: cells.code("qualifier", Qualifier),
    value: cells.number("value"),
    numerator: cells.number("numerator", { presence: "OPTIONAL" }),
    denominator: cells.number("denominator", { presence: "OPTIONAL" }),
    base: cells.text("base", { presence: "STATED" }),
    survey: { ...cells.reference("survey_id", "survey", Survey, { presence: "OPTIONAL" }), mayBeAbsent: true },
    status: cells.code("status", ObservationStatus),
    // Services are the grants service's: they are checked for their form.
    service: { ...cells.id("service_id", "service", { presence: "OPTIONAL" }), mayBeAbsent: true },
    cohort: { ...cells.name("cohort", { presence: "OPTIONAL" }), mayBeAbsent: true },
    dimension: { ...cells.name("dimension", { presence: "OPTIONAL" }), mayBeAbsent: true },
    published_lower: { ...cells.number("published_lower", { presence: "OPTIONAL" }), mayBeAbsent: true },
    published_upper: { ...cells.number("published_upper", { presence: "OPTIONAL" }), mayBeAbsent: true },
    published_confidence: { ...cells.number("published_confidence", { presence: "OPTIONAL" }), mayBeAbsent: true },
    notes: { ...cells.text("notes", { presence: "OPTIONAL" }), mayBeAbsent: true },
    received_on: { ...cells.day("received_on", { presence: "OPTIONAL" }), mayBeAbsent: true },
    openly_published: { ...cells.code("openly_published", YES_OR_NO, { presence: "OPTIONAL" }), mayBeAbsent: true },
  },
  standsFor: { column: "stands_for", cell: "indicator" },
  alignedBy: nameAsWhatStands(BY_ITSELF),
  newIds: "observation",
  // When a return came is told by its sending, and it is not received again when it is corrected; what a partnership returns it may keep to itself.
  keeps: {
    openly_published: false,
    received_on: sql`case when ${BY_ITSELF} then ${TODAY} end`,
    visibility: sql`case when ${BY_ITSELF} then 'PARTNERSHIP' end`,
    // What nothing else is said of is about the partnership's own area; what reaches further is not drawn into it by a row that leaves that open.
    extent: Extent.LOCAL,
  },
  // The database holds a partnership to the same: see the policies "returned".
  rules: [
    ofReturns("id", "NOT_YOURS_TO_RETURN", sql`t.id is not null and t.received_on is null`, sql`'It came in no return.'`),
    // The day on which it came stays with it: so must what came.
    ofReturns("id", "NOT_YOURS_TO_RETURN", sql`t.id is not null and t.stands_for is distinct from s.stands_for`, sql`'It was returned for something else: leave the id out.'`),
    ofReturns("indicator", "NOT_YOURS_TO_RETURN", sql`not indicators.is_returned(s.indicator_id)`, sql`'The police publish its figures.'`),
    ofReturns("area", "OUTSIDE_YOUR_REACH", sql`not indicators.lies_within(s.area_id, s.partnership_id, s.period_from, s.period_to)`),
    ofReturns("extent", "NOT_YOURS_TO_RETURN", sql`s.extent <> 'LOCAL' or t.extent <> 'LOCAL'`, sql`'Extent: ' || coalesce(t.extent, s.extent) || '.'`),
    ofReturns("service", "NOT_YOURS_TO_RETURN", sql`not indicators.has_outputs(s.service_id, s.partnership_id)`, sql`'No steward has brought in an output of it for the partnership.'`),
    ofReturns("openly_published", "NOT_YOURS_TO_RETURN", sql`s.openly_published`, sql`'That something was published openly is a steward''s to say.'`),
    ofReturns("period", "MISSING_VALUE", sql`s.period_from is null`, sql`'A return is of a period.'`),
    ofReturns("period", "NOT_YOURS_TO_RETURN", sql`s.period_from is not null and not indicators.is_period_of_return(s.period_kind, s.period_from, s.period_to)`, sql`'A return is of a day, a month, a quarter, a financial year or a calendar year.'`),
    ofReturns("period", "DATES_OUT_OF_ORDER", sql`s.period_to > ${TODAY}`, sql`'It ends on ' || s.period_to || '.'`),
    ofReturns("received_on", "NOT_YOURS_TO_DATE", sql`s.received_on <> coalesce(t.received_on, ${TODAY})`),
    ofReturns("known_from", "NOT_YOURS_TO_DATE", sql`s.known_from is not null`),
    ...PUBLISHERS.map(([column, about]) => ({ ...ofReturns(column, "NOT_YOURS_TO_RETURN", sql`s.${raw(about)} is not null`, sql`'It is a publisher''s to say.'`), about })),
    ...SOUND_FIGURES,
    SAID_ONCE,
  ],
  finish: (values) => {
    if (!values["id"] && !values["period_from"]) return { column: "id", code: "MISSING_VALUE", detail: "Without a period nothing else tells which value it is." };
    const { received_on: received, period_to: to } = values as { received_on?: string | null; period_to?: string | null };
    if (received && received > today()) return { column: "received_on", code: "DATES_OUT_OF_ORDER", detail: `Received on ${received}, which is still to come.` };
    if (received && to && received < to) return { column: "received_on", code: "DATES_OUT_OF_ORDER", detail: `Received on ${received}, of a period to ${to}.` };
    if (typeof values["openly_published"] === "string") values["openly_published"] = values["openly_published"] === "YES";
    if (!values["partnership_id"] && !values["area_id"]) return { column: "partnership", code: "MISSING_VALUE", detail: "Say the partnership or the area that it is about." };
    const { dimension } = values as { dimension?: string | null };
    if (dimension && !/^[a-z][a-z0-9_]*=\S.*$/.test(dimension)) return { column: "dimension", code: "UNKNOWN_CODE", detail: `Given: "${dimension.slice(0, 60)}"; written as in sex=female.` };
    const { published_lower: lower, published_upper: upper } = values as { published_lower?: string | null; published_upper?: string | null };
    if (lower && upper && isLarger(lower, upper)) return { column: "published_lower", code: "LIMITS_OUT_OF_ORDER", detail: `${lower} to ${upper}.` };
    const { numerator, denominator } = values as { numerator: string | null; denominator: string | null };
    return numerator !== null && denominator !== null && isLarger(numerator, denominator)
      ? { column: "numerator", code: "NUMERATOR_TOO_LARGE", detail: `${numerator} of ${denominator}.` }
      : undefined;
  },
};

/** Whether one decimal number is larger than another, exactly: no digit is lost to floating point. */
function isLarger(one: string, other: string): boolean {
  const places = Math.max(...[one, other].map((text) => text.split(".")[1]?.length ?? 0));
  const [a, b] = [one, other].map((text) => {
    const [whole = "0", part = ""] = text.split(".");
    return BigInt(whole + part.padEnd(places, "0"));
  });
  return a! > b!;
}
