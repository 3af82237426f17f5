import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { chromium, type Browser, type Page } from "playwright-core";
import { startHub, type TestHub } from "../support/hub.js";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((program) => existsSync(program));

let hub: TestHub | undefined;
let browser: Browser | undefined;
let page: Page;
let origin: string;
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  if (!CHROMIUM) throw new Error("This test needs Chromium: apt-get install chromium");
  hub = await startHub();
  await hub.gateway.app.listen({ host: "127.0.0.1", port: 0 });
  origin = `http://127.0.0.1:${(hub.gateway.app.server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      // Nothing but the hub can be reached: every other name and address leads nowhere.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${origin}/`);
  await page.locator(".graphiql-execute-button").waitFor();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/first.png` });
});

afterAll(async () => {
  await browser?.close();
  await hub?.close();
});

test.each([
  ["ComparePlans", ["KEPT", "ADDED", "Supporting high risk and vulnerable victims"], "comparison"],
  ["InconsistentTargets", ["Domestic abuse reports", "96.9", "Fenland Community Safety Partnership"], "impliedChange"],
  ["PeriodMismatches", ["Safer Peterborough Partnership", "gangmaster"], "reportedUnder"],
  ["StatedSums", ["132339.00", "Safer Peterborough Partnership"], "amount"],
])("the saved question %s stands in a tab of its own and answers at a press of the button", async (operation, words, inView) => {
  await page.locator(".graphiql-tab-button", { hasText: operation }).click();
  await page.locator(".graphiql-query-editor").getByText(operation).first().waitFor();
  // GraphiQL reads a question before it can be run, a moment after it is shown.
  await page.waitForTimeout(1_000);
  const answered = page.waitForResponse((response) => response.request().postData()?.includes(`"operationName":"${operation}"`) ?? false);
  await page.locator(".graphiql-execute-button").click();
  const answer = await (await answered).text();
  for (const word of words) expect(answer).toContain(word);
  await page.locator(".graphiql-response").getByText(inView).first().waitFor();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/${operation}.png` });
});

test("the page knows the schema: a click shows its documentation", async () => {
  await page.getByRole("button", { name: /documentation explorer/i }).click();
  await page.getByText("query: Query").first().waitFor();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/documentation.png` });
});

test("the page asks nobody but the hub, and complains of nothing", () => {
  const elsewhere = asked.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url));
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});
