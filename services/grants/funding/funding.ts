/** Funding: what was given, allocated, paid and spent for one thing, each penny counted once for it. */
import { Field, GraphQLISODateTime, ObjectType } from "type-graphql";
import { FinancialYearScalar } from "../../../kernel/values/financial-year.js";
import { Money } from "../../../kernel/values/money.js";
import { Gap } from "../sources/document/document.js";

/** What is summed: each is a sum, or null where nothing of the kind is recorded. */
@ObjectType({ simpleResolvers: true })
abstract class Sums {
  @Field(() => Money, {
    nullable: true,
    description: "What was awarded, by the annual amounts of awards. Of a partnership alone: an award is given for a partnership, and what of it is for anything else is told by what is allocated. Null elsewhere, and where no award is recorded.",
  })
  awarded!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "What was allocated out of awards, by the year of the allocation. An allocation that is split over several things by shares counts at each with its share, to the penny; what is passed on by a further allocation counts where that one says. Null where no allocation is recorded.",
  })
  allocated!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "What was paid, by the day of payment. For a partnership: what its awards were paid out of funds, less what was clawed back. For anything else: what was passed on to its allocations and stayed there, less what was refunded. Corrections are netted. It may be negative in a year in which more came back than went out. Null where no entry of the ledger is recorded.",
  })
  paid!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "What was spent, by spend returns: each in the financial year of the last day of its period. A return that tells of an award or allocation as a whole, in days of which returns of its parts tell as well, counts with what goes beyond these, so that no penny counts twice. What was returned of an award, or of an allocation above, as a whole is not in it unless this is for that whole too: see `unattributedSpent`. Null where no return is recorded; 0.00 where one states it.",
  })
  spent!: Money | null;

  @Field(() => Money, { nullable: true, description: "What is expected to have been spent by the end of the year: what was spent, and what the newest return of each award or allocation in that year expects for the rest of it. Once the final return came, or one that tells of the year's last day, it is what was spent. Null where no return states what it expects, and where `unattributedSpent` is more than 0.00." })
  forecast!: Money | null;

  @Field(() => Money, { nullable: true, description: "What is promised and not yet paid: claims that were approved and are unpaid, by the last day of the period they claim for, or else the day of approval. Null where no claim is recorded; 0.00 where none is open." })
  committed!: Money | null;

  @Field(() => Money, { nullable: true, description: "What is left: of a partnership awarded less spent, of anything else allocated less spent. Negative where more was spent. Null where either is not recorded, and where `unattributedSpent` of anything but a partnership is more than 0.00: what nobody returned of it is not known to be unspent." })
  remaining!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "Of a partnership alone: what of its awards is attributed to no action, outcome, objective or pledge, since it is not allocated or since the allocation says nothing of it. Null elsewhere, and where no award is recorded.",
  })
  unattributed!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "What was spent and nobody said for what. Of a partnership: spend returned of an award as a whole, or of allocations that say nothing of what they are for, beyond what was returned of its parts. Of anything else: spend returned of an award, or an allocation, as a whole, of which some may be for this, since the returns of what is allocated to it in that year do not tell of the same days; how much nobody knows. It is shown at each thing of which that is so: never add it. While it is more than 0.00, `remaining` and `forecast` are null. Null where no return is recorded.",
  })
  unattributedSpent!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "Money that also reaches another thing of the same kind and is not split between them: what such allocations come to. It is shown at each of them and is in no other sum: never add it. Where all that an allocation names lies under one thing, it is that thing's own. Null where no allocation is recorded.",
  })
  shared!: Money | null;

  @Field(() => Money, { nullable: true, description: "What was spent of the shared money, by returns; likewise in no other sum. Null where no return is recorded." })
  sharedSpent!: Money | null;
}

/** The sums of one financial year. */
@ObjectType({ simpleResolvers: true, description: "What was given, allocated, paid and spent in one financial year." })
export class FundingOfYear extends Sums {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;
}

/** The sums, and what is to be known of them. */
@ObjectType({
  simpleResolvers: true,
  description:
    "What was given, allocated, paid and spent for one thing, each penny once: a penny is attributed to actions, outcomes, PCC objectives or pledges, and what these stand under sums it once. What the caller may not see is not counted. Null means that nothing of the kind is recorded, which differs from 0.00; `gaps` says why.",
})
export class Funding extends Sums {
  @Field(() => [FundingOfYear], { description: "The same by financial year, in the order of the years: those of which anything is recorded; the one asked for alone, where one is." })
  byYear!: FundingOfYear[];

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      "Until when the plans' tree, by which money is attributed, is complete in the grants service: half a second ago, as a rule. Null of a partnership and a service, whose sums need no tree, and where plans was not heard of yet.",
  })
  upToDateAt!: Date | null;

  @Field(() => [Gap], { description: "Why each sum that is null is null, and what is open of a sum that is there." })
  gaps!: InstanceType<typeof Gap>[];
}
