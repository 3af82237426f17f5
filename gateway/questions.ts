/** Saved questions: one file each in `questions/`, called by its slug. Its comments say what it answers, what it takes, and which tables it comes to. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, type DocumentNode } from "graphql";
import { PROJECT_DIR } from "../kernel/process/config.js";
import { judge, parametersOf, type Parameter } from "./question-document.js";
import { readHead } from "./question-head.js";
import { tableOf, type QuestionTable } from "./question-table.js";

/** A saved question. */
export interface SavedQuestion {
  slug: string;
  /** What it answers. */
  says: string;
  /** What a table of it without a row means. */
  empty: string;
  /** The file's text. */
  query: string;
  document: DocumentNode;
  parameters: readonly Parameter[];
  /** The first is shown where none is named. */
  tables: readonly [QuestionTable, ...QuestionTable[]];
}

/** What no row means, whatever the question. */
const NO_ROW = "No row answers: of what the caller may see, nothing that fits the parameters is recorded as known on the day asked for.";

/** The committed schema of the API, by which the questions are judged. */
const SCHEMA = path.join(PROJECT_DIR, "schema", "api.graphql");

/** All saved questions in the order of their slugs. A file that is wrong is refused with a sentence, and so the start. */
export function readQuestions(dir: string = path.join(PROJECT_DIR, "questions")): SavedQuestion[] {
  const schema = buildSchema(readFileSync(SCHEMA, "utf8"));
  return readdirSync(dir)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => {
      try {
        const slug = path.basename(file, ".graphql");
        const query = readFileSync(path.join(dir, file), "utf8");
        const { says, empty, parameters, tables } = readHead(slug, query);
        const document = judge(schema, query);
        const [first, ...others] = tables.map((table) => tableOf(schema, document, table));
        return { slug, says, empty: empty === null ? NO_ROW : `${NO_ROW} ${empty}`, query, document, parameters: parametersOf(schema, document, parameters), tables: [first!, ...others] };
      } catch (error) {
        throw new Error(`questions/${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    });
}
