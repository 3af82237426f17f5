/** The saved questions on the ledger, by their three roads, against plain SQL written apart from the hub's code, and what they cost. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { administrator, analyst, grantOfficer } from "../support/people.js";
import { startHub, type Asker, type TestHub } from "../support/hub.js";
import { done } from "../support/ledger-verbs.js";

let hub: TestHub;
let office: Asker;

beforeAll(async () => {
  hub = await startHub();
  const [officer, chief] = [hub.as(grantOfficer("pcc-area-devon-and-cornwall")), hub.as(administrator("pcc-area-devon-and-cornwall"))];
  office = hub.as(analyst("pcc-area-devon-and-cornwall"));
  const award = "award-plymouth-2017-19";
  const [ours, others] = ["fund-devon-and-cornwall-pcc-plymouth", "fund-cambridgeshire-pcc-safer-peterborough"];
  await done(chief, "approveOverAllocation", { award, year: "2018/19", excess: "1000.00", reason: "Bids came late" });
  const service = "service-plymouth-domestic-abuse";
  const top = await done(officer, "allocate", { award, year: "2018/19", amount: "401000.00", service, purpose: "Refuge", attributedTo: { level: "PLEDGE", things: [{ id: "pledge-a" }] } });
  await done(officer, "allocate", { award, year: "2018/19", amount: "1000.00", parent: top.id, recipient: "organisation-plymouth-city-council" });
  await done(officer, "allocate", { award, year: "2017/18", amount: "0.01" });
  const funding = (year: string, total: string, shares: object[]) => done(officer, "setServiceFunding", { service, year, total, shares });
  await funding("2017/18", "1000.01", [{ fund: ours, share: "33.33" }, { fund: others, share: "66.67" }]);
  await funding("2018/19", "50.00", [{ fund: ours, share: "100.00" }]);
  // Two funds of one funder are one funder.
  await hub.importCsv("grants/funds", `id,name,funder,purpose,document,section,as_printed,known_from\nfund-second,A second fund,organisation-devon-and-cornwall-opcc,,,,,\n`);
  await done(officer, "setServiceFunding", { service: "service-plymouth-treatment", year: "2017/18", total: "10.00", shares: [{ fund: ours, share: "50.00" }, { fund: "fund-second", share: "50.00" }] });
});

afterAll(() => hub.close());

const YEARS = `
  select w.id as award_id, p.name as partnership, f.name as fund, y ->> 'year' as year, round((y ->> 'pence')::numeric / 100, 2) as pounds,
    (select round(sum(a.amount_pence) / 100, 2) from grants.allocation a where a.award_id = w.id and a.year = y ->> 'year' and a.parent_id is null and a.known_to is null) as allocated,
    o.excess_pence / 100.0 as approved_excess, o.reason as approval_reason,
    coalesce((select sum(a.amount_pence) from grants.allocation a where a.award_id = w.id and a.year = y ->> 'year' and a.parent_id is null and a.known_to is null) > (y ->> 'pence')::numeric, false) as is_over_allocated
  from grants.award w
  join plans.partnership p on p.id = w.partnership_id and p.known_to is null join grants.fund f on f.id = w.fund_id and f.known_to is null
  cross join jsonb_array_elements(w.annual_amounts) y
  left join grants.over_allocation o on o.award_id = w.id and o.year = y ->> 'year' and o.known_to is null
  where w.known_to is null and ($1::text is null or w.partnership_id = $1)`;

const ALLOCATIONS = `
  select a.id as allocation_id, a.award_id, a.year, round(a.amount_pence / 100.0, 2) as pounds, a.parent_id as part_of, s.name as service, r.name as recipient, a.purpose, a.attributed_level
  from grants.allocation a left join grants.service s on s.id = a.service_id and s.known_to is null left join plans.organisation r on r.id = a.recipient_id and r.known_to is null
  where a.known_to is null and ($1::text is null or a.of_partnership = $1)`;

const SHARES = `
  select m.id as service_funding_id, m.service_id, m.year, round(m.total_pence / 100.0, 2) as total, f.id as fund_id, f.name as fund, o.name as funder, (e ->> 'share')::numeric as share,
    round(m.amounts_pence[n] / 100.0, 2) as pounds
  from grants.service_funding m cross join jsonb_array_elements(m.shares) with ordinality as each(e, n)
  join grants.fund f on f.id = e ->> 'fund_id' and f.known_to is null left join plans.organisation o on o.id = f.funder_id and o.known_to is null
  where m.known_to is null and ($1::text is null or m.of_partnership = $1)
    and (select count(distinct g.funder_id) from jsonb_array_elements(m.shares) b join grants.fund g on g.id = b ->> 'fund_id' and g.known_to is null) > 1`;

/** A value as text, however SQL, JSON or CSV writes it: 1.50 and 1.5 are the same. */
const plain = (value: string | number | boolean | null | undefined): string => {
  const text = value === null || value === undefined ? "" : String(value);
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
};
const lines = (rows: object[], names: string[]): string[] => rows.map((row) => names.map((name) => `${name}=${plain((row as Record<string, string | null>)[name])}`).join(" ")).toSorted();

