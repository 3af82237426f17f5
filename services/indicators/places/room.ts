/** The room "places": where figures hold: areas, who lives there, and which wards are named most vulnerable. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { AreaPartnership } from "./area-partnership/area-partnership.js";
import { AreaPartnershipResolver } from "./area-partnership/area-partnership.resolver.js";
import { importAreaPartnerships } from "./area-partnership/import-area-partnerships.js";
import { AreaSuccession } from "./area-succession/area-succession.js";
import { AreaSuccessionResolver } from "./area-succession/area-succession.resolver.js";
import { importAreaSuccessions } from "./area-succession/import-area-successions.js";
import { Area } from "./area/area.js";
import { AreaResolver } from "./area/area.resolver.js";
import { importAreas } from "./area/import-areas.js";
import { importPopulations } from "./population/import-populations.js";
import { Population } from "./population/population.js";
import { PopulationResolver } from "./population/population.resolver.js";
import { importVulnerableWards } from "./vulnerable-ward/import-vulnerable-wards.js";
import { VulnerableWard } from "./vulnerable-ward/vulnerable-ward.js";
import { VulnerableWardResolver } from "./vulnerable-ward/vulnerable-ward.resolver.js";

/** Where figures hold: areas, who lives there, and which wards are named most vulnerable. */
export const places: Room = {
  nouns: [Area, AreaSuccession, AreaPartnership, Population, VulnerableWard],
  resolvers: [AreaResolver, AreaSuccessionResolver, AreaPartnershipResolver, PopulationResolver, VulnerableWardResolver],
  imports: {
    areas: importAreas,
    "area-successions": importAreaSuccessions,
    "area-partnerships": importAreaPartnerships,
    populations: importPopulations,
    "vulnerable-wards": importVulnerableWards,
  },
};
