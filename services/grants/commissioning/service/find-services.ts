/** Finds services: all, or those of a partnership, plan, provider or funder; by scope and status. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Service, ServiceScope, ServiceStatus } from "./service.js";

enum ServiceOrderField {
  NAME = "NAME",
  START = "START",
}

registerEnumType(ServiceOrderField, {
  name: "ServiceOrderField",
  description: "What services are sorted by.",
  valuesConfig: {
    NAME: { description: "Name; a service without one comes first." },
    START: { description: "First day of its start; one without comes first." },
  },
});

const ServiceOrder = orderInput("Service", ServiceOrderField);

@InputType({ description: "Which services to show: all conditions hold together." })
class ServiceFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Provided by one of these organisations." })
  provider?: string[];

  @Field(() => [ID], { nullable: true, description: "With at least one of these commissioners." })
  commissioner?: string[];

  @Field(() => [ID], { nullable: true, description: "Paid for from one of these funds." })
  fund?: string[];

  @Field(() => [ServiceScope], { nullable: true, description: "Of one of these scopes." })
  scope?: ServiceScope[];

  @Field(() => [ServiceStatus], { nullable: true, description: "With one of these statuses." })
  status?: ServiceStatus[];
}

/** What a list of services takes. */
@ArgsType()
export class ServicesArgs extends PageArgs {
  @Field(() => ServiceFilter, { nullable: true, description: "Which services to show." })
  where?: ServiceFilter;

  @Field(() => ServiceOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: ServiceOrderField; direction: Direction };
}

/** The services that the arguments ask for; all of them, or those under one thing. */
export function findServices(context: Context, args: ServicesArgs, info: GraphQLResolveInfo, under?: Under): Page<Service> {
  const { partnership, provider, commissioner, fund, scope, status } = args.where ?? {};
  return pageOf(context, {
    noun: Service,
    args,
    info,
    under,
    orders: {
      NAME: [byKnown.text("name")],
      START: [byKnown.day("start_from")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("provider_id", provider, "where.provider"),
      ...sharing("commissioner_ids", commissioner, "where.commissioner"),
      ...oneOf("fund_id", fund, "where.fund"),
      ...oneOf("scope", scope, "where.scope"),
      ...oneOf("status", status, "where.status"),
    ],
  });
}
