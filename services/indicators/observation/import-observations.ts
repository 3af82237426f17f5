/** Imports observations. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation, ObservationStatus, Qualifier } from "./observation.js";

/** A file of observations. */
export const importObservations: ImportDeclaration = {
  noun: Observation,
  columns: {
    id: cells.id("id", "observation"),
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership"),
    place: cells.name("place", { presence: "OPTIONAL" }),
    period: cells.period("period", { presence: "STATED" }),
    reported_under: cells.period("reported_under"),
    qualifier: cells.code("qualifier", Qualifier),
    value: cells.number("value"),
    numerator: cells.number("numerator", { presence: "OPTIONAL" }),
    denominator: cells.number("denominator", { presence: "OPTIONAL" }),
    base: cells.text("base", { presence: "STATED" }),
    status: cells.code("status", ObservationStatus),
  },
  finish: (values) => {
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
