/**
 * What is drawn by chance, at length: the property tests as often, and from the seed, that PROPERTY_CHECKS and
 * PROPERTY_SEED say; the kills of the crash test likewise, by CRASH_KILLS and CRASH_SEED; the runs of acts on the ledger by
 * LEDGER_RUNS and LEDGER_SEED.
 */
import config from "./jest.config.js";

export default {
  ...config,
  testMatch: ["**/property/*.test.ts", "**/hub/crash.test.ts"],
  testTimeout: 60 * 60 * 1_000,
  globals: {
    crash: { kills: 200 },
    ledger: { runs: Number(process.env.LEDGER_RUNS ?? 1_000), seed: Number(process.env.LEDGER_SEED ?? Date.now() % 1_000_000) },
    property: {
      checks: Number(process.env.PROPERTY_CHECKS ?? 1_000_000),
      seed: Number(process.env.PROPERTY_SEED ?? Date.now() % 2_147_483_647),
    },
  },
};
