/**
 * Facts: what every noun that states something carries, whichever service owns it. Each fact has an id, the day it is
 * seen on, versions that are never overwritten, the place in a document where it stands, and gaps for what is unstated.
 */
import { Embeddable, Embedded, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import {
  Ctx,
  Directive,
  Field,
  GraphQLISODateTime,
  Info,
  Int,
  ObjectType,
  registerEnumType,
  type ClassType,
} from "type-graphql";
import type { GraphQLResolveInfo } from "graphql";
import type { Context, NounClass } from "../subgraph/context.js";
import type { Day } from "../values/day.js";
import { Visibility } from "./visibility.js";
import { Needs, Seen } from "./seen.js";

/** Why a fact is missing. One closed list for all nouns. */
export enum GapReason {
  NOT_STATED = "NOT_STATED",
  LOST_IN_SOURCE = "LOST_IN_SOURCE",
  NOT_SPLIT = "NOT_SPLIT",
  TO_BE_CONFIRMED = "TO_BE_CONFIRMED",
  WITHHELD = "WITHHELD",
  AMBIGUOUS = "AMBIGUOUS",
  CONTRADICTORY = "CONTRADICTORY",
  NOT_HELD = "NOT_HELD",
  NOT_ENTERED = "NOT_ENTERED",
}

registerEnumType(GapReason, {
  name: "GapReason",
  description: "Why a fact is missing.",
  valuesConfig: {
    NOT_STATED: { description: "The source is silent." },
    LOST_IN_SOURCE: { description: "It stood in the original and did not survive, as the colours of a table." },
    NOT_SPLIT: { description: "A sum is given whole and not divided over its uses." },
    TO_BE_CONFIRMED: { description: "The source itself says that it is still to be settled." },
    WITHHELD: { description: "Personal data that the hub does not hold." },
    AMBIGUOUS: { description: "The source can be read in two ways." },
    CONTRADICTORY: { description: "The source disagrees with itself." },
    NOT_HELD: { description: "The hub has no source for it yet." },
    NOT_ENTERED: { description: "It stands in a source and is not yet entered in the hub." },
  },
});

/** A gap as it is stored with the row it belongs to. */
export interface StoredGap {
  field: string;
  reason: GapReason;
  explanation: string;
}

/**
 * Makes one service's classes of facts. Each service has a `Document` class of its own (plans owns the noun, the
 * others hold a reference), and GraphQL names may stand once in a schema: hence a set of classes for each service.
 */
export function factsOf(document: () => NounClass) {
  @Directive("@shareable")
  @ObjectType("Provenance", {
    simpleResolvers: true,
    description: "Where a fact comes from: the document, the section, and the figure as printed.",
  })
  @Embeddable()
  class Provenance {
    /** Not in the API: reached through `document`. */
    @Property({ type: "text", nullable: true })
    documentId!: string | null;

    /** The day the row was read as of; set by the read. */
    asOf!: Day;

    @Field(() => document() as ClassType, {
      nullable: true,
      description: "The document; null for reference data that no document of the hub gives.",
    })
    document(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
      return this.documentId ? context.refer(document(), { id: this.documentId, asOf: this.asOf }, info) : null;
    }

    @Field(() => String, { nullable: true, description: "Heading or number of the section, as printed." })
    @Property({ type: "text", nullable: true })
    section!: string | null;

    @Field(() => String, {
      nullable: true,
      description: "The figure or phrase exactly as printed; null where the fact holds no figure.",
    })
    @Property({ type: "text", nullable: true })
    asPrinted!: string | null;
  }

  @Directive("@shareable")
  @ObjectType("Gap", {
    simpleResolvers: true,
    description: "A fact that is missing: which field it would fill, why it is missing, and the source that leaves it open.",
  })
  class Gap {
    @Field(() => String, { description: "What is missing: the name of the field or list that the fact would fill, also of one that the API does not have yet." })
    field!: string;

    @Field(() => GapReason, { description: "Why it is missing." })
    reason!: GapReason;

    @Field(() => String, { description: "The reason in a sentence." })
    explanation!: string;

    @Field(() => Provenance, { nullable: true, description: "The source that leaves it open." })
    provenance!: Provenance | null;
  }

  @ObjectType({ simpleResolvers: true })
  abstract class Fact extends Seen {
    @PrimaryKey({ type: "text" })
    declare id: string;

    @Field(() => GraphQLISODateTime, {
      description:
        "Since when this version was known: publication of its source (the last day it can have been published, where none is printed), or the time of writing.",
    })
    @PrimaryKey({ type: "timestamptz" })
    knownFrom!: Date;

    @Field(() => GraphQLISODateTime, {
      nullable: true,
      description: "When a later version replaced this one; null while none has.",
    })
    @Property({ type: "timestamptz", nullable: true })
    knownTo!: Date | null;

    @Field(() => Int, { description: "Which version of the thing this is: 1 for the first, one more with each change. What changes it is told the version that it changes." })
    @Property({ type: "int" })
    version!: number;

    /** Not in the API: whose the fact is, which decides who may see and change it. Null where it is reference data. */
    @Property({ type: "text", nullable: true })
    ofPartnership!: string | null;

    @Field(() => Visibility, { description: "Who may see it." })
    @Property({ type: "text" })
    visibility!: Visibility;

    @Field(() => Provenance, { description: "Where the fact comes from." })
    @Embedded(() => Provenance, { prefix: false })
    provenance!: Provenance;

    /** Not in the API: shown by `gaps` with its source. */
    @Property({ type: "json", fieldName: "gaps" })
    statedGaps!: StoredGap[];

    @Needs("statedGaps", "provenance")
    @Field(() => [Gap], {
      description:
        "What the source leaves open: one gap for each field that is null for want of a fact, and those noted on its values and lists, where the source is doubtful or contradicts itself.",
    })
    async gaps(@Ctx() context: Context): Promise<unknown[]> {
      const stated = this.statedGaps.map((gap) => Object.assign(new Gap(), gap, { provenance: this.provenance }));
      return [...stated, ...(await context.reading.notedGaps(context, this.id, this.asOf))];
    }
  }

  @ObjectType({ simpleResolvers: true })
  abstract class NotedGapColumns extends Fact {
    @Property({ type: "text" })
    subject!: string;

    @Property({ type: "text" })
    field!: string;

    @Property({ type: "text" })
    reason!: GapReason;

    @Property({ type: "text" })
    explanation!: string;
  }

  return { Provenance, Gap, Fact, NotedGapColumns };
}
