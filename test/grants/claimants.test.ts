/** Sixty-four who claim from one award at the same moment, over HTTP: exactly the award is paid out, and nobody is paid twice. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { Audit } from "../../kernel/database/audit.js";
import { Callers, type Caller, type SentAnswer } from "../support/callers.js";
import { cloneDatabase, READS_ALL, TEST_SETTINGS } from "../support/database.js";
import { mutationOf, type Verb } from "../support/ledger-verbs.js";
import { grantOfficer, member } from "../support/people.js";
import { Processes } from "../support/processes.js";

const CLAIMANTS = 64;
/** What each claims, and what there is: enough for forty of them. */
const PENCE = 2_503;
const AWARD_PENCE = 40 * PENCE;

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let direct: pg.Pool;
let officers: Caller[];
let members: Caller[];

beforeAll(async () => {
  database = await cloneDatabase("documents");
  direct = new pg.Pool({ connectionString: database.url, max: 1, options: READS_ALL });
  direct.on("error", () => {});
  const dataDir = path.join(processes.folder(), "hub");
  const { address } = await processes.start({ file: "start.ts", settings: { DATABASE_URL: database.url, HUB_DATA_DIR: dataDir } });
  const callers = new Callers(dataDir);
  const everyone = Array.from({ length: CLAIMANTS }, (_, n) => n);
  officers = await Promise.all(everyone.map((n) => callers.at(() => address, { ...grantOfficer("pcc-area-cambridgeshire"), subject: `officer-${n}` })));
  members = await Promise.all(everyone.map((n) => callers.at(() => address, { ...member("partnership-peterborough"), subject: `member-${n}` })));
});

afterAll(async () => {
  await processes.clear();
  await direct.end();
  await database.drop();
});

const pounds = (pence: number): string => (pence / 100).toFixed(2);

/** Calls a verb until it is answered, under one key however often. */
async function act(caller: Caller, verb: Verb, input: object, expectedVersion = 0): Promise<SentAnswer> {
  const key = randomUUID();
  for (;;) {
    const answer = await caller.ask(mutationOf(verb), { input, key, expectedVersion });
    const code = answer.errors?.[0]?.extensions["code"];
    if (!["SUBGRAPH_UNAVAILABLE", "DEADLINE_PASSED"].includes(String(code))) return answer;
  }
}

const codeOf = (answer: SentAnswer): unknown => answer.errors?.[0]?.extensions["code"];

/** Takes one claim all the way; tells where it was turned away, and "PAID" where nowhere. */
async function claimAndPay(n: number, award: string): Promise<string> {
  const [claimant, officer] = [members[n]!, officers[n]!];
  const drafted = await act(claimant, "draftClaim", { award, amount: pounds(PENCE), purpose: `Claim of ${String(n)}` });
  const { id: claim } = drafted.data.draftClaim as { id: string };
  for (const [caller, verb, input] of [
    [claimant, "submitClaim", { claim }],
    [officer, "decideClaim", { claim, decision: "APPROVED" }],
    [officer, "payClaim", { claim }],
  ] as const) {
    const version = verb === "submitClaim" ? 1 : verb === "decideClaim" ? 2 : 3;
    const answer = await act(caller, verb, input, version);
    if (answer.errors) return `${verb}: ${String(codeOf(answer))}`;
  }
  return "PAID";
}

async function awardOf(pence: number): Promise<string> {
  const input = { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: pounds(pence), annualAmounts: [{ year: "2016/17", amount: pounds(pence) }] };
  return ((await act(officers[0]!, "recordAward", input)).data.recordAward as { id: string }).id;
}

test("of sixty-four who claim at once as many are paid as the award holds, to the penny", async () => {
  const award = await awardOf(AWARD_PENCE);
  const ended = await Promise.all(members.map((_, n) => claimAndPay(n, award)));
  const counted = Object.fromEntries([...Map.groupBy(ended, (each) => each)].map(([each, all]) => [each, all.length]));
  expect(counted["PAID"]).toBe(40);
  // All others were told that too little is left, some when they sent in and some when it was decided.
  expect(Object.keys(counted).filter((each) => each !== "PAID").every((each) => /^(submitClaim|decideClaim): CLAIM_EXCEEDS_AWARD$/.test(each))).toBe(true);
  const { rows } = await direct.query<{ kind: string; n: number; pence: string; claims: number }>(
    "select kind, count(*)::int as n, sum(amount_pence) as pence, count(distinct claim_id)::int as claims from grants.ledger_entry where award_id = $1 group by kind",
    [award],
  );
  expect(rows).toEqual([{ kind: "PAYMENT", n: 40, pence: String(AWARD_PENCE), claims: 40 }]);
  const { rows: states } = await direct.query<{ state: string; n: number }>("select state, count(*)::int as n from grants.claim where award_id = $1 and known_to is null group by state order by state", [award]);
  expect(states.find(({ state }) => state === "PAID")).toEqual({ state: "PAID", n: 40 });
  expect(states.some(({ state }) => state === "APPROVED")).toBe(false);
  const audit = await Audit.open(database.url, "grants", TEST_SETTINGS.rolePrefix);
  try {
    expect((await audit.verify()).findings).toEqual([]);
  } finally {
    await audit.close();
  }
}, 300_000);

test("of sixty-four officers who pay one claim at once, one pays it", async () => {
  const award = await awardOf(AWARD_PENCE);
  const drafted = await act(members[0]!, "draftClaim", { award, amount: "1.00" });
  const { id: claim } = drafted.data.draftClaim as { id: string };
  await act(members[0]!, "submitClaim", { claim }, 1);
  await act(officers[0]!, "decideClaim", { claim, decision: "APPROVED" }, 2);
  const answers = await Promise.all(officers.map((officer) => act(officer, "payClaim", { claim }, 3)));
  expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  expect(new Set(answers.filter(({ errors }) => errors).map(codeOf))).toEqual(new Set(["VERSION_MOVED"]));
  expect((await direct.query("select from grants.ledger_entry where award_id = $1", [award])).rowCount).toBe(1);
}, 300_000);

test("of sixty-four officers who pay without a claim, as many pay as the award holds", async () => {
  const award = await awardOf(AWARD_PENCE);
  const answers = await Promise.all(officers.map((officer) => act(officer, "recordPayment", { award, amount: pounds(PENCE) })));
  expect(answers.filter(({ errors }) => !errors)).toHaveLength(40);
  expect(new Set(answers.filter(({ errors }) => errors).map(codeOf))).toEqual(new Set(["PAYMENTS_EXCEED_AWARD"]));
}, 300_000);
