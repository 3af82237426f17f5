/** Imports observations. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { Survey } from "../survey/survey.js";
import { Extent, Observation, ObservationStatus } from "./observation.js";

/** How a file answers whether something holds. */
const YES_OR_NO = { YES: "YES", NO: "NO" };

/** A file of observations. */
export const importObservations: ImportDeclaration = {
  noun: Observation,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "observation"),
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
  keeps: { openly_published: false },
  finish: (values) => {
    if (typeof values["openly_published"] === "string") values["openly_published"] = values["openly_published"] === "YES";
    // What a file says nothing else of is about the partnership's own area.
    values["extent"] ??= Extent.LOCAL;
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
