/** Saved questions: one file each in `questions/`, called by its slug. Its first comment says what it answers. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_DIR } from "../kernel/config.js";

/** A saved question. */
export interface SavedQuestion {
  slug: string;
  query: string;
}

/** All saved questions in the order of their slugs. */
export function readQuestions(): SavedQuestion[] {
  const dir = path.join(PROJECT_DIR, "questions");
  return readdirSync(dir)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => ({ slug: path.basename(file, ".graphql"), query: readFileSync(path.join(dir, file), "utf8") }));
}
