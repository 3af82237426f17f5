/** Configuration: the only file that reads the environment. A value that cannot be right stops the start. */
import path from "node:path";
import { isPrefix } from "../values/prefix.js";

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
  { name: "HUB_MODE", says: "`demo` reads what is published without a token and makes its own keys; `production` needs keys that somebody configured and opens nothing by itself.", byDefault: "demo" },
  { name: "PORT", says: "Port of the gateway, or of a service that runs by itself.", byDefault: "4000; services 4001, 4002, 4003" },
  { name: "HOST", says: "Address to listen on.", byDefault: "127.0.0.1, this machine alone" },
  { name: "HUB_DATA_DIR", says: "Folder where the embedded database lives.", byDefault: ".hub in the project folder" },
  { name: "DATABASE_URL", says: "An outside PostgreSQL, 15 to 18; the embedded one is then not started.", byDefault: "unset" },
  { name: "DATABASE_ROLE_PREFIX", says: "How the names of the hub's database roles begin: `hub` makes `hub_plans`, `hub_plans_owner` and so on. Hubs that share a PostgreSQL need one each.", byDefault: "hub" },
  { name: "HUB_SECRET", says: "The secret, 32 characters or more, under which the parts of a hub believe each other; the same for all of them. Needed in production by a part that runs by itself.", byDefault: "demo: made at the first start, in HUB_DATA_DIR" },
  { name: "TOKEN_ISSUER", says: "Who issues the tokens: their `iss`. Production.", byDefault: "unset" },
  { name: "TOKEN_AUDIENCE", says: "Whom the tokens are for: their `aud`. Production.", byDefault: "unset" },
  { name: "TOKEN_JWKS_URL", says: "Address of the issuer's public keys, a JWKS over https. Production; this or TOKEN_JWKS_FILE.", byDefault: "unset" },
  { name: "TOKEN_JWKS_FILE", says: "File with the issuer's public keys, a JWKS. Production.", byDefault: "unset" },
  { name: "PUBLIC_READING", says: "`on`: what is published is read without a token. `off`: every question needs one.", byDefault: "on in demo, off in production" },
  { name: "IDE", says: "`on`: the page at `/` with an editor for questions.", byDefault: "on in demo, off in production" },
  { name: "PLANS_URL", says: "Address of the plans service, for a gateway or a service that runs by itself.", byDefault: "http://127.0.0.1:4001/graphql" },
  { name: "GRANTS_URL", says: "Address of the grants service, likewise.", byDefault: "http://127.0.0.1:4002/graphql" },
  { name: "INDICATORS_URL", says: "Address of the indicators service, likewise.", byDefault: "http://127.0.0.1:4003/graphql" },
  { name: "SUBGRAPH_TIMEOUT_MS", says: "Milliseconds that one call to a service may take.", byDefault: "10000" },
  { name: "REQUEST_TIMEOUT_MS", says: "Milliseconds that one request to the gateway may take, all its calls together.", byDefault: "30000" },
  { name: "DRAIN_MS", says: "Milliseconds for which a part goes on taking requests after SIGTERM, while it says that it is not ready.", byDefault: "2000" },
  { name: "PROJECTION_EVERY_MS", says: "Milliseconds between two looks at what other services published.", byDefault: "500" },
  { name: "MAX_PAGE_SIZE", says: "Rows in a page at most, from 1 to 1000.", byDefault: "1000" },
  { name: "MAX_BODY_BYTES", says: "Bytes of a request to the gateway at most.", byDefault: "1048576" },
  { name: "MAX_TOKENS", says: "Words and signs in a question at most.", byDefault: "10000" },
  { name: "MAX_DEPTH", says: "Levels of a question at most; a connection with its nodes counts as one.", byDefault: "15" },
  { name: "MAX_FIELDS", says: "Fields of a question at most, its fragments written out.", byDefault: "5000" },
  { name: "MAX_ALIASES", says: "Renamed fields of a question at most.", byDefault: "200" },
  { name: "MAX_DIRECTIVES", says: "Directives of a question at most.", byDefault: "100" },
  { name: "OPEN_GRANTS_PREFIX", says: "The prefix that 360Giving registered for whoever publishes the hub's grants, such as 360G-examplefunder: their identifiers begin with it. Without it /360giving.json and .csv answer nobody.", byDefault: "unset" },
  { name: "OPEN_GRANTS_PUBLISHER", says: "The name of the publisher of the hub's grants; with OPEN_GRANTS_PREFIX.", byDefault: "unset" },
  { name: "OPEN_GRANTS_PUBLISHER_ID", says: "The identifier of the publisher, in the form of org-id.guide or with its own prefix.", byDefault: "unset: none is told" },
  { name: "OPEN_GRANTS_LICENCE", says: "Address of the licence under which the hub's grants are published, such as https://creativecommons.org/licenses/by/4.0/; with OPEN_GRANTS_PREFIX.", byDefault: "unset" },
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

/** How the hub trusts tokens, as configured in production. */
export interface TokenTrust {
  issuer: string;
  audience: string;
  /** One of the two is given. */
  jwksUrl: string | null;
  jwksFile: string | null;
}

/** As whom the hub publishes grants by the 360Giving Data Standard. */
export interface OpenGrantsPublisher {
  prefix: string;
  name: string;
  identifier: string | null;
  /** Address of the licence. */
  licence: string;
}

/** What a process is: the whole hub, the gateway or a service by itself, or a command that ends. */
export type Part = "hub" | "gateway" | "service" | "command";

