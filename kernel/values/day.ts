/** Calendar days: a day without a time or a zone, written YYYY-MM-DD. */
import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import { refuseUnless } from "../refusals.js";

/**
 * A scalar that is written as text and judged by the verb that reads it: only there is the argument's name known,
 * so that a refusal can say which argument is wrong. (graphql-js reports a literal by line and column alone.)
 */
export function textScalar(name: string, description: string): GraphQLScalarType<string, string> {
  const text = (value: unknown): string => {
    if (typeof value !== "string") {
      throw new GraphQLError(`${name} is written as text, in quotes.`, { extensions: { code: "BAD_USER_INPUT" } });
    }
    return value;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: text,
    parseValue: text,
    parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** The `Date` scalar. */
export const DateScalar = textScalar(
  "Date",
  "A calendar day, written YYYY-MM-DD, without time or zone. A day that does not exist is refused with MALFORMED_DATE.",
);

/** A calendar day as text, YYYY-MM-DD: days compare as text compares. */
export type Day = string;

/** Whether the text is a calendar day that exists. */
export function isDay(text: string): boolean {
  // Years from 1000 to 9998: every day then has a next one of the same form, which PostgreSQL takes too.
  if (!/^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) || text.startsWith("9999")) return false;
  const day = Number(text.slice(8));
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

/** Reads a calendar day that a caller gave; `field` is the argument's name for the refusal. */
export function readDay(text: string, field: string): Day {
  refuseUnless(isDay(text), "MALFORMED_DATE", { field, detail: `Given: "${text.slice(0, 40)}".` });
  return text;
}

/** The day a number of days later. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Today, in UTC. */
export function today(): Day {
  return new Date().toISOString().slice(0, 10);
}
