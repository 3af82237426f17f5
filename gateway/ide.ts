/** The IDE page: GraphiQL from npm with the saved questions ready to run. Everything it needs comes from the hub itself. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import type { FastifyInstance } from "fastify";
import type { SavedQuestion } from "./questions.js";

/** What the page may do: run its own scripts and ask its own host; nothing from or to anywhere else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' blob:",
  "worker-src blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the IDE at `/`, with a tab for each saved question. */
export function serveIde(app: FastifyInstance, questions: readonly SavedQuestion[]): void {
  let page: Promise<Buffer> | undefined;
  app.get("/", async (_, reply) => {
    page ??= promisify(gzip)(render(questions));
    return reply
      .type("text/html; charset=utf-8")
      .header("content-encoding", "gzip")
      .header("content-security-policy", POLICY)
      .header("x-content-type-options", "nosniff")
      .header("referrer-policy", "no-referrer")
      .send(await page);
  });
}

/**
 * The first press on one of GraphiQL's tabs gives it the focus, which moves it from under the pointer, so that the press
 * opens nothing. A press that does not take the focus opens its tab at once; the keyboard reaches the tabs as before.
 */
const PRESS_OPENS_TAB = `<script>
  document.addEventListener("mousedown", (event) => event.target.closest(".graphiql-tab-button") && event.preventDefault(), true);
</script>`;

function render(questions: readonly SavedQuestion[]): string {
  const page = renderGraphiQL({
    title: "Partnership Hub",
    endpoint: "/graphql",
    defaultTabs: questions.map(({ query }) => ({ query })),
    shouldPersistHeaders: false,
  });
  return page.replace(/<\/body>\s*<\/html>\s*$/, `${PRESS_OPENS_TAB}</body></html>`);
}
