/**
 * What is drawn by chance, at length: the property tests as often, and from the seed, that PROPERTY_CHECKS and
 * PROPERTY_SEED say; the kills of the crash test likewise, by CRASH_KILLS and CRASH_SEED; the runs of acts on the ledger by
 * LEDGER_RUNS and LEDGER_SEED.
 */
import config from "./jest.config.js";

process.env.PROPERTY_CHECKS ??= "1000000";
process.env.CRASH_KILLS ??= "200";
process.env.LEDGER_RUNS ??= "1000";
process.env.TEST_WITHIN_MS ??= String(4 * 60 * 60 * 1_000);

export default { ...config, testMatch: ["**/property/*.test.ts", "**/hub/crash.test.ts"] };
