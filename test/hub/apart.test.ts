/** The hub as four processes: three services and a gateway that know each other by address alone. */
import { readQuestions } from "../../gateway/questions.js";
import { services } from "../../services/index.js";
import { startHub, type TestHub } from "../support/hub.js";
import { Processes, type HubProcess } from "../support/processes.js";

const processes = new Processes();
let together: TestHub;
let apart: HubProcess;

beforeAll(async () => {
  together = await startHub("documents");
  const started = await Promise.all(
    services.map(({ name }) => processes.start({ file: "services/main.ts", args: [name], settings: { HUB_SECRET: processes.secret, DATABASE_URL: together.databaseUrl } })),
  );
  const addresses = services.map(({ name }, place) => [`${name.toUpperCase()}_URL`, `${started[place]!.address}/graphql`]);
  apart = await processes.start({ file: "gateway/main.ts", settings: { HUB_SECRET: processes.secret, ...(Object.fromEntries(addresses) as Record<string, string>) } });
});

afterAll(async () => {
  await processes.clear();
  await together.close();
});

/** What questions that need a parameter are given. */
const GIVEN: Record<string, Record<string, string>> = {
  "actions-side-by-side": { partnership: "partnership-fenland", other: "partnership-peterborough", topic: "topic-domestic-abuse" },
  "cost-per-output": { year: "2015/16" },
  coverage: { pccArea: "pcc-area-cambridgeshire" },
  "indicator-revisions": { since: "2015-01-01" },
  "late-returns": { pccArea: "pcc-area-cambridgeshire", from: "2015-04-01", to: "2015-06-30" },
  "recorded-crime": { pccArea: "pcc-area-cambridgeshire", from: "2019-08-01", to: "2019-08-31" },
  "spend-promise-movement": { partnership: "partnership-fenland", year: "2014/15" },
  "spend-against-profile": { pccArea: "pcc-area-cambridgeshire", year: "2015/16" },
};

test.each(readQuestions())("services that run apart give the answer of $slug that the whole hub gives", async ({ slug, query }) => {
  const expected = await together.ask(query, GIVEN[slug]);
  expect(expected.errors).toBeUndefined();
  expect(undated(await apart.ask(query, GIVEN[slug]))).toEqual(undated(expected));
});

/** An answer without the moment up to which its facts are complete: that moves on between two questions. */
function undated<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === "upToDateAt" ? undefined : value))) as T;
}

test("services that run apart give a partnership's plans, money and indicators in one answer, as the whole hub does", async () => {
  const question = /* GraphQL */ `
    query PlansMoneyAndIndicators($asOf: Date) {
      partnerships(asOf: $asOf) {
        totalCount
        nodes {
          id
          name
          pccArea { name }
          gaps { field reason explanation }
          plans {
            nodes {
              title
              period { label from to }
              priorities { nodes { number title topics { name } } }
              awards { totalCount nodes { id awarded { pounds } } }
            }
          }
          awards(orderBy: { field: AWARDED, direction: DESC }) {
            totalCount
            nodes {
              awarded { pounds pence currency }
              annualAmounts { year amount { pounds } }
              fund { name }
              recipient { name }
              partnership { name }
              provenance { document { title publisher } section asPrinted }
            }
            gaps { reason explanation }
          }
          observations(first: 1000) {
            totalCount
            nodes { value qualifier period { label } reportedUnder { label } indicator { name unit } provenance { document { title } } }
          }
          targets(first: 1000) { totalCount nodes { kind changePercent impliedChange consistent indicator { name } period { label } } }
        }
      }
    }
  `;
  const expected = await together.ask(question);
  expect(expected.errors).toBeUndefined();
  const partnerships: { awards: { totalCount: number }; observations: { totalCount: number }; plans: { nodes: object[] } }[] = expected.data.partnerships.nodes;
  // An answer without money or figures would agree with anything.
  expect(partnerships.some(({ awards, observations, plans }) => awards.totalCount > 0 && observations.totalCount > 0 && plans.nodes.length > 0)).toBe(true);
  expect(await apart.ask(question)).toEqual(expected);
});

test("what the caller wrote wrongly is refused in the same words", async () => {
  const question = `{ partnerships(first: 0) { totalCount } awards(where: { year: "2015" }) { totalCount } }`;
  const expected = await together.ask(question);
  expect(expected.errors).toHaveLength(2);
  const answer = await apart.ask(question);
  expect(answer.data).toEqual(expected.data);
  // Two services refuse side by side: who answers first is not said.
  const inOrder = (errors: typeof answer.errors) => errors!.toSorted((a, b) => a.message.localeCompare(b.message));
  expect(inOrder(answer.errors)).toEqual(inOrder(expected.errors));
});
