/** The context of one request in the gateway. */

/** What every request of the gateway carries. */
export interface GatewayContext {
  /** Names the request in the log of every part, and in an answer that holds a fault. */
  requestId: string;
}
