/** Stated sums, as somebody asks for them who wants to know what the documents say about money, to the penny. */
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

/** The data of a question; one that errs fails. */
async function asked(question: string): Promise<HubAnswer["data"]> {
  const { data, errors } = await hub.ask(question);
  expect(errors).toBeUndefined();
  return data;
}

interface Sum {
  id: string;
  nature: string;
  amount: { pence: string; pounds: string } | null;
  qualifier: string | null;
  isLocal: boolean;
  per: string | null;
  period: { label: string } | null;
  gaps: { field: string; reason: string }[];
  provenance: { asPrinted: string };
}

const SUM = "id nature amount { pence pounds } qualifier isLocal per period { label } gaps { field reason } provenance { asPrinted }";

async function sums(where = "{}"): Promise<Sum[]> {
  return (await asked(`{ statedSums(where: ${where}) { nodes { ${SUM} } } }`)).statedSums.nodes as Sum[];
}

test("every sum that the documents print is there, as exact as it is printed", async () => {
  const printed = (await sums("{ hasAmount: true }")).map(({ nature, amount, qualifier, isLocal, per, period, provenance }) =>
    [provenance.asPrinted, nature, amount!.pounds, qualifier, period?.label ?? null, isLocal, per].join(" | "),
  );
  expect(printed.toSorted()).toEqual(
    [
      "£132,339 | AWARD | 132339.00 | EQ | 2015/16 | true | ",
      "a total of £400,568 for each year | AWARD | 400568.00 | EQ | 2017/18 | true | ",
      "a total of £400,568 for each year | AWARD | 400568.00 | EQ | 2018/19 | true | ",
      "around £0.5million | SAVING | 500000.00 | APPROX |  | true | ",
      "£33.4 million | COST_ESTIMATE | 33400000.00 | APPROX | 2014 | true | ",
      "£2,500 | BID | 2500.00 | EQ | 2015/16 | true | ",
      "£3.5 billion | NATIONAL_COST | 3500000000.00 | APPROX |  | false | ",
      "around £196b | NATIONAL_COST | 196000000000.00 | APPROX |  | false | ",
      "£36,500 | NATIONAL_COST | 36500.00 | EQ |  | false | a large business",
      "£3100 | NATIONAL_COST | 3100.00 | EQ |  | false | a small business",
      "approximately £3.5 billion | NATIONAL_COST | 3500000000.00 | APPROX |  | false | ",
    ].toSorted(),
  );
});

test("a sum of many billions is exact to the penny", async () => {
  const { statedSum } = await asked(`{ statedSum(id: "stated-sum-national-fraud") { amount { pence currency } } }`);
  expect(statedSum.amount).toEqual({ pence: "19600000000000", currency: "GBP" });
});

test("what is mentioned without an amount is null, never zero, and says why", async () => {
  const mentioned = await sums("{ hasAmount: false }");
  expect(mentioned.length).toBeGreaterThan(30);
  for (const { id, amount, qualifier, gaps } of mentioned) {
    expect({ id, amount, qualifier }).toEqual({ id, amount: null, qualifier: null });
    expect(gaps.map(({ field }) => field)).toContain("amount");
  }
});

test("national figures are no partnership's, whichever document prints them", async () => {
  const { partnerships } = await asked(`{ partnerships { nodes { id statedSums { nodes { id isLocal } } } } }`);
  for (const { id, statedSums } of partnerships.nodes) {
    expect(statedSums.nodes.length > 0).toBe(["partnership-fenland", "partnership-peterborough", "partnership-plymouth"].includes(id));
    expect(statedSums.nodes.filter(({ isLocal }: { isLocal: boolean }) => !isLocal)).toEqual([]);
  }
  const elsewhere = await sums("{ isLocal: false }");
  expect(elsewhere.filter(({ nature }) => nature === "NATIONAL_COST")).toHaveLength(5);
  expect((await sums()).length).toBe(elsewhere.length + (await sums("{ isLocal: true }")).length);
});

test("an award's stated sums tell of the same money: those of Plymouth come to the award, and doubt is noted", async () => {
  const { awards } = await asked(`{ awards { nodes { awarded { pence } statedSums(where: { nature: [AWARD] }) { nodes { amount { pence } gaps { field reason } } } } } }`);
  for (const { awarded, statedSums } of awards.nodes) {
    const told = statedSums.nodes.reduce((sum: bigint, { amount }: { amount: { pence: string } }) => sum + BigInt(amount.pence), 0n);
    expect(String(told)).toBe(awarded.pence);
  }
  const plymouth = await sums(`{ award: ["award-plymouth-2017-19"], year: "2018/19" }`);
  expect(plymouth).toHaveLength(1);
  expect(plymouth[0]!.gaps).toContainEqual({ field: "amount", reason: "AMBIGUOUS" });
});

test("other funders than the Commissioner are there, each with what it pays for", async () => {
  const { organisation } = await asked(`{ organisation(id: "organisation-dclg") { statedSums { nodes { nature amount { pounds } fund { name statedSums { totalCount } } service { name provider { name } } } } } }`);
  expect(organisation.statedSums.nodes).toEqual([
    {
      nature: "AWARD",
      amount: null,
      fund: { name: "Rogue landlord programme", statedSums: { totalCount: 1 } },
      service: { name: "Rogue landlord programme", provider: { name: "Fenland District Council" } },
    },
  ]);
  const council = await sums(`{ source: ["organisation-peterborough-city-council"] }`);
  expect(council.map(({ provenance }) => provenance.asPrinted)).toEqual(["funded by the council but employed and managed by Cross Keys Homes"]);
});

test("sorted by amount, what has none comes first, and pages neither repeat nor hide", async () => {
  const seen: Sum[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { statedSums } = await asked(`{ statedSums(first: 7, ${after ? `after: "${after}",` : ""} orderBy: { field: AMOUNT }) { nodes { ${SUM} } pageInfo { hasNextPage endCursor } } }`);
    seen.push(...(statedSums.nodes as Sum[]));
    after = statedSums.pageInfo.endCursor;
    more = statedSums.pageInfo.hasNextPage;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe((await sums()).length);
  const order = seen.map(({ amount }) => BigInt(amount?.pence ?? -1));
  expect(order).toEqual(order.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
});

test("known on a day: nothing is told of before its document was published", async () => {
  const { statedSums } = await asked(`{ statedSums(asOf: "2011-03-31") { nodes { provenance { document { title } } } } }`);
  expect(new Set(statedSums.nodes.map((each: { provenance: { document: { title: string } } }) => each.provenance.document.title))).toEqual(new Set(["Safer Peterborough Partnership Plan 2011/2014"]));
});

test("each leads to things that the hub knows", async () => {
  await asked(`{ statedSums { nodes { partnership { name } source { name } fund { purpose } award { purpose } service { purpose } provenance { document { title } } } } }`);
});

test("an amount without a qualifier is refused, and a qualifier without an amount", async () => {
  const header = "id,partnership,nature,amount,qualifier,per,period,source,fund,award,service,use,document,section,as_printed,known_from";
  for (const cells of ["2500.00,", ",EQ"]) {
    const report = await hub.importCsv("grants/stated-sums", `${header}\nstated-sum-tried,,BID,${cells},,,,,,,Tried.,,,,\n`);
    expect(report).toMatchObject({ written: 0, refused: 1, problems: [{ column: "qualifier", code: "MISSING_VALUE" }] });
  }
});
