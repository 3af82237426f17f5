/** The room "ledger": what is set aside of awards, what is claimed, and every movement of money. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { Allocation } from "./allocation/allocation.js";
import { AllocationResolver } from "./allocation/allocation.resolver.js";
import { importAllocations } from "./allocation/import-allocations.js";
import { Claim } from "./claim/claim.js";
import { ClaimResolver } from "./claim/claim.resolver.js";
import { importClaims } from "./claim/import-claims.js";
import { importLedgerEntries } from "./ledger-entry/import-ledger-entries.js";
import { LedgerEntry } from "./ledger-entry/ledger-entry.js";
import { LedgerEntryResolver } from "./ledger-entry/ledger-entry.resolver.js";
import { importOverAllocations } from "./over-allocation/import-over-allocations.js";
import { OverAllocation } from "./over-allocation/over-allocation.js";
import { OverAllocationResolver } from "./over-allocation/over-allocation.resolver.js";
import { importServiceFundings } from "./service-funding/import-service-fundings.js";
import { ServiceFunding } from "./service-funding/service-funding.js";
import { ServiceFundingResolver } from "./service-funding/service-funding.resolver.js";

/** What is set aside of awards, what is claimed, and every movement of money. */
export const ledger: Room = {
  nouns: [OverAllocation, Allocation, ServiceFunding, Claim, LedgerEntry],
  resolvers: [OverAllocationResolver, AllocationResolver, ServiceFundingResolver, ClaimResolver, LedgerEntryResolver],
  imports: {
    // What exceeds a year comes in after its approval.
    "over-allocations": importOverAllocations,
    allocations: importAllocations,
    "service-fundings": importServiceFundings,
    claims: importClaims,
    "ledger-entries": importLedgerEntries,
  },
};
