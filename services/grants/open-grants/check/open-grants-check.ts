/** A check of open grants: a rule, how many grants it finds fault with, and where. */
import { Arg, Ctx, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { PAGE_SIZE } from "../../../../kernel/lists/connection.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { OpenGrantSource } from "../open-grant/open-grant.js";
import { CheckKind } from "./rules.js";

registerEnumType(CheckKind, {
  name: "OpenGrantsCheckKind",
  description: "What a check tells of.",
  valuesConfig: {
    ACCURACY: { description: "Something may be wrong." },
    USEFULNESS: { description: "Nothing is wrong, and something is missing that makes grants more useful to others." },
  },
});

/** Where a rule finds fault. */
@ObjectType({ simpleResolvers: true, description: "Where a rule finds fault." })
export class CheckPlace {
  @Field(() => ID, { description: "Id of the award, allocation or published grant." })
  grantId!: string;

  @Field(() => OpenGrantSource, { description: "What it is." })
  source!: OpenGrantSource;

  @Field(() => String, { description: "The place in the grant, as a JSON pointer: /recipientOrganization/0/id." })
  path!: string;
}

/** A check. */
@ObjectType({ simpleResolvers: true, description: "A rule of the 360Giving Data Quality Tool, and what it finds among the grants as they are published." })
export class OpenGrantsCheck {
  @Field(() => String, { description: "The rule, as the tool calls it." })
  rule!: string;

  @Field(() => CheckKind, { description: "Whether it tells of something wrong or of something missing." })
  kind!: CheckKind;

  @Field(() => String, { description: "What it means where it finds something." })
  means!: string;

  @Field(() => Int, { description: "Grants with which it finds fault." })
  count!: number;

  @Field(() => Int, { description: "Grants that were checked." })
  grants!: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'Share of the grants with which it finds fault, in per cent with two decimals: "12.50". Null where there is no grant.' })
  percentage!: string | null;

  /** The first thousand. */
  found!: CheckPlace[];

  @Field(() => [CheckPlace], { description: "Where it finds fault, in the order of the grants' ids: the first of them." })
  places(
    @Arg("first", () => Int, { nullable: true, description: "Places at most: 1 to 1000, or to the operator's limit where that is less; 100 where left out. Refused with PAGE_SIZE_OUT_OF_RANGE." }) first: number | null,
    @Ctx() context: Context,
  ): CheckPlace[] {
    const most = context.reading.pageSizeAtMost;
    const asked = first ?? Math.min(PAGE_SIZE, most);
    refuseUnless(Number.isInteger(asked) && asked >= 1 && asked <= most, "PAGE_SIZE_OUT_OF_RANGE", { field: "first", detail: `Given: ${asked}; the most is ${most}.` });
    return this.found.slice(0, asked);
  }
}
