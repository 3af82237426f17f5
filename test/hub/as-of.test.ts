import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("empty")));
afterAll(() => hub.close());

const AREAS = "id,name,gss_code,document,section,as_printed,known_from";
const PARTNERSHIPS = "id,name,place,pcc_area,gss_code,document,section,as_printed,known_from";
const FUNDS = "id,name,funder,purpose,document,section,as_printed,known_from";
const AWARDS = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from";

beforeAll(async () => {
  await hub.importCsv("plans/pcc-areas", `${AREAS}\npcc-area-a,Area,,,,,2010-01-01\n`);
  await hub.importCsv("plans/partnerships", `${PARTNERSHIPS}\npartnership-a,Old name,Place,pcc-area-a,,,,,2012-05-31\n`);
  await hub.importCsv("plans/partnerships", `${PARTNERSHIPS}\npartnership-a,New name,Place,pcc-area-a,,,,,2015-06-04\n`);
  await hub.importCsv("grants/funds", `${FUNDS}\nfund-a,Fund,organisation-a,,,,,2010-01-01\n`);
  await hub.importCsv("grants/awards", `${AWARDS}\naward-a,fund-a,partnership-a,,100.00,2013/14 100.00,,,,,2014-01-01\n`);
  await hub.importCsv("grants/awards", `${AWARDS}\naward-a,fund-a,partnership-a,,250.50,2013/14 250.50,,,,,2016-01-01\n`);
});

const QUESTION = `query($asOf: Date) { partnership(id: "partnership-a", asOf: $asOf) { name asOf awards { nodes { asOf awarded { pounds } partnership { name asOf } } } } }`;

test("a question is answered with what was known on its day, in every service it reaches", async () => {
  const answers = await Promise.all(["2012-05-30", "2012-05-31", "2014-06-01", "2015-06-03", "2015-06-04", "2016-01-01"].map((asOf) => hub.ask(QUESTION, { asOf })));
  expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
  const read = answers.map(({ data }) => data.partnership && [data.partnership.name, data.partnership.awards.nodes.map((award: { awarded: { pounds: string } }) => award.awarded.pounds)]);
  expect(read).toEqual([
    null,
    ["Old name", []],
    ["Old name", ["100.00"]],
    ["Old name", ["100.00"]],
    ["New name", ["100.00"]],
    ["New name", ["250.50"]],
  ]);
});

test("the day travels from service to service and back, and every answer shows it", async () => {
  const { data } = await hub.ask(QUESTION, { asOf: "2014-06-01" });
  expect(data.partnership.awards.nodes).toEqual([{ asOf: "2014-06-01", awarded: { pounds: "100.00" }, partnership: { name: "Old name", asOf: "2014-06-01" } }]);
});

test("two days can be asked side by side in one question", async () => {
  const { data, errors } = await hub.ask(`{
    before: partnership(id: "partnership-a", asOf: "2014-06-01") { name awards { nodes { awarded { pounds } } } }
    after: partnership(id: "partnership-a", asOf: "2016-06-01") { name awards { nodes { awarded { pounds } } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.before).toEqual({ name: "Old name", awards: { nodes: [{ awarded: { pounds: "100.00" } }] } });
  expect(data.after).toEqual({ name: "New name", awards: { nodes: [{ awarded: { pounds: "250.50" } }] } });
});

test("a day given on a list holds from there on", async () => {
  const { data } = await hub.ask(`{ partnership(id: "partnership-a") { name awards(asOf: "2014-06-01") { nodes { awarded { pounds } partnership { name } } } } }`);
  expect(data.partnership).toEqual({ name: "New name", awards: { nodes: [{ awarded: { pounds: "100.00" }, partnership: { name: "Old name" } }] } });
});

test("a version says since when and until when it was known", async () => {
  const { data } = await hub.ask(`{
    old: award(id: "award-a", asOf: "2014-06-01") { knownFrom knownTo }
    new: award(id: "award-a") { knownFrom knownTo }
  }`);
  expect(data).toEqual({
    old: { knownFrom: "2014-01-01T00:00:00.000Z", knownTo: "2016-01-01T00:00:00.000Z" },
    new: { knownFrom: "2016-01-01T00:00:00.000Z", knownTo: null },
  });
});

test("an indicator belongs to a partnership from the day on which a value or target of it is known", async () => {
  const tail = "document,section,as_printed,known_from";
  await hub.importCsv("indicators/indicators", `id,name,definition,unit,value_type,polarity,${tail}\nindicator-a,A,,incidents,COUNT,NOT_STATED,,,,2012-01-01\n`);
  await hub.importCsv(
    "indicators/observations",
    `id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,${tail}\nobservation-a,indicator-a,partnership-a,,FINANCIAL_YEAR 2018/19,FINANCIAL_YEAR 2018/19,EQ,1,,,,FINAL,,,,2020-01-01\n`,
  );
  const { data } = await hub.ask(`{
    before: partnership(id: "partnership-a", asOf: "2019-12-31") { indicators { totalCount nodes { id } } }
    after: partnership(id: "partnership-a", asOf: "2020-01-01") { indicators { totalCount nodes { id } } }
    list: partnership(id: "partnership-a") { indicators(asOf: "2019-12-31") { totalCount } }
  }`);
  expect(data).toEqual({ before: { indicators: { totalCount: 0, nodes: [] } }, after: { indicators: { totalCount: 1, nodes: [{ id: "indicator-a" }] } }, list: { indicators: { totalCount: 0 } } });
});

test("a change from a source that is no newer is a correction: known from now, and the past stays as it was", async () => {
  await hub.importCsv("plans/pcc-areas", `${AREAS}\npcc-area-a,Corrected area,,,,,2010-01-01\n`);
  const { data } = await hub.ask(`{ then: pccArea(id: "pcc-area-a", asOf: "2020-01-01") { name } now: pccArea(id: "pcc-area-a") { name } }`);
  expect(data).toEqual({ then: { name: "Area" }, now: { name: "Corrected area" } });
});
