/** The doors to entries of the ledger. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { clawBack } from "./claw-back.js";
import { correctEntry, CorrectionInput } from "./correct-entry.js";
import { passOn } from "./pass-on.js";
import { recordPayment } from "./record-payment.js";
import { refund } from "./refund.js";
import { AllocationMoneyInput, AwardMoneyInput } from "./write-entry.js";
import { LedgerEntry } from "./ledger-entry.js";
import { findLedgerEntries, LedgerEntriesArgs } from "./find-ledger-entries.js";

/** A page of entries of the ledger. */
export const LedgerEntryConnection = connectionOf(LedgerEntry, "LedgerEntry", Gap);

@Resolver(() => LedgerEntry)
export class LedgerEntryResolver {
  @AnyoneMayAsk()
  @Query(() => LedgerEntry, { nullable: true, description: "One entry of the ledger by its id; null where the id was unknown on that day." })
  ledgerEntry(
    @Arg("id", () => ID, { description: "Id of the entry of the ledger." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(LedgerEntry, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => LedgerEntryConnection, { nullable: true, description: "All entries of the ledger: money that moved." })
  ledgerEntries(@Args(() => LedgerEntriesArgs) args: LedgerEntriesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findLedgerEntries(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => LedgerEntry, {
    nullable: true,
    description:
      "Records a payment from the fund to the award that pays no claim: a grant paid in advance or by instalments. Refused with PAYMENTS_EXCEED_AWARD.",
  })
  async recordPayment(
    @Arg("input", () => AwardMoneyInput, { description: "The payment." }) input: AwardMoneyInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(LedgerEntry, await recordPayment(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => LedgerEntry, {
    nullable: true,
    description:
      "Passes money on to an allocation from what it hangs on. Refused with MONEY_NOT_THERE where more would leave a node of the chain than came in, and with PASSED_ON_EXCEEDS_ALLOCATION.",
  })
  async passOn(
    @Arg("input", () => AllocationMoneyInput, { description: "The money that is passed on." }) input: AllocationMoneyInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(LedgerEntry, await passOn(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => LedgerEntry, {
    nullable: true,
    description:
      "Records money that goes back from an allocation to what it hangs on. Refused with MONEY_NOT_THERE where more would leave a node of the chain than came in.",
  })
  async refund(
    @Arg("input", () => AllocationMoneyInput, { description: "The money that goes back." }) input: AllocationMoneyInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(LedgerEntry, await refund(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => LedgerEntry, {
    nullable: true,
    description:
      "Records money that goes back from the award to its fund; of an award with an agreement, what that demands and not before the day of it. Refused with MONEY_NOT_THERE where more would leave a node of the chain than came in: what was passed on is refunded first.",
  })
  async clawBack(
    @Arg("input", () => AwardMoneyInput, { description: "The money that goes back." }) input: AwardMoneyInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(LedgerEntry, await clawBack(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => LedgerEntry, {
    nullable: true,
    description:
      "Takes an entry back by its exact reverse. A claim that it paid is APPROVED again in the same moment, for the same reason, and can be paid again. Refused with ENTRY_STANDS where it was corrected already or is a correction. Refused with MONEY_NOT_THERE where more would leave a node of the chain than came in.",
  })
  async correctEntry(
    @Arg("input", () => CorrectionInput, { description: "The correction." }) input: CorrectionInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(LedgerEntry, await correctEntry(context, input, idempotencyKey), info);
  }
}
