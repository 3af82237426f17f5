/** Makes a token for demo mode: `npm run --silent token -- MEMBER --partnership partnership-fenland`. The token alone goes to standard output. */
import { parseArgs } from "node:util";
import { openDevelopmentKeys } from "../kernel/authority/keys.js";
import { makeToken, readToken } from "../kernel/authority/tokens.js";
import { PUBLIC_VIEWER, Role, ROLES, SCOPES, type Scope } from "../kernel/authority/viewer.js";
import { readConfig } from "../kernel/process/config.js";
import { runToTheEnd } from "../kernel/process/run.js";
import { Refusal } from "../kernel/refusals.js";

const HOURS_AT_MOST = 24 * 365;

const AREA = "--area pcc-area-cambridgeshire";
const EXAMPLES: Record<Exclude<Role, Role.PUBLIC>, string> = {
  MEMBER: "--partnership partnership-fenland --partnership partnership-peterborough",
  GRANT_OFFICER: AREA,
  ANALYST: AREA,
  STEWARD: AREA,
  ADMINISTRATOR: `${AREA} --hours 1`,
  APP: `--partnership partnership-fenland ${SCOPES.map((scope) => `--scope ${scope}`).join(" ")}`,
};

const USAGE = ["Say the role, and how far it reaches. --hours says how long the token holds: 8 where it is left out.", ...Object.entries(EXAMPLES).map(([role, reach]) => `  npm run token -- ${role} ${reach}`)].join("\n");

/** The option that fills a claim. */
const OPTIONS: Record<string, string> = { partnerships: "--partnership", pcc_area: "--area", scopes: "--scope" };

await runToTheEnd(async () => {
  const { values, positionals } = readArguments();
  const config = readConfig(process.env, "command");
  if (config.mode === "production") throw new Error("In production tokens come from the issuer that TOKEN_ISSUER names: this command makes them in demo mode only.");
  const [name] = positionals;
  const role = ROLES.find((each) => each === name);
  if (role === undefined || role === Role.PUBLIC || positionals.length > 1) throw new Error(USAGE);
  const { partnership: partnerships = [], area: pccArea = null, scope: scopes = [], hours: given = "8" } = values;
  const hours = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (hours < 1 || hours > HOURS_AT_MOST) throw new Error(`--hours: "${given}" is not a whole number from 1 to ${HOURS_AT_MOST}.`);

  const subject = ["development", role.toLowerCase(), (pccArea ?? partnerships[0] ?? "nothing").slice(0, 150)].join(":");
  const keys = await openDevelopmentKeys(config.dataDir);
  const token = await makeToken(keys, { ...PUBLIC_VIEWER, role, subject, partnerships, pccArea, scopes: scopes as Scope[] }, hours * 3_600);
  try {
    // The hub's own judge: what it would refuse is not handed out.
    await readToken(token, keys);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const option = OPTIONS[String(error.extensions["field"])];
    throw new Error(`${option ? `${option}: missing, not of its form, or not for this role.` : error.message} For example: npm run token -- ${role} ${EXAMPLES[role]}`, { cause: error });
  }
  process.stdout.write(`${token}\n`);
  process.stderr.write(`This token makes its bearer ${role} for ${hours === 1 ? "an hour" : `${hours} hours`}, at the hub whose HUB_DATA_DIR is ${config.dataDir}. Send it as: Authorization: Bearer <token>\n`);
});

function readArguments(): { values: { partnership?: string[]; area?: string; scope?: string[]; hours?: string }; positionals: string[] } {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { partnership: { type: "string", multiple: true }, area: { type: "string" }, scope: { type: "string", multiple: true }, hours: { type: "string" } },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
