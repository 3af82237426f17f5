/** The room "references": what plans adds to the nouns of other services. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { IndicatorResolver } from "./indicator/indicator.resolver.js";

/** What plans adds to the nouns of other services. */
export const references: Room = {
  nouns: [],
  resolvers: [IndicatorResolver],
  imports: {},
};
