/** The checks of open grants: each rule finds the grant that breaks it, at its place, and no other. */
import { RULES } from "../../services/grants/open-grants/check/rules.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";
import { FAULTS, FAULTY_PACKAGE } from "../support/open-grants.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
  expect(await hub.importAs("JSON", "grants/published-grants", FAULTY_PACKAGE)).toMatchObject({ problems: [], written: RULES.length + 1 });
});
afterAll(() => hub.close());

interface Check {
  rule: string;
  kind: string;
  means: string;
  count: number;
  grants: number;
  percentage: string | null;
  places: { grantId: string; source: string; path: string }[];
}
const CHECKS = `query ($where: OpenGrantFilter, $asOf: Date, $synthetic: Boolean, $first: Int) {
  openGrantsChecks(where: $where, asOf: $asOf, synthetic: $synthetic) { rule kind means count grants percentage places(first: $first) { grantId source path } } }`;
const IMPORTED = { where: { source: ["PUBLISHED_GRANT"] } };

async function checks(variables: Record<string, unknown> = IMPORTED): Promise<Map<string, Check>> {
  const { data, errors } = await hub.ask(CHECKS, variables);
  expect(errors).toBeUndefined();
  return new Map((data.openGrantsChecks as Check[]).map((check) => [check.rule, check]));
}

test("there is a grant for each rule, and each says what it means", async () => {
  expect(Object.keys(FAULTS)).toEqual(RULES.map(({ name }) => name));
  for (const { means, grants, kind } of (await checks()).values()) {
    expect(means).toMatch(/^[A-Z].{20,}\.$/);
    expect([grants, ["ACCURACY", "USEFULNESS"].includes(kind)]).toEqual([RULES.length + 1, true]);
  }
});

test.each(Object.keys(FAULTS))("%s finds the grant that breaks it at its place, and of all others only those that break it besides", async (rule) => {
  const ids = new Map((await hub.sql<{ id: string; identifier: string }>("select id, identifier from grants.published_grant")).map(({ id, identifier }) => [id, identifier]));
  const found = (await checks()).get(rule)!;
  // A funder is met after another in whichever order the grants are read: one of them is the first.
  const among = ["MoreThanOneFundingOrg", "MultiFundingNamesForOrgId"].includes(rule);
  const broken = Object.entries(FAULTS).filter(([name, { also = [] }]) => name === rule || also.includes(rule));
  const identifiers = broken.map(([name, { says }]) => ("id" in says ? String(says.id) : `360G-exampletrust-${name}`));
  if (among) {
    // So many funders, or identifiers of one name, beside the first.
    expect(found.count).toBe(rule === "MoreThanOneFundingOrg" ? 4 : 1);
    for (const { path } of found.places) expect(path).toBe(FAULTS[rule]!.path);
  } else {
    expect(found.places.map(({ grantId, path, source }) => [ids.get(grantId), path, source])).toEqual(identifiers.map((identifier) => [identifier, FAULTS[rule]!.path, "PUBLISHED_GRANT"]));
    expect(found.count).toBe(1);
  }
  expect(found.percentage).toBe(((found.count / (RULES.length + 1)) * 100).toFixed(2));
});

test("what the day leaves ahead is found as of that day", async () => {
  const postdated = async (asOf?: string): Promise<number> => (await checks({ ...IMPORTED, ...(asOf ? { asOf } : {}) })).get("PostDatedAwardDates")!.count;
  expect(await postdated()).toBe(1);
  expect(await postdated("2090-01-01")).toBe(0);
});

test("where nothing can be published nothing is found, of nothing", async () => {
  for (const check of (await checks({})).values()) expect([check.count, check.grants, check.percentage, check.places]).toEqual([0, 0, null, []]);
});

test("places are as many as are asked for, and a number out of range is refused", async () => {
  const { data } = await hub.ask(`{ openGrantsChecks(where: { source: [PUBLISHED_GRANT] }) { rule places(first: 1) { path } } }`);
  expect(data.openGrantsChecks.find(({ rule }: Check) => rule === "MoreThanOneFundingOrg").places).toHaveLength(1);
  for (const first of [0, 1_001]) expect(refusalOf(await hub.ask(CHECKS, { ...IMPORTED, first }), "PAGE_SIZE_OUT_OF_RANGE").field).toBe("first");
});
