/** The room "open-grants": what is published of grants by the 360Giving Data Standard, and what others published. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { OpenGrantsCheckResolver } from "./check/open-grants-check.resolver.js";
import { OpenGrantResolver } from "./open-grant/open-grant.resolver.js";
import { importPublishedGrants } from "./published-grant/import-published-grants.js";
import { PublishedGrant } from "./published-grant/published-grant.js";
import { PublishedGrantResolver } from "./published-grant/published-grant.resolver.js";

/** What is published of grants. */
export const openGrants: Room = {
  nouns: [PublishedGrant],
  resolvers: [PublishedGrantResolver, OpenGrantResolver, OpenGrantsCheckResolver],
  imports: {
    "published-grants": importPublishedGrants,
  },
};
