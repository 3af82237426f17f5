/** The room "funding": what money was given and spent for each thing that it can be attributed to. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { ServiceCostPerOutputResolver } from "./cost-per-output.resolver.js";
import {
  ActionFundingResolver,
  OutcomeFundingResolver,
  PartnershipFundingResolver,
  PccObjectiveFundingResolver,
  PledgeFundingResolver,
  PriorityFundingResolver,
  ServiceFundingResolver,
  WorkProgrammeFundingResolver,
} from "./funding.resolver.js";

/** What money was given and spent for each thing that it can be attributed to. */
export const funding: Room = {
  nouns: [],
  resolvers: [
    PartnershipFundingResolver,
    ServiceFundingResolver,
    ServiceCostPerOutputResolver,
    PriorityFundingResolver,
    WorkProgrammeFundingResolver,
    ActionFundingResolver,
    OutcomeFundingResolver,
    PccObjectiveFundingResolver,
    PledgeFundingResolver,
  ],
  imports: {},
};
