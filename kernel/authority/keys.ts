/** The keys by which tokens are believed: the issuer's in production, the hub's own in demo; and the secret of its parts. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { calculateJwkThumbprint, createLocalJWKSet, createRemoteJWKSet, errors, importJWK, type CryptoKey, type JWK, type JWTVerifyGetKey } from "jose";
import { ConfigError, type Config, type TokenTrust } from "../process/config.js";
import { madeOnce, ownFolder } from "../process/data-folder.js";
import type { Logger } from "../process/log.js";
import { Refusal } from "../refusals.js";

/** Signatures that are believed. No symmetric one is among them, and "none" is not one. */
export const ALGORITHMS = ["EdDSA", "ES256", "RS256", "PS256"];

/** How long an issuer's server may take to hand out its keys. */
const KEYS_WITHIN_MS = 5_000;

/** Whose tokens are believed, and by which keys. */
export interface Keys {
  issuer: string;
  audience: string;
  /** The public key that a token's header names. */
  find: JWTVerifyGetKey;
}

/** The development keys: they sign as well. */
export interface DevelopmentKeys extends Keys {
  privateKey: CryptoKey;
  kid: string;
}

/** The keys of this configuration. In demo the hub makes a pair of its own at the first start. */
export async function openKeys(config: Config, log: Logger): Promise<Keys> {
  if (config.mode === "demo") return openDevelopmentKeys(config.dataDir);
  if (!config.trust) throw new ConfigError("TOKEN_ISSUER", "needed in production");
  const { issuer, audience, jwksUrl } = config.trust;
  return { issuer, audience, find: jwksUrl ? keysAt(new URL(jwksUrl), log) : await keysIn(config.trust) };
}

/** The development keys of a data folder: the same at every start. */
export async function openDevelopmentKeys(dataDir: string): Promise<DevelopmentKeys> {
  ownFolder(dataDir);
  const file = developmentKeyFile(dataDir);
  const text = madeOnce(file, () => JSON.stringify(newDevelopmentKey()));
  try {
    return await developmentKeys(JSON.parse(text) as JWK);
  } catch {
    // What is wrong with it might repeat some of it.
    throw new ConfigError("HUB_DATA_DIR", `${file} holds no development key. Remove the file, and the next start makes one.`);
  }
}

/** Where the development key lies. */
export function developmentKeyFile(dataDir: string): string {
  return path.join(dataDir, "development-key.json");
}

/** A new private key. */
export function newDevelopmentKey(): JWK {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
}

/** The keys that a private key makes. */
export async function developmentKeys({ kty, crv, x, d }: JWK): Promise<DevelopmentKeys> {
  if (kty !== "OKP" || crv !== "Ed25519" || !x || !d) throw new TypeError("not a private Ed25519 key");
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  return {
    issuer: "partnership-hub development",
    audience: "partnership-hub",
    find: createLocalJWKSet({ keys: [{ kty, crv, x, kid }] }),
    privateKey: (await importJWK({ kty, crv, x, d }, "EdDSA")) as CryptoKey,
    kid,
  };
}

/** The secret under which the parts of a hub believe each other. A hub that is one process alone needs none that outlives it. */
export function openSecret({ mode, secret, dataDir }: Config): string {
  if (secret !== null) return secret;
  if (mode === "production") return newSecret();
  ownFolder(dataDir);
  const file = path.join(dataDir, "secret");
  const made = madeOnce(file, newSecret);
  if (made.length < 32) throw new ConfigError("HUB_DATA_DIR", `${file} holds no secret. Remove the file, and the next start makes one.`);
  return made;
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The issuer's keys from its server. Without them nobody can be believed; that is for the operator to see. */
function keysAt(url: URL, log: Logger): JWTVerifyGetKey {
  // Redirects are not followed: jose takes nothing but status 200 from the address itself.
  const find = createRemoteJWKSet(url, { timeoutDuration: KEYS_WITHIN_MS });
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw error;
      log.error({ host: url.host, err: error }, "the issuer's keys cannot be had");
      throw new Refusal("KEYS_UNAVAILABLE");
    }
  };
}

/** What a public key does not have. */
const PRIVATE_PARTS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/** The issuer's keys from a file. A file that cannot be right stops the start. */
async function keysIn({ jwksFile }: TokenTrust): Promise<JWTVerifyGetKey> {
  const wrong = (problem: string): ConfigError => new ConfigError("TOKEN_JWKS_FILE", problem);
  let keys: JWK[];
  try {
    keys = (JSON.parse(readFileSync(jwksFile ?? "", "utf8")) as { keys: JWK[] }).keys;
  } catch (error) {
    // The text of the file is not repeated.
    throw wrong(error instanceof SyntaxError ? "the file is not JSON" : `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? "it holds no object"})`);
  }
  if (!Array.isArray(keys) || keys.some((key) => typeof key !== "object" || (key as JWK | null) === null)) throw wrong("the file is not a JWKS: an object with a list of `keys`");
  if (keys.some((key) => key.kty === "oct" || PRIVATE_PARTS.some((part) => part in key))) throw wrong("the file holds a private or symmetric key; give the hub public keys alone");
  const usable = await Promise.all(keys.map(isUsable));
  if (!usable.includes(true)) throw wrong(`the file holds no public key for ${ALGORITHMS.join(", ")}`);
  return createLocalJWKSet({ keys });
}

async function isUsable(jwk: JWK): Promise<boolean> {
  if (jwk.use !== undefined && jwk.use !== "sig") return false;
  const tries = ALGORITHMS.filter((alg) => jwk.alg === undefined || jwk.alg === alg).map(async (alg) => {
    const { algorithm } = (await importJWK(jwk, alg)) as CryptoKey;
    return !("modulusLength" in algorithm) || Number(algorithm.modulusLength) >= 2_048;
  });
  return (await Promise.allSettled(tries)).some((each) => each.status === "fulfilled" && each.value);
}
