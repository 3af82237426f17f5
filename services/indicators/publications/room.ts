/** The room "publications": figures that come in as others publish them, in forms that are not the hub's. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { crimeTables } from "./recorded-crime/import-crime-tables.js";
import { offences } from "./recorded-crime/import-offences.js";
import { streetCrime } from "./recorded-crime/import-street-crime.js";
import { StreetCrimeResolver } from "./recorded-crime/street-crime.resolver.js";

/** Figures that come in as others publish them. */
export const publications: Room = {
  nouns: [],
  resolvers: [StreetCrimeResolver],
  imports: {},
  publications: {
    "street-crime": streetCrime,
    "recorded-crime": crimeTables,
    "recorded-offences": offences,
  },
};
