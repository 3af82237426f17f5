/** Questions across services: partnerships and plans sorted by the money awarded, as plans keeps it of what grants publishes. */
import { asHub } from "../../kernel/authority/asking.js";
import type { FactSource, FactsTold } from "../../kernel/writing/outbox.js";
import { Courier } from "../../kernel/writing/projection.js";
import { openLog } from "../../kernel/process/log.js";
import { drawFrom } from "../support/busy-clients.js";
import { analyst, grantOfficer, member } from "../support/people.js";
import { startHub, type Asker, type TestHub } from "../support/hub.js";

const log = openLog("silent");
const AREA = "pcc-area-cambridgeshire";
const officer = grantOfficer(AREA);
let hub: TestHub;
let keys = 0;

/** Partnerships beside the documents' own: some with several plans, some with none, some with overlapping years, some with no award. */
const PARTNERSHIPS = ["a", "b", "c", "d", "e"];
const TAIL = "document,section,as_printed,known_from";

beforeAll(async () => {
  hub = await startHub();
  const csv = (header: string, rows: string[]): string => `${header}\n${rows.join("\n")}\n`;
  const sound = (report: { problems: unknown[] }): void => expect(report.problems).toEqual([]);
  sound(await hub.importCsv("plans/partnerships", csv(`id,name,place,pcc_area,gss_code,${TAIL}`, PARTNERSHIPS.map((p) => `partnership-${p},Partnership ${p},Place ${p},${AREA},,,,,2012-01-01`))));
  const plan = (id: string, period: string, visibility = ""): string => `plan-${id},partnership-${id[0]},Plan ${id},${period},,${visibility},,,,2012-01-01`;
  sound(
    await hub.importCsv(
      "plans/plans",
      csv(`id,partnership,title,period,vision,visibility,${TAIL}`, [
        plan("a-1", "FINANCIAL_YEAR 2016/17"),
        plan("a-2", "MULTI_YEAR 2016-04-01..2018-03-31"),
        plan("b-1", "FINANCIAL_YEAR 2017/18"),
        plan("b-2", "FINANCIAL_YEAR 2018/19", "PARTNERSHIP"),
        plan("c-1", "FINANCIAL_YEAR 2016/17"),
        plan("d-1", "CALENDAR_YEAR 2017"),
      ]),
    ),
  );
  const award = (id: string, sum: string, years: string, knownFrom = "", visibility = ""): string => `award-${id},fund-cambridgeshire-pcc-safer-peterborough,partnership-${id[0]},,${sum},${years},,${visibility},,,,${knownFrom}`;
  sound(
    await hub.importCsv(
      "grants/awards",
      csv(`id,fund,partnership,recipient,awarded,annual_amounts,purpose,visibility,${TAIL}`, [
        award("a-1", "300.01", "2016/17 100.01; 2017/18 200.00"),
        award("a-2", "50.00", "2019/20 50.00"),
        award("b-1", "250.00", "2017/18 250.00", "2018-06-01"),
        award("b-2", "1000.00", "2017/18 1000.00", "", "PARTNERSHIP"),
        award("b-3", "70.00", "2018/19 70.00"),
        award("b-4", "440.00", "2017/18 440.00", "2018-06-01"),
        award("d-1", "30.00", "2016/17 10.00; 2017/18 20.00", "2018-06-01"),
        award("e-1", "999.00", "2016/17 999.00"),
      ]),
    ),
  );
  // What was published at first, and then kept to the partnership.
  sound(await hub.importCsv("grants/awards", csv(`id,fund,partnership,recipient,awarded,annual_amounts,purpose,visibility,${TAIL}`, [award("b-4", "450.00", "2017/18 450.00", "2019-06-01", "PARTNERSHIP")])));
  await hub.fetchFacts();
});
afterAll(() => hub.close());

const AWARDED = "awardedTotal { amount { pence } upToDateAt }";
interface Sorted {
  id: string;
  awardedTotal: { amount: { pence: string }; upToDateAt: string };
}

