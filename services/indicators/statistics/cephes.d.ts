/** What the statistics use of cephes, whose own declarations its package does not lead to. */
declare module "cephes" {
  /** Settled once the module is compiled. */
  export const compiled: Promise<void>;
  /** The standard normal quantile of a lower tail. */
  export function ndtri(p: number): number;
  /** The regularised upper incomplete gamma function. */
  export function igamc(a: number, x: number): number;
  /** The x whose regularised upper incomplete gamma function is the given upper tail. */
  export function igami(a: number, upperTail: number): number;
  /** The regularised incomplete beta function. */
  export function incbet(a: number, b: number, x: number): number;
  /** The x whose regularised incomplete beta function is the given lower tail. */
  export function incbi(a: number, b: number, p: number): number;
}
