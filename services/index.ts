/** The services of the hub: the only list of them. */
import { grants } from "./grants/subgraph.js";
import { indicators } from "./indicators/subgraph.js";
import { plans } from "./plans/subgraph.js";

/** Every service, in the order in which their data load. */
export const services = [plans, grants, indicators] as const;
