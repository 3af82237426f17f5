/** The context of one request in the gateway. */

import type { Asking } from "../kernel/authority/asking.js";

/** What every request of the gateway carries. */
export type GatewayContext = Asking;