/** All pages of a list, one after the other. */
async function pages(asker: Asker, list: "partnerships" | "plans", first: number, direction: string, asOf?: string): Promise<Sorted[][]> {
  const found: Sorted[][] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await asker.ask(
      `query($after: String, $asOf: Date) { list: ${list}(where: { pccArea: ["${AREA}"] }, orderBy: { field: AWARDED, direction: ${direction} }, first: ${first}, after: $after, asOf: $asOf) { nodes { id ${AWARDED} } pageInfo { hasNextPage endCursor } } }`,
      { after, asOf },
    );
    expect(errors).toBeUndefined();
    found.push(data.list.nodes);
    ({ hasNextPage: more, endCursor: after } = data.list.pageInfo as { hasNextPage: boolean; endCursor: string });
  }
  return found;
}

/** The same, reckoned from the tables of the two services by plain SQL, for whoever sees everything or only what is published. */
async function reckoned(list: "partnerships" | "plans", direction: string, { asOf = "2999-01-01", published = false } = {}): Promise<{ id: string; pence: string }[]> {
  const known = (t: string): string => `${t}.known_from < ($2::date + 1) and (${t}.known_to is null or ${t}.known_to >= ($2::date + 1))`;
  const seen = (t: string): string => `($3 or ${t}.visibility = 'PUBLISHED')`;
  const year = `daterange(make_date(left(y.year, 4)::int, 4, 1), make_date(left(y.year, 4)::int + 1, 3, 31), '[]')`;
  const amounts = `grants.award a, jsonb_to_recordset(a.annual_amounts) as y(year text, pence bigint) where ${known("a")} and ${seen("a")}`;
  const inYears = `${year} && daterange(p.period_from, p.period_to, '[]')`;
  const sum =
    list === "plans"
      ? `(select sum(y.pence) from plans.plan p, ${amounts} and p.id = t.id and ${known("p")} and a.partnership_id = p.partnership_id and ${inYears})`
      : `(select sum(y.pence) from ${amounts} and a.partnership_id = t.id and exists (select from plans.plan p where p.partnership_id = t.id and ${known("p")} and ${seen("p")} and ${inYears}))`;
  const ofArea = list === "plans" ? `t.partnership_id in (select id from plans.partnership where pcc_area_id = $1)` : `t.pcc_area_id = $1`;
  return hub.sql(
    `select t.id, coalesce(${sum}, 0)::text as pence from plans.${list === "plans" ? "plan" : "partnership"} t where ${known("t")} and ${seen("t")} and ${ofArea} order by coalesce(${sum}, 0) ${direction}, t.id ${direction}`,
    [AREA, asOf, !published],
  );
}

const shown = (found: Sorted[][]): { id: string; pence: string }[] => found.flat().map(({ id, awardedTotal }) => ({ id, pence: awardedTotal.amount.pence }));

describe.each(["partnerships", "plans"] as const)("%s by the money awarded for the plans' years", (list) => {
  test.each(["ASC", "DESC"])("%s: every page of every size is as plain SQL over both services has it, those with none included", async (direction) => {
    const expected = await reckoned(list, direction);
    expect(expected.some(({ pence }) => pence === "0")).toBe(true);
    expect(new Set(expected.map(({ pence }) => pence)).size).toBeGreaterThan(3);
    for (const first of [1, 2, 3, 100]) {
      const found = await pages(hub.as(analyst(AREA)), list, first, direction);
      expect(found.every((page, i) => page.length === first || i === found.length - 1)).toBe(true);
      expect(shown(found)).toEqual(expected);
    }
  });

  test("what the caller may not see is not counted and does not move the order", async () => {
    for (const asker of [hub, hub.as(analyst("pcc-area-devon-and-cornwall")), hub.as(member("partnership-a"))]) {
      expect(shown(await pages(asker, list, 2, "DESC"))).toEqual(await reckoned(list, "DESC", { published: true }));
    }
    expect(shown(await pages(hub.as(member("partnership-b")), list, 2, "DESC"))).toEqual(await reckoned(list, "DESC"));
  });

  test.each(["2011-12-31", "2012-06-30", "2018-05-31", "2018-06-01", "2018-12-31", "2019-06-01"])("on %s it is what was known then, to whoever may see it now", async (asOf) => {
    for (const [asker, published] of [[hub.as(analyst(AREA)), false], [hub, true]] as const) {
      for (const first of [1, 3]) {
        const found = shown(await pages(asker, list, first, "DESC", asOf));
        expect(found).toEqual(await reckoned(list, "DESC", { asOf, published }));
        expect(found).not.toEqual(await reckoned(list, "DESC", { published }));
      }
    }
  });
});

