/** What the benchmarks use of autocannon, which ships no declarations of its own. */
declare module "autocannon" {
  interface Options {
    url: string;
    method: "POST";
    headers: Record<string, string>;
    body: string;
    connections: number;
    duration: number;
    /** Seconds. */
    timeout: number;
    /** Every answer that this refuses counts as a mismatch. */
    verifyBody(body: string): boolean;
  }
  interface Result {
    /** Seconds. */
    duration: number;
    requests: { total: number };
    /** Milliseconds. */
    latency: { p50: number; p97_5: number };
    errors: number;
    timeouts: number;
    non2xx: number;
    mismatches: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
