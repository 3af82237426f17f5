/** The room "commissioning": what is commissioned, from whom, and what should come of it. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { CommissioningPlan } from "./commissioning-plan/commissioning-plan.js";
import { CommissioningPlanResolver } from "./commissioning-plan/commissioning-plan.resolver.js";
import { importCommissioningPlans } from "./commissioning-plan/import-commissioning-plans.js";
import { importServiceOutcomes } from "./service-outcome/import-service-outcomes.js";
import { ServiceOutcome } from "./service-outcome/service-outcome.js";
import { ServiceOutcomeResolver } from "./service-outcome/service-outcome.resolver.js";
import { importServices } from "./service/import-services.js";
import { Service } from "./service/service.js";
import { ServiceResolver } from "./service/service.resolver.js";

/** What is commissioned, from whom, and what should come of it. */
export const commissioning: Room = {
  nouns: [CommissioningPlan, Service, ServiceOutcome],
  resolvers: [CommissioningPlanResolver, ServiceResolver, ServiceOutcomeResolver],
  imports: {
    "commissioning-plans": importCommissioningPlans,
    services: importServices,
    "service-outcomes": importServiceOutcomes,
  },
};