test.each([1, 2, 3])("the partnerships of a PCC area, %i at a time, are in the same order", async (first) => {
  for (const direction of ["ASC", "DESC"]) {
    const found: Sorted[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data, errors } = await hub.as(analyst(AREA)).ask(
        `query($after: String) { pccArea(id: "${AREA}") { partnerships(orderBy: { field: AWARDED, direction: ${direction} }, first: ${first}, after: $after) { nodes { id ${AWARDED} } pageInfo { hasNextPage endCursor } } } }`,
        { after },
      );
      expect(errors).toBeUndefined();
      found.push(...(data.pccArea.partnerships.nodes as Sorted[]));
      ({ hasNextPage: more, endCursor: after } = data.pccArea.partnerships.pageInfo as { hasNextPage: boolean; endCursor: string });
    }
    expect(shown([found])).toEqual(await reckoned("partnerships", direction));
  }
});

test("each penny counts once for a partnership, however many plans cover its year, and for each plan that covers it", async () => {
  const { data } = await hub.ask(`{ partnership(id: "partnership-a") { ${AWARDED} plans { nodes { id ${AWARDED} } } } }`);
  expect(data.partnership.awardedTotal.amount.pence).toBe("30001");
  expect(data.partnership.plans.nodes.map((plan: Sorted) => plan.awardedTotal.amount.pence).sort()).toEqual(["10001", "30001"]);
});

test("the sorted list and its sums cost two statements, both in plans", async () => {
  const { statements, fetches, errors } = await hub.measure(`{ plans(orderBy: { field: AWARDED, direction: DESC }, first: 5) { nodes { title ${AWARDED} } } }`);
  expect(errors).toBeUndefined();
  expect(statements.map(({ service }) => service)).toEqual(["plans", "plans"]);
  expect(fetches).toEqual(["plans"]);
});

async function recordAward(partnership: string, pounds: string, more: object = {}): Promise<{ id: string; version: number }> {
  const { data, errors } = await hub.as(officer).ask(
    `mutation($input: AwardInput!, $key: ID!, $expected: Int!) { recordAward(input: $input, expectedVersion: $expected, idempotencyKey: $key) { id version } }`,
    {
      input: { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership, awarded: pounds, annualAmounts: [{ year: "2016/17", amount: pounds }], visibility: "PUBLISHED", ...more },
      key: `projection-${++keys}`,
      expected: "award" in more ? 1 : 0,
    },
  );
  expect(errors).toBeUndefined();
  return data.recordAward;
}

/** Does something while a courier fetches again and again, as it does in a hub that runs. */
async function whileFetching(work: () => Promise<void>): Promise<void> {
  const { database, subgraph } = hub.service("plans");
  const stop = new Courier(database, subgraph.projections, { grants: hub.service("grants") }, log).start(20);
  await work().finally(stop);
}

/** What the database's clock shows: the one that the sums' age is told by. */
async function clock(): Promise<Date> {
  const [now] = await hub.sql<{ at: string }>("select to_json(clock_timestamp()) #>> '{}' as at");
  return new Date(now!.at);
}

