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
  let page: string | undefined;
  let zipped: Promise<Buffer> | undefined;
  app.get("/", async (request, reply) => {
    page ??= render(questions);
    const zips = takesGzip(request.headers["accept-encoding"]);
    if (zips) void reply.header("content-encoding", "gzip");
    return reply
      .type("text/html; charset=utf-8")
      .header("vary", "authorization, accept-encoding")
      .header("content-security-policy", POLICY)
      .header("referrer-policy", "no-referrer")
      .send(zips ? await (zipped ??= promisify(gzip)(page)) : page);
  });
}

/** Whether whoever asks says that they take gzip: by name, or as one of any. */
function takesGzip(accepted = ""): boolean {
  const weights = new Map(accepted.split(",").map((each) => {
    const [coding = "", weight = "q=1"] = each.toLowerCase().split(";").map((part) => part.trim());
    return [coding, Number(weight.replace(/^q=/, ""))];
  }));
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

/**
 * The first press on one of GraphiQL's tabs gives it the focus, which moves it from under the pointer, so that the press
 * opens nothing. A press that does not take the focus opens its tab at once; the keyboard reaches the tabs as before.
 */
const PRESS_OPENS_TAB = `<script>
  document.addEventListener("mousedown", (event) => event.target.closest(".graphiql-tab-button") && event.preventDefault(), true);
</script>`;

/** A question with what it answers and takes, without the columns of its tables: those are for its doors, and would hide it below them. */
function withoutTables(query: string): string {
  return query.replace(/^#\n# table [^]*?(?=^[^#])/m, "");
}

function render(questions: readonly SavedQuestion[]): string {
  const page = renderGraphiQL({
    title: "Partnership Hub",
    endpoint: "/graphql",
    defaultTabs: questions.map(({ query }) => ({ query: withoutTables(query) })),
    shouldPersistHeaders: false,
  });
  return page.replace(/<\/body>\s*<\/html>\s*$/, `${PRESS_OPENS_TAB}</body></html>`);
}
