/** The grants service on one screen: what the Police and Crime Commissioner and other funders gave, and for whom. */
import { defineSubgraph } from "../../kernel/subgraph.js";
import { Award } from "./award/award.js";
import { AwardResolver } from "./award/award.resolver.js";
import { importAwards } from "./award/import-awards.js";
import { Document, Gap } from "./document/document.js";
import { Fund } from "./fund/fund.js";
import { FundResolver } from "./fund/fund.resolver.js";
import { importFunds } from "./fund/import-funds.js";
import { importNotedGaps } from "./gap/import-noted-gaps.js";
import { NotedGap } from "./gap/noted-gap.js";
import { GrantsTables } from "./migrations/2026-11-21-grants-tables.js";
import { Organisation } from "./organisation/organisation.js";
import { OrganisationResolver } from "./organisation/organisation.resolver.js";
import { Partnership } from "./partnership/partnership.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { Plan } from "./plan/plan.js";
import { PlanResolver } from "./plan/plan.resolver.js";

/** The grants subgraph. */
export const grants = defineSubgraph({
  name: "grants",
  nouns: [Fund, Award],
  references: [Document, Partnership, Organisation, Plan],
  notedGaps: NotedGap,
  gap: Gap,
  resolvers: [FundResolver, AwardResolver, PartnershipResolver, OrganisationResolver, PlanResolver],
  migrations: [GrantsTables],
  imports: { funds: importFunds, awards: importAwards, gaps: importNotedGaps },
});
