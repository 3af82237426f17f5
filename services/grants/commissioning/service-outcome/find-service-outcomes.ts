/** Finds outcomes of services: all, or those of a service; by indicator. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ServiceOutcome } from "./service-outcome.js";

enum ServiceOutcomeOrderField {
  NUMBER = "NUMBER",
}

registerEnumType(ServiceOutcomeOrderField, {
  name: "ServiceOutcomeOrderField",
  description: "What outcomes of services are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Service, then place in the printed order." },
  },
});

const ServiceOutcomeOrder = orderInput("ServiceOutcome", ServiceOutcomeOrderField);

@InputType({ description: "Which outcomes of services to show: all conditions hold together." })
class ServiceOutcomeFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these services." })
  service?: string[];

  @Field(() => [ID], { nullable: true, description: "Measured by one of these indicators." })
  indicator?: string[];
}

/** What a list of outcomes of services takes. */
@ArgsType()
export class ServiceOutcomesArgs extends PageArgs {
  @Field(() => ServiceOutcomeFilter, { nullable: true, description: "Which outcomes of services to show." })
  where?: ServiceOutcomeFilter;

  @Field(() => ServiceOutcomeOrder, { nullable: true, description: "How to sort; by service and printed order where left out." })
  orderBy?: { field: ServiceOutcomeOrderField; direction: Direction };
}

/** The outcomes of services that the arguments ask for; all of them, or those under one thing. */
export function findServiceOutcomes(context: Context, args: ServiceOutcomesArgs, info: GraphQLResolveInfo, under?: Under): Page<ServiceOutcome> {
  const { service, indicator } = args.where ?? {};
  return pageOf(context, {
    noun: ServiceOutcome,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("service_id"), by.whole("number")],
    },
    where: [
      ...oneOf("service_id", service, "where.service"),
      ...oneOf("indicator_id", indicator, "where.indicator"),
    ],
  });
}
