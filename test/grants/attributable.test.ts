/** What grants keeps of the plans' tree: it is what plans holds, version by version, however it came and whenever it is made anew. */
import { synthesise } from "../../data/synthetic.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("documents");
  for (const [what, csv] of Object.entries(synthesise({ seed: 3, partnerships: 4 }))) expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
});
afterAll(() => hub.close());

const KEPT = `select id, version, kind, plan_id, priority_id, work_programme_id, action_id, pcc_objective_id, pcc_area_id, known_from, known_to, of_partnership, visibility from grants.attributable order by id, version`;

/** The six tables of plans, as plain SQL lays them side by side. */
const HELD = `
  select id, version, 'PRIORITY' as kind, plan_id, null as priority_id, null as work_programme_id, null as action_id, null as pcc_objective_id, null as pcc_area_id, known_from, known_to, of_partnership, visibility from plans.priority
  union all select id, version, 'WORK_PROGRAMME', plan_id, priority_id, null, null, null, null, known_from, known_to, of_partnership, visibility from plans.work_programme
  union all select id, version, 'ACTION', plan_id, priority_id, work_programme_id, null, null, null, known_from, known_to, of_partnership, visibility from plans.action
  union all select id, version, 'OUTCOME', plan_id, priority_id, work_programme_id, action_id, null, null, known_from, known_to, of_partnership, visibility from plans.outcome
  union all select id, version, 'PCC_OBJECTIVE', null, null, null, null, null, pcc_area_id, known_from, known_to, of_partnership, visibility from plans.pcc_objective
  union all select id, version, 'PLEDGE', null, null, null, null, pcc_objective_id, pcc_area_id, known_from, known_to, of_partnership, visibility from plans.pledge
  order by id, version`;

test("what plans told is kept as plans holds it, with each version's days and walls", async () => {
  await hub.fetchFacts();
  const held = await hub.sql<{ kind: string }>(HELD);
  expect(new Set(held.map(({ kind }) => kind)).size).toBe(6);
  expect(await hub.sql(KEPT)).toEqual(held);
  expect(await hub.sql("select from grants.projection where topic = 'attributable' and up_to_date_at > now() - interval '1 minute'")).toHaveLength(1);
});

test("a version that follows ends the one before it", async () => {
  const changed = await hub.importCsv(
    "plans/pledges",
    `id,pcc_area,pcc_objective,number,title,summary,document,section,as_printed,known_from
pledge-cambridgeshire-drugs,pcc-area-cambridgeshire,pcc-objective-cambridgeshire-4,9,Drugs,,document-cambridgeshire-pcc-objectives-3-and-4,Moved,,2016-01-01\n`,
  );
  expect(changed).toMatchObject({ written: 1, problems: [] });
  await hub.fetchFacts();
  const versions = await hub.sql<{ pcc_objective_id: string; known_to: Date | null }>("select pcc_objective_id, known_to from grants.attributable where id = 'pledge-cambridgeshire-drugs' order by version");
  expect(versions).toEqual([
    { pcc_objective_id: "pcc-objective-cambridgeshire-3", known_to: new Date("2016-01-01T00:00:00Z") },
    { pcc_objective_id: "pcc-objective-cambridgeshire-4", known_to: null },
  ]);
  expect(await hub.sql(KEPT)).toEqual(await hub.sql(HELD));
});

test("made anew it is the same, whatever had become of it", async () => {
  await hub.sql("delete from grants.attributable where kind <> 'ACTION'");
  expect(await hub.courier("grants").rebuild("attributable")).toBeGreaterThan(50);
  expect(await hub.sql(KEPT)).toEqual(await hub.sql(HELD));
});