test("while awards are written and fetched, each page is in the order of its sums, these only become newer, and all that was written before their age is in them", async () => {
  const counted = ["partnership-a", "partnership-c", "partnership-d"];
  const before = new Map((await reckoned("partnerships", "ASC")).map(({ id, pence }) => [id, BigInt(pence)]));
  const written: { partnership: string; pence: bigint; at: Date }[] = [];
  const writing = { goesOn: true };

  const looking = [1, 2, 3].map(async (first) => {
    let last = new Date(0);
    let looks = 0;
    let moved = 0;
    for (; writing.goesOn || looks < 3; looks++) {
      for (const page of await pages(hub.as(officer), "partnerships", first, "DESC")) {
        const sums = page.map(({ awardedTotal }) => BigInt(awardedTotal.amount.pence));
        expect(sums).toEqual(sums.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
        for (const { id, awardedTotal } of page) {
          const upToDateAt = new Date(awardedTotal.upToDateAt);
          expect(upToDateAt.getTime()).toBeGreaterThanOrEqual(last.getTime());
          if (upToDateAt > last) moved++;
          last = upToDateAt;
          const due = written.filter(({ partnership, at }) => partnership === id && at < upToDateAt).reduce((sum, { pence }) => sum + pence, before.get(id) ?? 0n);
          expect(BigInt(awardedTotal.amount.pence)).toBeGreaterThanOrEqual(due);
        }
      }
    }
    expect(moved).toBeGreaterThan(3);
  });

  const writers = [0, 1, 2].map(async (writer) => {
    for (let i = 1; i <= 10; i++) {
      const partnership = counted[(writer + i) % 3]!;
      const { id } = await recordAward(partnership, `${i * 37}.00`);
      if (i % 3 === 0) await recordAward(partnership, `${i * 38}.00`, { award: id });
      written.push({ partnership, pence: BigInt(i * (i % 3 === 0 ? 38 : 37) * 100), at: await clock() });
    }
  });
  await whileFetching(async () => {
    await Promise.all([Promise.all(writers).finally(() => (writing.goesOn = false)), ...looking]);
  });
  await hub.fetchFacts();
  for (const list of ["partnerships", "plans"] as const) expect(shown(await pages(hub.as(officer), list, 3, "DESC"))).toEqual(await reckoned(list, "DESC"));
});

/** What plans keeps, and what it should. */
async function kept(): Promise<[object[], object[]]> {
  const columns = `partnership_id, pence, known_from, known_to, of_partnership, visibility`;
  return [
    await hub.sql(`select award_id, version, year_from::text, ${columns} from plans.awarded order by 1, 2, 3`),
    await hub.sql(`select id as award_id, version, make_date(left(y.year, 4)::int, 4, 1)::text as year_from, ${columns} from grants.award, jsonb_to_recordset(annual_amounts) as y(year text, pence bigint) order by 1, 2, 3`),
  ];
}

/** All facts of a topic, as their source tells them. */
async function factsOf(source: string, topic: string): Promise<FactsTold["facts"]> {
  const all: FactsTold["facts"] = [];
  for (let after: { id: string; version: number } | null = null, more = true; more; ) {
    const told: FactsTold = await hub.service(source).facts({ topic, after }, asHub());
    all.push(...told.facts);
    ({ more } = told);
    after = told.facts.at(-1) ?? null;
  }
  return all;
}

describe.each([1, 2, 3, 4, 5])("facts that come several times, in any order and from a source that fails in between (seed %i)", (seed) => {
  /** Tells each fact one to three times, shuffled, a few at once; every third time it fails instead. */
  function disorderly(facts: FactsTold["facts"]): FactSource {
    const draw = drawFrom(seed);
    const left = facts.flatMap((fact) => Array.from({ length: 1 + draw(3) }, () => fact));
    for (let i = left.length - 1; i > 0; i--) {
      const j = draw(i + 1);
      [left[i], left[j]] = [left[j]!, left[i]!];
    }
    let calls = 0;
    return {
      facts() {
        if (++calls % 3 === 0) return Promise.reject(new Error("away"));
        const told = left.splice(0, 1 + draw(7)).map((fact, n) => ({ ...fact, n }));
        return Promise.resolve({ facts: told, at: new Date().toISOString(), more: left.length > 0 });
      },
    };
  }

  /** A new courier each time: it knows nothing of what the one before it took. */
  async function fetchAll(service: string, source: string, facts: FactSource): Promise<void> {
    const { database, subgraph } = hub.service(service);
    for (;;) {
      const failed = await new Courier(database, subgraph.projections.filter(({ topic }) => ["award", "partnership"].includes(topic)), { [source]: facts }, log).fetch().then(() => false, () => true);
      if (!failed) return;
    }
  }

  test("come to the same sums", async () => {
    const facts = await factsOf("grants", "award");
    expect(facts.some(({ version }) => version > 1)).toBe(true);
    await hub.sql("delete from plans.awarded");
    await fetchAll("plans", "grants", disorderly(facts));
    const [found, expected] = await kept();
    expect(found).toEqual(expected);
  });

  test("come to the same areas, the newest of each partnership", async () => {
    // A partnership that moved, and moved back.
    const facts = (await factsOf("plans", "partnership")).flatMap((fact) => [fact, { ...fact, version: fact.version + 1, fact: { pcc_area_id: "pcc-area-elsewhere" } }, { ...fact, version: fact.version + 2 }]);
    const areas = "select partnership_id, pcc_area_id from grants.partnership_area order by 1";
    const before = await hub.sql(areas);
    expect(before).not.toEqual([]);
    await hub.sql("delete from grants.partnership_area");
    await fetchAll("grants", "plans", disorderly(facts));
    expect(await hub.sql(areas)).toEqual(before);
    expect(await hub.courier("grants").rebuild("partnership")).toBeGreaterThan(0);
    expect(await hub.sql(areas)).toEqual(before);
  });
});

test("facts that were told and not acknowledged are told again", async () => {
  await recordAward("partnership-c", "12.34");
  const asked = { topic: "award", consumer: "plans", taken: [] };
  const first = await hub.service("grants").facts(asked, asHub());
  expect(first.facts.length).toBeGreaterThan(0);
  expect((await hub.service("grants").facts(asked, asHub())).facts).toEqual(first.facts);
  await hub.fetchFacts();
  await hub.fetchFacts(); // says what it has
  expect((await hub.service("grants").facts(asked, asHub())).facts).toEqual([]);
});

test("a rebuild while awards are written and fetched leaves what is true, and whoever looks sees the old or the new, never nothing", async () => {
  await hub.fetchFacts();
  const least = new Map((await reckoned("partnerships", "ASC")).map(({ id, pence }) => [id, BigInt(pence)]));
  const { database, subgraph } = hub.service("plans");
  const writing = { goesOn: true };
  let rebuilt = 0;
  const rebuilding = async (): Promise<void> => {
    // Another courier than the one that fetches, as the command has one of its own.
    for (; writing.goesOn || rebuilt < 3; rebuilt++) expect(await new Courier(database, subgraph.projections, { grants: hub.service("grants") }, log).rebuild("award")).toBeGreaterThan(5);
  };
  const looking = async (): Promise<void> => {
    for (let last = ""; writing.goesOn; ) {
      for (const { id, awardedTotal } of (await pages(hub.as(officer), "partnerships", 100, "DESC")).flat()) {
        expect(BigInt(awardedTotal.amount.pence)).toBeGreaterThanOrEqual(least.get(id)!);
        expect(awardedTotal.upToDateAt >= last).toBe(true);
        last = awardedTotal.upToDateAt;
      }
    }
  };
  const recording = async (): Promise<void> => {
    for (let i = 1; i <= 12; i++) await recordAward("partnership-d", `${i}.01`);
  };
  await whileFetching(async () => {
    await Promise.all([rebuilding(), looking(), recording().finally(() => (writing.goesOn = false))]);
  });
  expect(rebuilt).toBeGreaterThanOrEqual(3);
  await hub.fetchFacts();
  const [found, truth] = await kept();
  expect(found).toEqual(truth);
});

test("with its source away the order stands, and the age shows it", async () => {
  const { database, subgraph } = hub.service("plans");
  const ask = async (): Promise<Sorted> => (await hub.ask(`{ partnerships(first: 1, orderBy: { field: AWARDED, direction: DESC }) { nodes { id ${AWARDED} } } }`)).data.partnerships.nodes[0] as Sorted;
  const before = await ask();
  const away: FactSource = { facts: () => Promise.reject(new Error("away")) };
  const stop = new Courier(database, subgraph.projections, { grants: away }, log).start(10);
  await recordAward("partnership-a", "900000.00");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await ask()).toEqual(before);
  await stop();
  await hub.fetchFacts();
  const after = await ask();
  expect(after.id).toBe("partnership-a");
  expect(after.awardedTotal.upToDateAt > before.awardedTotal.upToDateAt).toBe(true);
});

test("only the hub itself is told facts", async () => {
  const told = hub.service("grants").facts({ topic: "award", after: null }, { ...asHub(), viewer: { ...officer, subject: "x", partnerships: [], pccArea: AREA, scopes: [] } });
  await expect(told).rejects.toMatchObject({ code: "NOT_YOUR_DOOR" });
  await expect(hub.service("grants").facts({ topic: "fund; drop table grants.fund", after: null }, asHub())).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
});