test.each([
  ["allocations-against-award", "", YEARS],
  ["allocations-against-award", "allocations", ALLOCATIONS],
  ["multi-funder-services", "", SHARES],
])("%s %s shows by JSON and CSV what SQL finds, of all and of a partnership", async (slug, table, text) => {
  for (const partnership of [null, "partnership-plymouth", "partnership-fenland"]) {
    const found = await hub.sql<Record<string, unknown>>(text, [partnership]);
    const query = [...(table ? [`table=${table}`] : []), ...(partnership ? [`partnership=${partnership}`] : [])].join("&");
    const [json, csv] = [await office.read(`/q/${slug}.json?${query}`), await office.read(`/q/${slug}.csv?${query}`)];
    expect([json.status, csv.status]).toEqual([200, 200]);
    const names = Object.keys(found[0] ?? {});
    const rows = (JSON.parse(json.text) as { rows: object[] }).rows;
    expect(lines(rows, names)).toEqual(lines(found, names));
    expect(lines(parse(csv.text, { bom: true, columns: true, record_delimiter: "\r\n" }) as unknown as object[], names)).toEqual(lines(found, names));
    if (partnership !== "partnership-fenland") expect(found.length).toBeGreaterThan(1);
  }
});

test("they say in GraphQL what was set aside, approved and shared", async () => {
  const asked = async (slug: string) => (await office.ask(readFileSync(path.join(PROJECT_DIR, "questions", `${slug}.graphql`), "utf8"), { partnership: ["partnership-plymouth"] })).data;
  const [award] = (await asked("allocations-against-award")).awards.nodes;
  expect(award.allocationYears).toEqual([
    { year: "2017/18", amount: { pounds: "400568.00" }, allocated: { pounds: "0.01" }, left: { pounds: "400567.99" }, isOverAllocated: false, approvedExcess: null, approvalReason: null },
    { year: "2018/19", amount: { pounds: "400568.00" }, allocated: { pounds: "401000.00" }, left: { pounds: "-432.00" }, isOverAllocated: true, approvedExcess: { pounds: "1000.00" }, approvalReason: "Bids came late" },
  ]);
  const { nodes } = (await asked("multi-funder-services")).serviceFundings;
  expect(nodes).toHaveLength(1);
  expect(nodes[0]).toMatchObject({ year: "2017/18", total: { pounds: "1000.01" }, shares: [{ share: "33.33", amount: { pounds: "333.30" } }, { share: "66.67", amount: { pounds: "666.71" } }] });
});

test("they cost a statement for each list and thing, however many awards there are", async () => {
  const count = async (url: string): Promise<Record<string, number>> => {
    const cost = await office.measureRead(url);
    expect(cost.status).toBe(200);
    return Object.fromEntries([...Map.groupBy(cost.statements, ({ service }) => service)].map(([service, those]) => [service, those.length]));
  };
  // Awards, funds and the years; partnerships and documents of plans.
  expect((await count("/q/allocations-against-award.csv"))["grants"]).toBe(3);
  // Fundings, services and funds.
  expect((await count("/q/multi-funder-services.csv"))["grants"]).toBe(3);
});
