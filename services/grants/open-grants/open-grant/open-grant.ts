/** An open grant: an award, a re-grant or an imported grant, as it is published by the 360Giving Data Standard. */
import { Arg, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { GapReason } from "../../../../kernel/facts/facts.js";
import { Seen } from "../../../../kernel/facts/seen.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import { isPrefix } from "../../../../kernel/values/prefix.js";
import type { JsonObject } from "../standard/judge-open-grant.js";

/** What an open grant is made of. */
export enum OpenGrantSource {
  AWARD = "AWARD",
  ALLOCATION = "ALLOCATION",
  PUBLISHED_GRANT = "PUBLISHED_GRANT",
}

registerEnumType(OpenGrantSource, {
  name: "OpenGrantSource",
  description: "What an open grant is made of.",
  valuesConfig: {
    AWARD: { description: "An award of the hub." },
    ALLOCATION: { description: "A part of an award that its recipient passes on to another organisation: a re-grant." },
    PUBLISHED_GRANT: { description: "A grant that was imported from a package." },
  },
});

/** How a prefix is given. */
const PREFIX = { description: "The prefix that the publisher has registered for its identifiers: 360G- and letters, digits, - and _. No grant has an identifier without one." } as const;

/** Reads a prefix that a caller gave. */
function readPrefix(prefix: string): string {
  refuseUnless(isPrefix(prefix), "MALFORMED_PREFIX", { field: "prefix", detail: `Given: "${prefix.slice(0, 40)}".` });
  return prefix;
}

/** A grant as the standard writes it. */
@ObjectType({
  simpleResolvers: true,
  description: "A grant as the 360Giving Data Standard writes it. Its id is that of the award, allocation or published grant that it is made of.",
})
export class OpenGrant extends Seen {
  @Field(() => OpenGrantSource, { description: "What it is made of." })
  source!: OpenGrantSource;

  /** The grant, made for a prefix. */
  grant!: (prefix: string) => JsonObject;

  /** Its cells under the columns of the list. */
  cells!: (grant: JsonObject) => Promise<(string | null)[]>;

  @Field(() => String, {
    description: "The grant, as the text of a JSON object that the standard's schema holds for valid. Imported grants are as their package had them. Refused with MALFORMED_PREFIX.",
  })
  json(@Arg("prefix", () => String, PREFIX) prefix: string): string {
    return JSON.stringify(this.grant(readPrefix(prefix)));
  }

  @Field(() => [String], { nullable: "items", description: "The grant as a row of a table, under the `columns` of the list; null where it says nothing. Refused with MALFORMED_PREFIX." })
  row(@Arg("prefix", () => String, PREFIX) prefix: string): Promise<(string | null)[]> {
    return this.cells(this.grant(readPrefix(prefix)));
  }
}

/** A field that the standard needs and nobody has stated. */
@ObjectType({ simpleResolvers: true, description: "A field that the standard needs and that is not known." })
export class MissingField {
  @Field(() => String, { description: "The field, as the standard names it: awardDate." })
  field!: string;

  @Field(() => GapReason, { description: "Why it is not known." })
  reason!: GapReason;

  @Field(() => String, { description: "The reason in a sentence." })
  explanation!: string;
}

/** What cannot be published by the standard. */
@ObjectType({ simpleResolvers: true, description: "An award or a re-grant that no valid package can hold, since the standard needs a field of it that is not known. Nothing is invented in its place." })
export class OpenGrantLeftOut extends Seen {
  @Field(() => OpenGrantSource, { description: "What it is." })
  source!: OpenGrantSource;

  @Field(() => ID, { nullable: true, description: "Id of the partnership that it is for." })
  partnershipId!: string | null;

  @Field(() => [MissingField], { description: "The fields that are not known." })
  missing!: MissingField[];
}
