/** The room "search": the index of the facts of all services, and what is found in it. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { SearchResolver } from "./hit/search.resolver.js";
import { KnownGapResolver } from "./known-gap/known-gap.resolver.js";

/** The index of the facts of all services, and what is found in it. */
export const search: Room = {
  nouns: [],
  resolvers: [SearchResolver, KnownGapResolver],
  imports: {},
};
