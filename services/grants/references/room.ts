/** The room "references": what grants adds to the nouns of other services. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { OrganisationResolver } from "./organisation/organisation.resolver.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { PccAreaResolver } from "./pcc-area/pcc-area.resolver.js";
import { PlanResolver } from "./plan/plan.resolver.js";

/** What grants adds to the nouns of other services. */
export const references: Room = {
  nouns: [],
  resolvers: [PartnershipResolver, OrganisationResolver, PlanResolver, PccAreaResolver],
  imports: {},
};
