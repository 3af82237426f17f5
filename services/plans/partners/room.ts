/** The room "partners": who works together, and how they are bound to each other. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { Body } from "./body/body.js";
import { BodyResolver } from "./body/body.resolver.js";
import { importBodies } from "./body/import-bodies.js";
import { importMemberships } from "./membership/import-memberships.js";
import { Membership } from "./membership/membership.js";
import { MembershipResolver } from "./membership/membership.resolver.js";
import { importOrganisations } from "./organisation/import-organisations.js";
import { Organisation } from "./organisation/organisation.js";
import { OrganisationResolver } from "./organisation/organisation.resolver.js";
import { importPartnerships } from "./partnership/import-partnerships.js";
import { Partnership } from "./partnership/partnership.js";
import { PartnershipResolver } from "./partnership/partnership.resolver.js";
import { importPccAreas } from "./pcc-area/import-pcc-areas.js";
import { PccArea } from "./pcc-area/pcc-area.js";
import { PccAreaResolver } from "./pcc-area/pcc-area.resolver.js";
import { importReportingLines } from "./reporting-line/import-reporting-lines.js";
import { ReportingLine } from "./reporting-line/reporting-line.js";
import { ReportingLineResolver } from "./reporting-line/reporting-line.resolver.js";
import { importStatutoryDuties } from "./statutory-duty/import-statutory-duties.js";
import { StatutoryDuty } from "./statutory-duty/statutory-duty.js";
import { StatutoryDutyResolver } from "./statutory-duty/statutory-duty.resolver.js";
import { importSuccessions } from "./succession/import-successions.js";
import { Succession } from "./succession/succession.js";
import { SuccessionResolver } from "./succession/succession.resolver.js";

/** Who works together, and how they are bound to each other. */
export const partners: Room = {
  nouns: [PccArea, Partnership, Organisation, Body, ReportingLine, Membership, Succession, StatutoryDuty],
  resolvers: [
    PccAreaResolver,
    PartnershipResolver,
    OrganisationResolver,
    BodyResolver,
    ReportingLineResolver,
    MembershipResolver,
    SuccessionResolver,
    StatutoryDutyResolver,
  ],
  imports: {
    "pcc-areas": importPccAreas,
    partnerships: importPartnerships,
    organisations: importOrganisations,
    bodies: importBodies,
    "reporting-lines": importReportingLines,
    memberships: importMemberships,
    successions: importSuccessions,
    "statutory-duties": importStatutoryDuties,
  },
};
