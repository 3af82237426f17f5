/** The limits of a count and of a rate: by Byar's method from 10 events, exact below. */
import { byarLimits } from "./byar.js";
import type { Confidence } from "./confidence.js";
import { exactPoissonLimits } from "./exact-poisson.js";
import { scaled, type Limits } from "./limits.js";

/** From how many events on Byar's approximation is as good as exact. */
const BYAR_FROM = 10;

/** The method by which the limits of a count are made. */
export function countMethod(events: number): "BYAR" | "EXACT_POISSON" {
  return events >= BYAR_FROM ? "BYAR" : "EXACT_POISSON";
}

/** The limits of a count. APHO Technical Briefing 3 (2008): Byar's from 10 events, exact below. */
export function countLimits(events: number, confidence: Confidence): Limits {
  return countMethod(events) === "BYAR" ? byarLimits(events, confidence) : exactPoissonLimits(events, confidence);
}

/** The limits of a rate of events per so many of a population, which is taken as known without error: those of the events, scaled. */
export function rateLimits(events: number, population: number, per: number, confidence: Confidence): Limits {
  return scaled(countLimits(events, confidence), per / population);
}
