/** Facets of awards: counts and exact sums, under the filters and rights of the list, a statement for each. */
import { refusalOf, startHub, type TestHub } from "../support/hub.js";
import { analyst, member } from "../support/people.js";

const COLUMNS = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from,visibility";
const OPCC = "organisation-cambridgeshire-opcc";
const COUNCIL = "organisation-fenland-district-council";

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
  const awards = [
    `award-f1,fund-cambridgeshire-pcc-youth-fund,partnership-fenland,${COUNCIL},999.99,2015/16 999.99,,,,,2016-01-01,`,
    `award-f2,fund-cambridgeshire-pcc-youth-fund,partnership-fenland,${COUNCIL},1000.00,2015/16 400.00; 2016/17 600.00,,,,,2016-01-01,`,
    `award-f3,fund-fenland-bid-chelseas-choice,partnership-fenland,,250000.01,2016/17 250000.01,,,,,2016-01-01,PARTNERSHIP`,
    `award-f4,fund-social-impact-bond,partnership-plymouth,,1000000.00,2018/19 1000000.00,,,,,2018-06-01,`,
  ];
  expect(await hub.importCsv("grants/awards", `${COLUMNS}\n${awards.join("\n")}\n`)).toMatchObject({ problems: [], written: 4 });
});
afterAll(() => hub.close());

const FACETS = `query ($where: AwardFilter, $asOf: Date) {
  awards(where: $where, asOf: $asOf) { nodes { awarded { pence } annualAmounts { year amount { pence } } fund { id funder { id } } recipient { id } partnership { pccArea { id } } } }
  awardFacets(where: $where, asOf: $asOf) {
    all { count sums { pence currency } }
    funder { count sums { pence currency } funder { id } }
    recipient { count sums { pence currency } recipient { id } }
    programme { count sums { pence currency } fund { id } }
    year { count sums { pence currency } year }
    amountBand { count sums { pence currency } from below }
    pccArea { count sums { pence currency } pccArea { id } }
  } }`;

interface Bucket {
  count: number;
  sums: { pence: string; currency: string }[];
}

/** The buckets that the awards of a list come to, counted apart from the hub's code. */
function tally<A>(awards: readonly A[], keysOf: (award: A) => { key: string | null; pence: string }[]): Record<string, [number, string]> {
  const all: Record<string, [number, string]> = {};
  for (const { key, pence } of awards.flatMap(keysOf)) {
    const [count, sum] = all[String(key)] ?? [0, "0"];
    all[String(key)] = [count + 1, String(BigInt(sum) + BigInt(pence))];
  }
  return all;
}

const shown = <B extends Bucket>(buckets: readonly B[], keyOf: (bucket: B) => string | null | undefined): Record<string, [number, string]> =>
  Object.fromEntries(
    buckets.map((bucket) => {
      expect(bucket.sums.map(({ currency }) => currency)).toEqual(["GBP"]);
      return [String(keyOf(bucket) ?? null), [bucket.count, bucket.sums[0]!.pence]];
    }),
  );

// What a question answers is the test's to know.
type Data = Awaited<ReturnType<TestHub["ask"]>>["data"];

const bandOf = (pence: string): string => String([100_000_000n, 10_000_000n, 1_000_000n, 100_000n, 0n].find((least) => BigInt(pence) >= least));

