/** The room "sources": the gaps noted on what documents leave open. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { importNotedGaps } from "./gap/import-noted-gaps.js";

/** The gaps noted on what documents leave open. */
export const sources: Room = {
  nouns: [],
  resolvers: [],
  imports: {
    gaps: importNotedGaps,
  },
};
