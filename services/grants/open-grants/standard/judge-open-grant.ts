/** Judges grants by the schema of the standard: what is wrong, each with the path to it. */
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { GRANT, PACKAGE, type Shape } from "./open-grant-schema.js";

/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An object of JSON, as a grant is one. */
export type JsonObject = { [key: string]: Json };

/** What is wrong with a grant. */
export interface Fault {
  /** Where, as a JSON pointer within the grant: /recipientOrganization/0/id. */
  path: string;
  says: string;
}

/** The codes of ISO 4217 that the runtime knows, those that were given up among them. */
const CURRENCIES = new Intl.DisplayNames(["en"], { type: "currency", fallback: "none" });
const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv, ["date-time", "uri"]);
ajv.addFormat("currency", isCurrency);
ajv.addFormat("country", (code) => /^[A-Z]{2}$/.test(code) && COUNTRIES.of(code) !== undefined);

const judges = new Map<Shape, ReturnType<typeof ajv.compile>>();

function judge(shape: Shape, value: unknown): Fault[] {
  let valid = judges.get(shape);
  if (!valid) judges.set(shape, (valid = ajv.compile(shape)));
  if (valid(value)) return [];
  const found = new Map<string, Fault>();
  // One fault for each place: the first, which is of the value itself; others tell of the alternatives that it could have been.
  for (const error of valid.errors ?? []) {
    const path = error.keyword === "required" ? `${error.instancePath}/${String(error.params["missingProperty"])}` : error.instancePath;
    if (!found.has(path)) found.set(path, { path, says: sentence(error) });
  }
  return [...found.values()];
}

/** Whether a text is a code of ISO 4217. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text) && CURRENCIES.of(text) !== undefined;
}

/** What is wrong with a grant; nothing where the standard knows it so. */
export function judgeGrant(grant: unknown): Fault[] {
  return judge(GRANT, grant);
}

/** What is wrong with a whole package. */
export function judgePackage(all: unknown): Fault[] {
  return judge(PACKAGE, all);
}

function sentence({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case "required":
      return "It is missing.";
    case "format":
      return params["format"] === "currency" ? "It is no currency code of ISO 4217." : params["format"] === "country" ? "It is no country code of ISO 3166." : `It is not of the form ${String(params["format"])}.`;
    case "pattern":
      return "It is not a day, YYYY-MM-DD.";
    case "enum":
      return `It is none of: ${(params["allowedValues"] as string[]).join(", ")}.`;
    default:
      return `It ${message ?? "is not as it should be"}.`;
  }
}