function judge({ awards: { nodes }, awardFacets: facets }: Data): void {
  expect(nodes.length).toBeGreaterThan(0);
  const whole = (key: (award: Data) => string | null | undefined) => (award: Data) => [{ key: key(award) ?? null, pence: award.awarded.pence as string }];
  expect(shown([facets.all], () => "all")).toEqual(tally(nodes as Data[], whole(() => "all")));
  expect(shown(facets.funder as Data[], (each) => each.funder?.id)).toEqual(tally(nodes as Data[], whole((award) => award.fund.funder?.id)));
  expect(shown(facets.recipient as Data[], (each) => each.recipient?.id)).toEqual(tally(nodes as Data[], whole((award) => award.recipient?.id)));
  expect(shown(facets.programme as Data[], (each) => each.fund.id)).toEqual(tally(nodes as Data[], whole((award) => award.fund.id)));
  expect(shown(facets.pccArea as Data[], (each) => each.pccArea.id)).toEqual(tally(nodes as Data[], whole((award) => award.partnership.pccArea.id)));
  expect(shown(facets.year as Data[], (each) => each.year)).toEqual(tally(nodes as Data[], (award) => award.annualAmounts.map((each: Data) => ({ key: each.year, pence: each.amount.pence }))));
  expect(shown(facets.amountBand as Data[], (each) => String(BigInt((each.from as string).replace(".", ""))))).toEqual(tally(nodes as Data[], whole((award) => bandOf(award.awarded.pence as string))));
  for (const buckets of Object.values(facets as Record<string, Bucket[]>).filter(Array.isArray)) expect(buckets.map(({ count }) => count)).toEqual(buckets.map(({ count }) => count).toSorted((a, b) => b - a));
}

test.each<[string, Record<string, unknown>]>([
  ["all", {}],
  ["those of a PCC area", { where: { pccArea: ["pcc-area-cambridgeshire"] } }],
  ["those of a year", { where: { year: "2016/17" } }],
  ["those of a fund", { where: { fund: ["fund-cambridgeshire-pcc-youth-fund"] } }],
  ["those to a recipient", { where: { recipient: [COUNCIL] } }],
  ["those known on a day", { asOf: "2017-01-01" }],
])("they count and sum %s as the list shows them, to each who asks", async (_, variables) => {
  const counts: number[] = [];
  for (const asker of [hub, hub.as(member("partnership-fenland")), hub.as(analyst("pcc-area-devon-and-cornwall"))]) {
    const answer = await asker.ask(FACETS, variables);
    expect(answer.errors).toBeUndefined();
    judge(answer.data);
    counts.push(answer.data.awardFacets.all.count as number);
  }
  // A member counts what its partnership keeps to itself; others do not.
  expect(counts[1]! - counts[0]!).toBe(["those of a fund", "those to a recipient"].includes(_) ? 0 : 1);
  expect(counts[2]).toBe(counts[0]);
});

test("a band begins with its least amount, and ends a penny below the next", async () => {
  const { data } = await hub.ask(`{ awardFacets(where: { recipient: ["${COUNCIL}"] }) { amountBand { count sums { pounds } from below } } }`);
  expect(data.awardFacets.amountBand).toEqual([
    { count: 1, sums: [{ pounds: "999.99" }], from: "0.00", below: "1000.00" },
    { count: 1, sums: [{ pounds: "1000.00" }], from: "1000.00", below: "10000.00" },
  ]);
});

test("nothing found is nothing counted, and no sum", async () => {
  const { data } = await hub.ask(`{ awardFacets(where: { year: "1999/00" }) { all { count sums { pence } } funder { count } year { count } } }`);
  expect(data.awardFacets).toEqual({ all: { count: 0, sums: [] }, funder: [], year: [] });
});

test("each facet costs one statement, and only where it is asked for", async () => {
  const one = await hub.measure("{ awardFacets { funder { count funder { id } } } }");
  expect(one.statements).toHaveLength(1);
  const all = await hub.measure("{ awardFacets { all { count } funder { count } recipient { count } programme { count } year { count } amountBand { count } pccArea { count } } }");
  expect(all.statements).toHaveLength(7);
});

test("buckets beyond the number asked for are left out, those of most awards first; a number out of range is refused", async () => {
  const { data } = await hub.ask("{ awardFacets { funder(first: 1) { count funder { id } } } }");
  expect(data.awardFacets.funder).toEqual([{ count: 3, funder: { id: OPCC } }]);
  for (const first of [0, 1_001]) expect(refusalOf(await hub.ask(`{ awardFacets { year(first: ${first}) { count } } }`), "PAGE_SIZE_OUT_OF_RANGE").field).toBe("first");
  expect(refusalOf(await hub.ask(`{ awardFacets(where: { pccArea: ["${"x".repeat(1_001)}"] }) { all { count } } }`), "MALFORMED_FILTER").field).toBe("where.pccArea");
});
