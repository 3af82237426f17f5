/** The doors to funding: one on each thing that money is given, allocated or spent for. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/subgraph/context.js";
import { Service } from "../commissioning/service/service.js";
import { Action } from "../references/action/action.js";
import { Outcome } from "../references/outcome/outcome.js";
import { Partnership } from "../references/partnership/partnership.js";
import { PccObjective } from "../references/pcc-objective/pcc-objective.js";
import { Pledge } from "../references/pledge/pledge.js";
import { Priority } from "../references/priority/priority.js";
import { WorkProgramme } from "../references/work-programme/work-programme.js";
import { findFunding, FundingArgs } from "./find-funding.js";
import { Funding } from "./funding.js";

const SEEN_ON = "As known on the day that it is seen on. Refused with MALFORMED_FINANCIAL_YEAR.";

@Resolver(() => Partnership)
export class PartnershipFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was awarded for the partnership, and what became of it. ${SEEN_ON}` })
  funding(@Root() partnership: Partnership, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "PARTNERSHIP", partnership, args);
  }
}

@Resolver(() => Service)
export class ServiceFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the service, with what it passed on, and what became of it. ${SEEN_ON}` })
  funding(@Root() service: Service, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "SERVICE", service, args);
  }
}

@Resolver(() => Priority)
export class PriorityFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the actions and outcomes under the priority. ${SEEN_ON}` })
  funding(@Root() priority: Priority, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "PRIORITY", priority, args);
  }
}

@Resolver(() => WorkProgramme)
export class WorkProgrammeFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the actions and outcomes of the work programme. ${SEEN_ON}` })
  funding(@Root() workProgramme: WorkProgramme, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "WORK_PROGRAMME", workProgramme, args);
  }
}

@Resolver(() => Action)
export class ActionFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the action and its outcomes. ${SEEN_ON}` })
  funding(@Root() action: Action, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "ACTION", action, args);
  }
}

@Resolver(() => Outcome)
export class OutcomeFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the outcome. ${SEEN_ON}` })
  funding(@Root() outcome: Outcome, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "OUTCOME", outcome, args);
  }
}

@Resolver(() => PccObjective)
export class PccObjectiveFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the objective and to its pledges, out of awards for whichever partnership. ${SEEN_ON}` })
  funding(@Root() pccObjective: PccObjective, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "PCC_OBJECTIVE", pccObjective, args);
  }
}

@Resolver(() => Pledge)
export class PledgeFundingResolver {
  @FieldResolver(() => Funding, { nullable: true, description: `What was allocated to the pledge, out of awards for whichever partnership. ${SEEN_ON}` })
  funding(@Root() pledge: Pledge, @Args(() => FundingArgs) args: FundingArgs, @Ctx() context: Context): Promise<Funding> {
    return findFunding(context, "PLEDGE", pledge, args);
  }
}
