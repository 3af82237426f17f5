/** The page at `/` comes in the encoding that is accepted. */
import { gunzipSync } from "node:zlib";
import fastify from "fastify";
import { serveIde } from "../../gateway/ide.js";

const app = fastify();
beforeAll(() => serveIde(app, []));
afterAll(() => app.close());

test.each([
  [undefined, false],
  ["", false],
  ["identity", false],
  ["br", false],
  ["gzip;q=0", false],
  ["gzip;q=0, *", false],
  ["gzip", true],
  ["br, GZIP;q=0.5", true],
  ["gzip, deflate, br, zstd", true],
  ["*", true],
])("to accept-encoding %j: in gzip %s", async (accepted, zips) => {
  const answer = await app.inject({ url: "/", headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
  expect(answer.headers).toMatchObject({ "content-type": "text/html; charset=utf-8", vary: "authorization, accept-encoding" });
  expect(answer.headers["content-encoding"]).toBe(zips ? "gzip" : undefined);
  const page = (zips ? gunzipSync(answer.rawPayload) : answer.rawPayload).toString();
  expect([page.includes("<title>Partnership Hub</title>"), page.slice(-7)]).toEqual([true, "</html>"]);
});
