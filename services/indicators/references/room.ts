/** The room "references": what indicators adds to the nouns of other services. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { MeasureLinkResolver } from "./measure-link/measure-link.resolver.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { PccAreaResolver } from "./pcc-area/pcc-area.resolver.js";
import { PlanResolver } from "./plan/plan.resolver.js";
import { ServiceResolver } from "./service/service.resolver.js";

/** What indicators adds to the nouns of other services. */
export const references: Room = {
  nouns: [],
  resolvers: [MeasureLinkResolver, PartnershipResolver, PccAreaResolver, PlanResolver, ServiceResolver],
  imports: {},
};
