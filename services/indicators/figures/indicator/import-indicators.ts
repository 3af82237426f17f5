/** Imports indicators. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { DisclosureClass, Frequency, Indicator, ValueType } from "./indicator.js";

/** A file of indicators. */
export const importIndicators: ImportDeclaration = {
  noun: Indicator,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "indicator"),
    name: cells.name("name"),
    definition: cells.text("definition", { presence: "STATED" }),
    unit: cells.name("unit"),
    value_type: cells.code("value_type", ValueType),
    polarity: cells.code("polarity", Polarity),
    frequency: { ...cells.code("frequency", Frequency, { presence: "OPTIONAL" }), mayBeAbsent: true },
    lag_days: { ...cells.whole("lag_days", { presence: "OPTIONAL" }), mayBeAbsent: true },
    source: { ...cells.text("source", { presence: "OPTIONAL" }), mayBeAbsent: true },
    method: { ...cells.text("method", { presence: "OPTIONAL" }), mayBeAbsent: true },
    rate_per: { ...cells.number("rate_per", { presence: "OPTIONAL" }), mayBeAbsent: true },
    disclosure_class: { ...cells.code("disclosure_class", DisclosureClass, { presence: "OPTIONAL" }), mayBeAbsent: true },
    // Topics are another service's: they are checked for their form.
    topics: { ...cells.ids("topic_ids", "topic", { presence: "OPTIONAL" }), mayBeAbsent: true },
  },
  // A file that says nothing of it does not open what was restricted.
  keeps: { disclosure_class: DisclosureClass.OPEN },
  finish: (values) => {
    values["topic_ids"] ??= [];
    const { lag_days: lagDays, rate_per: ratePer } = values as { lag_days?: number | null; rate_per?: string | null };
    if (typeof lagDays === "number" && lagDays < 0) return { column: "lag_days", code: "MALFORMED_NUMBER", detail: `Given: "${lagDays}": a value comes after its period.` };
    if (typeof ratePer === "string" && Number(ratePer) <= 0) return { column: "rate_per", code: "MALFORMED_NUMBER", detail: `Given: "${ratePer}": a rate is per more than nothing.` };
    return undefined;
  },
};