/** The configuration of a process. */
export interface Config {
  mode: "demo" | "production";
  /** Null in demo: the hub then makes keys of its own. */
  trust: TokenTrust | null;
  /** Null where the hub makes one, or needs none. */
  secret: string | null;
  publicReading: boolean;
  ide: boolean;
  rolePrefix: string;
  requestTimeoutMs: number;
  drainMs: number;
  projectionEveryMs: number;
  pageSizeAtMost: number;
  port: number | null;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  subgraphUrls: Record<string, string>;
  subgraphTimeoutMs: number;
  limits: Limits;
  /** Null where nobody has said it. */
  publisher: OpenGrantsPublisher | null;
  logLevel: string;
}

/** Where the project lies: schema, questions and data are found from here. */
export const PROJECT_DIR = path.resolve(import.meta.dirname, "..", "..");

/** A setting whose value cannot be right. */
export class ConfigError extends Error {
  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`);
    this.name = "ConfigError";
  }
}

/** Reads and checks the environment, for a part of the hub. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, part: Part = "hub"): Config {
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
    if (protocols.some((each) => each.startsWith("http")) && (new URL(text).username || new URL(text).password)) throw new ConfigError(name, "a name and password in it would not be used");
    return text;
  };
  const logLevel = given("LOG_LEVEL") ?? "info";
  const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];
  if (!levels.includes(logLevel)) throw new ConfigError("LOG_LEVEL", `"${logLevel}" is not one of ${levels.join(", ")}.`);
  const oneOf = <const T extends string>(name: string, values: readonly T[]): T | null => {
    const text = given(name);
    if (text !== null && !values.includes(text as T)) throw new ConfigError(name, `"${text}" is not one of ${values.join(", ")}.`);
    return text as T | null;
  };
  const http = ["http:", "https:"];
  const mode = oneOf("HUB_MODE", ["demo", "production"]) ?? "demo";
  const open = (name: string): boolean => (oneOf(name, ["on", "off"]) ?? (mode === "demo" ? "on" : "off")) === "on";
  const rolePrefix = given("DATABASE_ROLE_PREFIX") ?? "hub";
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(rolePrefix)) throw new ConfigError("DATABASE_ROLE_PREFIX", `"${rolePrefix}" is not a name of at most 40 small letters, digits and _.`);
  const secret = given("HUB_SECRET");
  // A secret is never repeated.
  if (secret !== null && secret.length < 32) throw new ConfigError("HUB_SECRET", "shorter than 32 characters");
  if (secret === null && mode === "production" && (part === "gateway" || part === "service")) throw new ConfigError("HUB_SECRET", "needed in production by a part that runs by itself");
  return {
    mode,
    trust: readTrust(),
    secret,
    publicReading: open("PUBLIC_READING"),
    ide: open("IDE"),
    rolePrefix,
    requestTimeoutMs: whole("REQUEST_TIMEOUT_MS", 1, 600_000) ?? 30_000,
    drainMs: whole("DRAIN_MS", 0, 600_000) ?? 2_000,
    projectionEveryMs: whole("PROJECTION_EVERY_MS", 10, 600_000) ?? 500,
    pageSizeAtMost: whole("MAX_PAGE_SIZE", 1, 1_000) ?? 1_000,
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
    publisher: readPublisher(),
    logLevel,
  };

  /** As whom grants are published: all of it, or nothing. */
  function readPublisher(): OpenGrantsPublisher | null {
    const [prefix, name, identifier] = [given("OPEN_GRANTS_PREFIX"), given("OPEN_GRANTS_PUBLISHER"), given("OPEN_GRANTS_PUBLISHER_ID")];
    const licence = address("OPEN_GRANTS_LICENCE", http);
    if (prefix === null && name === null && identifier === null && licence === null) return null;
    if (prefix === null || !isPrefix(prefix)) throw new ConfigError("OPEN_GRANTS_PREFIX", prefix === null ? "needed where another setting of open grants is set" : `"${prefix}" is not 360G- and letters, digits, - or _.`);
    if (name === null) throw new ConfigError("OPEN_GRANTS_PUBLISHER", "needed with OPEN_GRANTS_PREFIX");
    if (licence === null) throw new ConfigError("OPEN_GRANTS_LICENCE", "needed with OPEN_GRANTS_PREFIX");
    return { prefix, name, identifier, licence };
  }

  /** In production the gateway must be told whose tokens it trusts. In demo it makes its own, and a setting that would not hold is refused. */
  function readTrust(): TokenTrust | null {
    const names = ["TOKEN_ISSUER", "TOKEN_AUDIENCE", "TOKEN_JWKS_URL", "TOKEN_JWKS_FILE"] as const;
    const set = names.find((name) => given(name) !== null);
    if (mode === "demo" && set) throw new ConfigError(set, "holds in production only: set HUB_MODE=production");
    if (mode === "demo" || part === "service" || part === "command") return null;
    const needed = (name: "TOKEN_ISSUER" | "TOKEN_AUDIENCE"): string => {
      const text = given(name);
      if (text === null) throw new ConfigError(name, "needed in production");
      return text;
    };
    const jwksUrl = address("TOKEN_JWKS_URL", ["https:"]);
    const jwksFile = given("TOKEN_JWKS_FILE");
    if ((jwksUrl === null) === (jwksFile === null)) throw new ConfigError("TOKEN_JWKS_URL", "production needs this or TOKEN_JWKS_FILE, one of the two");
    return { issuer: needed("TOKEN_ISSUER"), audience: needed("TOKEN_AUDIENCE"), jwksUrl, jwksFile };
  }
}
