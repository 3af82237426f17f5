import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import { Processes, type HubProcess } from "../support/processes.js";

/* The page on adding a partnership, followed as it stands: its files are saved, its commands run, its question asked. */

const PAGE = path.join(PROJECT_DIR, "docs/how-to/add-a-partnership.md");

/** What the page tells a reader to do, in its order. */
type Step =
  | { does: "save"; file: string; text: string }
  | { does: "run"; commands: string[]; prints: string[] }
  | { does: "ask"; question: string; answer: unknown };

function stepsOf(page: string): Step[] {
  const blocks = [...page.matchAll(/(?<=^(.*)\n\n)```(\w*)\n([\s\S]*?)^```$/gm)].map(([, before = "", language, text = ""]) => ({ before, language, text }));
  const steps: Step[] = [];
  blocks.forEach(({ before, language, text }, i) => {
    const file = /Save as `([\w.-]+)`:$/.exec(before)?.[1];
    const next = blocks[i + 1]?.text ?? "";
    if (file) steps.push({ does: "save", file, text });
    if (language === "sh") steps.push({ does: "run", commands: text.trim().split("\n"), prints: next.trim().split("\n") });
    if (language === "graphql") steps.push({ does: "ask", question: text, answer: JSON.parse(next) as unknown });
  });
  return steps;
}

const processes = new Processes();
const folder = processes.folder();
let hub: HubProcess;
beforeAll(async () => void (hub = await processes.start({ file: "start.ts", settings: { HUB_DATA_DIR: folder } })));
afterAll(() => processes.clear());

test("whoever follows the page gets what it says, to the last answer", async () => {
  const files = processes.folder();
  const steps = stepsOf(readFileSync(PAGE, "utf8"));
  expect(steps.filter(({ does }) => does === "save").length).toBeGreaterThan(8);
  for (const step of steps) {
    if (step.does === "save") writeFileSync(path.join(files, step.file), step.text);
    if (step.does === "run") {
      const printed: string[] = [];
      for (const command of step.commands) {
        const [, what = "", file = ""] = /^npm run import -- (\S+) (\S+)$/.exec(command)!;
        const { stdout } = await processes.run({ file: "commands/import.ts", args: [what, path.join(files, file)], settings: { HUB_DATA_DIR: folder } });
        printed.push(...stdout.replaceAll(`${files}/`, "").trim().split("\n"));
      }
      expect(printed).toEqual(step.prints);
    }
    if (step.does === "ask") expect(await hub.ask(step.question)).toEqual({ data: step.answer });
  }
  expect(steps.at(-1)).toMatchObject({ does: "ask" });
});
