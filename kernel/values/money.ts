/** Money: exact sums in pence with their currency. Never a float. */
import { Embeddable, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType } from "type-graphql";
import { textScalar } from "./day.js";

/** The `Pence` scalar: text, since GraphQL's Int ends at GBP 21 million and JSON numbers lose pence beyond 2^53. */
export const PenceScalar = textScalar("Pence", "A whole number of pence, exact, in 64 bits, written as text.");

/** The `Decimal` scalar. */
export const DecimalScalar = textScalar(
  "Decimal",
  "A decimal number, exact, written as text with a point and without separators.",
);

/** An exact sum of money. */
@Directive("@shareable")
@ObjectType({ simpleResolvers: true, description: "An exact sum of money in one currency." })
@Embeddable()
export class Money {
  @Field(() => PenceScalar, { description: "The sum in pence, exact." })
  @Property({ type: "bigint" })
  pence!: string;

  @Field(() => String, { description: "ISO 4217 code of the currency: GBP." })
  @Property({ type: "text" })
  currency!: string;

  @Field(() => DecimalScalar, { description: 'The sum in pounds with two decimals, exact: "132339.00".' })
  get pounds(): string {
    return poundsOf(BigInt(this.pence));
  }

  /** A sum in pounds sterling. */
  static gbp(pence: bigint | string): Money {
    return Object.assign(new Money(), { pence: String(pence), currency: "GBP" });
  }
}

/** Pence as pounds with two decimals. */
export function poundsOf(pence: bigint): string {
  const digits = (pence < 0n ? -pence : pence).toString().padStart(3, "0");
  return `${pence < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Pounds with two decimals as pence; null where the text is no exact, non-negative sum that 64 bits hold. */
export function parsePounds(text: string): bigint | null {
  const match = /^(\d{1,15})\.(\d{2})$/.exec(text.trim());
  return match ? BigInt(match[1]! + match[2]!) : null;
}
