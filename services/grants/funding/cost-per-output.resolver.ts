/** The door to what a unit of a service's output cost. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/subgraph/context.js";
import { Service } from "../commissioning/service/service.js";
import { CostPerOutput } from "./cost-per-output.js";
import { CostPerOutputArgs, findCostPerOutput } from "./find-cost-per-output.js";

@Resolver(() => Service)
export class ServiceCostPerOutputResolver {
  @FieldResolver(() => [CostPerOutput], {
    description: "What a unit of each of its outputs cost in a financial year, as known on the day that it is seen on: one for each indicator, in the order of their ids; one without an indicator where nothing was ever recorded. What the caller may not see is not counted. Refused with MALFORMED_FINANCIAL_YEAR.",
  })
  costPerOutput(@Root() service: Service, @Args(() => CostPerOutputArgs) args: CostPerOutputArgs, @Ctx() context: Context): Promise<CostPerOutput[]> {
    return findCostPerOutput(context, service, args);
  }
}
