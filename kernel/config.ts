/** Configuration: the only file that reads the environment. A value that cannot be right stops the start. */
import path from "node:path";

/** One setting of the environment, as the reference page lists it. */
export interface Setting {
  name: string;
  /** What it does. */
  says: string;
  /** What holds where it is not set. */
  byDefault: string;
}

/** Every setting that the hub reads. */
export const SETTINGS: readonly Setting[] = [
  { name: "PORT", says: "Port of the gateway, or of a service that runs by itself.", byDefault: "4000; services 4001, 4002, 4003" },
  { name: "HOST", says: "Address to listen on.", byDefault: "127.0.0.1, this machine alone" },
  { name: "HUB_DATA_DIR", says: "Folder where the embedded database lives.", byDefault: ".hub in the project folder" },
  { name: "DATABASE_URL", says: "An outside PostgreSQL, 15 to 18; the embedded one is then not started.", byDefault: "unset" },
  { name: "PLANS_URL", says: "Address of the plans service for a gateway that runs by itself.", byDefault: "http://127.0.0.1:4001/graphql" },
  { name: "GRANTS_URL", says: "Address of the grants service, likewise.", byDefault: "http://127.0.0.1:4002/graphql" },
  { name: "INDICATORS_URL", says: "Address of the indicators service, likewise.", byDefault: "http://127.0.0.1:4003/graphql" },
  { name: "SUBGRAPH_TIMEOUT_MS", says: "Milliseconds the gateway waits for an answer of a service.", byDefault: "10000" },
  { name: "MAX_BODY_BYTES", says: "Bytes of a request to the gateway at most.", byDefault: "1048576" },
  { name: "MAX_TOKENS", says: "Words and signs in a question at most.", byDefault: "10000" },
  { name: "MAX_DEPTH", says: "Levels of a question at most; a connection with its nodes counts as one.", byDefault: "15" },
  { name: "MAX_FIELDS", says: "Fields of a question at most, its fragments written out.", byDefault: "5000" },
  { name: "MAX_ALIASES", says: "Renamed fields of a question at most.", byDefault: "200" },
  { name: "MAX_DIRECTIVES", says: "Directives of a question at most.", byDefault: "100" },
  { name: "LOG_LEVEL", says: "fatal, error, warn, info, debug, trace or silent.", byDefault: "info" },
];

/** How much one request may ask of the gateway. */
export interface Limits {
  bodyBytes: number;
  tokens: number;
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
}

/** The configuration of a process. */
export interface Config {
  port: number | null;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  subgraphUrls: Record<string, string>;
  subgraphTimeoutMs: number;
  limits: Limits;
  logLevel: string;
}

/** Where the project lies: schema, questions and data are found from here. */
export const PROJECT_DIR = path.resolve(import.meta.dirname, "..");

/** A setting whose value cannot be right. */
export class ConfigError extends Error {
  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`);
    this.name = "ConfigError";
  }
}

/** Reads and checks the environment. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = (name: string): string | null => env[name]?.trim() || null;
  const whole = (name: string, least: number, most: number): number | null => {
    const text = given(name);
    if (text === null) return null;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) throw new ConfigError(name, `"${text}" is not a whole number from ${least} to ${most}.`);
    return value;
  };
  const address = (name: string, protocols: string[]): string | null => {
    const text = given(name);
    if (text === null) return null;
    // The value may hold a password: it is never repeated.
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol) || !new URL(text).hostname) {
      throw new ConfigError(name, `not an address that begins with ${protocols.map((each) => `${each}//`).join(" or ")}`);
    }
    if (protocols.includes("http:") && (new URL(text).username || new URL(text).password)) throw new ConfigError(name, "a name and password in it would not be used");
    return text;
  };
  const logLevel = given("LOG_LEVEL") ?? "info";
  const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
  if (!levels.includes(logLevel)) throw new ConfigError("LOG_LEVEL", `"${logLevel}" is not one of ${levels.join(", ")}.`);
  const http = ["http:", "https:"];
  return {
    port: whole("PORT", 0, 65_535),
    host: given("HOST") ?? "127.0.0.1",
    dataDir: path.resolve(given("HUB_DATA_DIR") ?? path.join(PROJECT_DIR, ".hub")),
    databaseUrl: address("DATABASE_URL", ["postgres:", "postgresql:"]),
    subgraphUrls: {
      plans: address("PLANS_URL", http) ?? "http://127.0.0.1:4001/graphql",
      grants: address("GRANTS_URL", http) ?? "http://127.0.0.1:4002/graphql",
      indicators: address("INDICATORS_URL", http) ?? "http://127.0.0.1:4003/graphql",
    },
    subgraphTimeoutMs: whole("SUBGRAPH_TIMEOUT_MS", 1, 600_000) ?? 10_000,
    limits: {
      bodyBytes: whole("MAX_BODY_BYTES", 1_000, 100_000_000) ?? 1024 * 1024,
      tokens: whole("MAX_TOKENS", 100, 1_000_000) ?? 10_000,
      depth: whole("MAX_DEPTH", 1, 100) ?? 15,
      fields: whole("MAX_FIELDS", 10, 1_000_000) ?? 5_000,
      aliases: whole("MAX_ALIASES", 0, 100_000) ?? 200,
      directives: whole("MAX_DIRECTIVES", 0, 100_000) ?? 100,
    },
    logLevel,
  };
}
