/** The room "granting": how money comes to be given, from the application to the closed agreement. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { Agreement } from "./agreement/agreement.js";
import { AgreementResolver } from "./agreement/agreement.resolver.js";
import { importAgreements } from "./agreement/import-agreements.js";
import { Application } from "./application/application.js";
import { ApplicationResolver } from "./application/application.resolver.js";
import { importApplications } from "./application/import-applications.js";
import { AwardGrantingResolver } from "./award.resolver.js";
import { Condition } from "./condition/condition.js";
import { ConditionResolver } from "./condition/condition.resolver.js";
import { importConditions } from "./condition/import-conditions.js";
import { importVariations } from "./variation/import-variations.js";
import { Variation } from "./variation/variation.js";
import { VariationResolver } from "./variation/variation.resolver.js";

/** How money comes to be given, from the application to the closed agreement. */
export const granting: Room = {
  nouns: [Application, Agreement, Condition, Variation],
  resolvers: [ApplicationResolver, AgreementResolver, ConditionResolver, VariationResolver, AwardGrantingResolver],
  imports: {
    applications: importApplications,
    agreements: importAgreements,
    conditions: importConditions,
    variations: importVariations,
  },
};
