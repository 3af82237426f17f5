/** The doors to claims. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { LedgerEntryConnection } from "../ledger-entry/ledger-entry.resolver.js";
import { findLedgerEntries, LedgerEntriesArgs } from "../ledger-entry/find-ledger-entries.js";
import { decideClaim, DecisionInput } from "./decide-claim.js";
import { ClaimInput, draftClaim } from "./draft-claim.js";
import { ClaimPaymentInput, payClaim } from "./pay-claim.js";
import { SubmissionInput, submitClaim } from "./submit-claim.js";
import { Claim } from "./claim.js";
import { findClaims, ClaimsArgs } from "./find-claims.js";

/** A page of claims. */
export const ClaimConnection = connectionOf(Claim, "Claim", Gap);

@Resolver(() => Claim)
export class ClaimResolver {
  @AnyoneMayAsk()
  @Query(() => Claim, { nullable: true, description: "One claim by its id; null where the id was unknown on that day." })
  claim(
    @Arg("id", () => ID, { description: "Id of the claim." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Claim, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ClaimConnection, { nullable: true, description: "The claims that partnerships made." })
  claims(@Args(() => ClaimsArgs) args: ClaimsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findClaims(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER, Role.MEMBER, Role.APP], scope: "claims:write" })
  @Mutation(() => Claim, {
    nullable: true,
    description:
      "Drafts a claim on an award of the caller's partnership, or changes one that is DRAFT or QUERIED. Refused with STEP_NOT_OPEN for any other, and with OUTSIDE_YOUR_REACH for another partnership's award.",
  })
  async draftClaim(
    @Arg("input", () => ClaimInput, { description: "The claim." }) input: ClaimInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new claim." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Claim, await draftClaim(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER, Role.MEMBER, Role.APP], scope: "claims:write" })
  @Mutation(() => Claim, {
    nullable: true,
    description:
      "Sends a claim in. Refused with CLAIM_EXCEEDS_AWARD where less is left of the award or the allocation, and with STEP_NOT_OPEN where it is neither DRAFT nor QUERIED.",
  })
  async submitClaim(
    @Arg("input", () => SubmissionInput, { description: "The claim that is sent in." }) input: SubmissionInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Claim, await submitClaim(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Claim, {
    nullable: true,
    description:
      "Approves a claim, sends it back with a question, or turns it down. Refused with STEP_NOT_OPEN where it is not SUBMITTED, and with CLAIM_EXCEEDS_AWARD where what is approved and paid would come to more than the award.",
  })
  async decideClaim(
    @Arg("input", () => DecisionInput, { description: "The decision." }) input: DecisionInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Claim, await decideClaim(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Claim, {
    nullable: true,
    description:
      "Pays a claim that is APPROVED: it becomes PAID and the ledger gets its PAYMENT, both or neither.",
  })
  async payClaim(
    @Arg("input", () => ClaimPaymentInput, { description: "The payment." }) input: ClaimPaymentInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Claim, await payClaim(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => LedgerEntryConnection, { description: "The entries of the ledger that paid it: none before it is paid. While it is PAID one of them stands, and the others were corrected." })
  payments(
    @Root() claim: Claim,
    @Args(() => LedgerEntriesArgs) args: LedgerEntriesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findLedgerEntries(context, args, info, childrenOf(claim, "claim_id", "payments"));
  }
}
