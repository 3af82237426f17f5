import { synthesise } from "../../data/synthetic.js";
import { startHub, type TestHub } from "../support/hub.js";
import { MoneyRows } from "../support/money-rows.js";

/** A question over all three services, with lists under lists. */
const QUESTION = `query Everything($first: Int!) {
  partnerships(first: $first) {
    nodes {
      name
      pccArea { name }
      plans { nodes { title priorities { nodes { title } } awards { nodes { awarded { pounds } } } } }
      awards { nodes { awarded { pounds } fund { name } recipient { id } provenance { document { id } } } }
      indicators { nodes { name } }
      observations { nodes { value } }
      targets { nodes { changeNumber indicator { name } } }
    }
  }
}`;

/** Each list field and each thing reached by its id: one statement, however many partnerships. */
const BUDGET = {
  plans: ["partnerships", "their PCC areas", "their plans", "their priorities"],
  grants: ["awards of the partnerships", "their funds", "awards of the plans"],
  indicators: ["indicators", "observations", "targets", "the targets' indicators"],
};

/** What money did, over every partnership and everything under it. */
const FUNDING = `query Funding($first: Int!) {
  partnerships(first: $first) {
    nodes {
      funding { awarded { pounds } unattributed { pounds } }
      services { nodes { funding { allocated { pounds } } } }
      plans {
        nodes {
          priorities { nodes { funding { allocated { pounds } upToDateAt } } }
          outcomes { nodes { funding(year: "2015/16") { allocated { pounds } } whole: funding { spent { pounds } byYear { year } } backing { funded } } }
        }
      }
    }
  }
}`;

/** An allocation to each outcome, out of the award of the plan's year. */
const ALLOCATIONS = `
  insert into grants.allocation (id, known_from, version, of_partnership, visibility, award_id, year, amount_pence, amount_currency, service_id, attributed_level, attributed_ids)
  select 'allocation-' || t.id, '2016-01-01', 1, t.of_partnership, 'PUBLISHED', a.id, a.annual_amounts -> 0 ->> 'year', 100, 'GBP', replace(a.id, 'award', 'service'), t.kind, array[t.id]
  from grants.attributable t join grants.award a on a.id = replace(t.plan_id, 'plan', 'award') and a.known_to is null where t.kind = 'OUTCOME' and t.known_to is null`;

describe.each([1, 10, 1_000])("with %i partnerships", (partnerships) => {
  let hub: TestHub;
  beforeAll(async () => {
    // How long it takes is the bench's to say.
    hub = await startHub("empty", { requestTimeoutMs: 300_000 });
    for (const [what, csv] of Object.entries(synthesise({ seed: 7, partnerships }))) {
      expect(await hub.importCsv(what, csv)).toMatchObject({ refused: 0, problems: [] });
    }
  });
  afterAll(() => hub.close());

  const statementsOf = (seen: { service: string }[]): Record<string, number> =>
    Object.fromEntries(Object.keys(BUDGET).map((name) => [name, seen.filter(({ service }) => service === name).length]));
  const budget = Object.fromEntries(Object.entries(BUDGET).map(([name, lists]) => [name, lists.length]));

  test("a question over all three services costs one statement for each list", async () => {
    const answer = await hub.measure(QUESTION, { first: 1_000 });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.partnerships.nodes).toHaveLength(partnerships);
    const [first] = answer.data.partnerships.nodes;
    for (const list of ["awards", "indicators", "observations", "targets"]) expect(first[list].nodes.length).toBeGreaterThan(1);
    expect(first.plans.nodes[0].awards.nodes).toHaveLength(1);
    expect(statementsOf(answer.statements)).toEqual(budget);
  });

  test("funding costs one statement for each kind of thing that it is asked of, and what is kept of it likewise", async () => {
    await hub.fetchFacts();
    const rows = new MoneyRows(hub.databaseUrl);
    await rows.run(ALLOCATIONS);
    await rows.close();
    await hub.fetchFacts();
    const answer = await hub.measure(FUNDING, { first: 1_000 });
    expect(answer.errors).toBeUndefined();
    const [first] = answer.data.partnerships.nodes;
    for (const list of ["priorities", "outcomes"]) expect(first.plans.nodes[0][list].nodes[0].funding.allocated).toEqual({ pounds: "1.00" });
    expect(first.plans.nodes[0].outcomes.nodes[0].backing).toEqual({ funded: true });
    // Of partnerships, services, priorities and outcomes, and the list of services; in plans the four lists, and the backing of outcomes.
    expect(statementsOf(answer.statements)).toEqual({ grants: 5, indicators: 0, plans: 5 });
  });

  test("the gateway asks each service once for each step of the question", async () => {
    const answer = await hub.measure(QUESTION, { first: 1_000 });
    // grants is asked for the awards of partnerships and of plans: two kinds of thing, two calls side by side.
    expect([...answer.fetches].sort()).toEqual(["grants", "grants", "indicators", "plans"]);
  });

  test("a count costs one statement more for its list, and only when asked for", async () => {
    const plain = await hub.measure("{ partnerships { nodes { name plans { nodes { title } } } } }");
    const counted = await hub.measure("{ partnerships { totalCount nodes { name plans { totalCount nodes { title } } } } }");
    expect(plain.statements).toHaveLength(2);
    expect(counted.statements).toHaveLength(4);
    expect(counted.data.partnerships.totalCount).toBe(partnerships);
    expect(counted.data.partnerships.nodes[0].plans.totalCount).toBe(2);
    expect((await hub.measure("{ partnerships { totalCount } }")).statements).toHaveLength(1);
  });

  test("a reference to a thing of another service costs no statement in the service that refers to it", async () => {
    const answer = await hub.measure("{ awards { nodes { id partnership { id } provenance { document { id } } } } }");
    expect(answer.errors).toBeUndefined();
    expect(answer.statements).toHaveLength(1);
    expect(answer.fetches).toEqual(["grants"]);
  });

  test("only the columns that a question needs are read", async () => {
    const { statements } = await hub.measure("{ partnerships { nodes { name } } }");
    expect(statements[0]!.text).toContain('"name"');
    expect(statements[0]!.text).not.toMatch(/"gss_code"|"gaps"|"section"/);
  });

  test("comparing every plan with the one before costs one statement for all plans", async () => {
    const answer = await hub.measure("{ plans(first: 1000, orderBy: { field: PERIOD, direction: DESC }) { nodes { comparison { before { title } changes { change before { title } after { title } } } } } }");
    expect(answer.errors).toBeUndefined();
    // the plans, the comparison, the plans and the priorities that it names
    expect(answer.statements).toHaveLength(4);
  });
});
