/** An entry of the ledger: money that moved between two that follow each other on the way from a fund to a project. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, ID, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";
import { Claim } from "../claim/claim.js";

/** Why money moved. */
export enum EntryKind {
  PAYMENT = "PAYMENT",
  PASS_ON = "PASS_ON",
  REFUND = "REFUND",
  CLAWBACK = "CLAWBACK",
  CORRECTION = "CORRECTION",
}

registerEnumType(EntryKind, {
  name: "EntryKind",
  description: "Why money moved.",
  valuesConfig: {
    PAYMENT: { description: "From the fund to whoever holds the award." },
    PASS_ON: { description: "From the award to an allocation of it, or from an allocation to one under it." },
    REFUND: { description: "Back up: from an allocation to what it hangs on." },
    CLAWBACK: { description: "From the award back to its fund." },
    CORRECTION: { description: "The exact reverse of one entry that should not have been made." },
  },
});

/** Money that moved. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "Money that moved, from one that holds it to the next: fund, award, allocation, allocation under it. An entry stands as it was written; what was wrong is taken back by a correction. All balances are sums of entries.",
})
@Entity({ tableName: "ledger_entry", schema: "grants" })
export class LedgerEntry extends Fact {
  @Field(() => EntryKind, { description: "Why it moved." })
  @Property({ type: "text" })
  kind!: EntryKind;

  @Field(() => EntryKind, { description: "What it counts as: its kind; of a correction the kind of what it takes back, from which it is subtracted." })
  @Property({ type: "text" })
  countsAs!: EntryKind;

  /** Shown as `from`. */
  @Property({ type: "text" })
  fromNode!: string;

  /** Shown as `to`. */
  @Property({ type: "text" })
  toNode!: string;

  @Field(() => Money, { description: "The sum that moved, exact; the direction is told by `from` and `to`." })
  @Embedded(() => Money)
  amount!: Money;

  /** Shown as `on`. */
  @Property({ type: "date" })
  onDay!: Day;

  @Field(() => String, { nullable: true, description: "What was said of it; null where nothing was." })
  @Property({ type: "text", nullable: true })
  note!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `claim`. */
  @Property({ type: "text", nullable: true })
  claimId!: string | null;

  /** Not in the API: reached through `corrects`. */
  @Property({ type: "text", nullable: true })
  correctsId!: string | null;

  @Needs("fromNode")
  @Field(() => ID, { description: "Id of the fund, award or allocation that it left." })
  from(): string {
    return this.fromNode;
  }

  @Needs("toNode")
  @Field(() => ID, { description: "Id of the fund, award or allocation that it came to." })
  to(): string {
    return this.toNode;
  }

  @Needs("onDay")
  @Field(() => DateScalar, { description: "The day on which it moved." })
  on(): Day {
    return this.onDay;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award whose money it is; null where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("claimId")
  @Field(() => Claim, { nullable: true, description: "The claim that it pays; null where it pays none." })
  async claim(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.claimId ? context.refer(Claim, { id: this.claimId, asOf: this.asOf }, info) : null;
  }

  @Needs("correctsId")
  @Field(() => LedgerEntry, { nullable: true, description: "The entry that it takes back; null where it is no correction." })
  async corrects(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.correctsId ? context.refer(LedgerEntry, { id: this.correctsId, asOf: this.asOf }, info) : null;
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership | null {
    return this.ofPartnership ? seen(Partnership, this.ofPartnership, this.asOf) : null;
  }
}
