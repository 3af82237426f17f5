/** A how-to as a test follows it: to the letter, each example as it is printed, by whom the text says, with the ids that the ones before it answered. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import type { TestHub } from "./hub.js";
import { grantOfficer, member } from "./people.js";

/** The examples of a how-to, in their order. */
export function examplesOf(howTo: string): string[] {
  return [...readFileSync(path.join(PROJECT_DIR, "docs/how-to", `${howTo}.md`), "utf8").matchAll(/```graphql\n(.*?)```/gs)].map(([, text]) => text!);
}

/**
 * Asks one example after the other: as the partnership where it calls one of the verbs that are its own, else as its
 * grant officer. `heard` is told what each verb answered and says which ids the examples that follow take, by their names.
 */
export async function follow(hub: TestHub, examples: readonly string[], itsOwn: readonly string[], heard: (verb: string, said: unknown) => Record<string, string | undefined>): Promise<void> {
  const ids: Record<string, string> = {};
  for (const example of examples) {
    const verb = /\b(\w+)\(\s*(input|id):/.exec(example)![1]!;
    const takes = [...example.matchAll(/\$(\w+): ID!/g)].map(([, name]) => name!);
    const asks = hub.as(itsOwn.includes(verb) ? member("partnership-fenland") : grantOfficer("pcc-area-cambridgeshire"));
    const answer = await asks.ask(example, Object.fromEntries(takes.map((name) => [name, ids[name]])));
    if (answer.errors) throw new Error(`${example}\n${JSON.stringify(answer.errors)}`);
    for (const [name, id] of Object.entries(heard(verb, answer.data[verb]))) if (id !== undefined) ids[name] = id;
  }
}
