/** Makes the reference pages from the code: settings, refusals, what can be imported, and the saved questions. */
import "reflect-metadata";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, isObjectType } from "graphql";
import { CODES_OF_GRAPHQL } from "../gateway/present-errors.js";
import { readQuestions, type SavedQuestion } from "../gateway/questions.js";
import { PROJECT_DIR, SETTINGS } from "../kernel/process/config.js";
import type { CellReader } from "../kernel/files/cells.js";
import { PROVENANCE } from "../kernel/files/import-declaration.js";
import { REFUSALS } from "../kernel/refusals.js";
import { services } from "../services/index.js";

const SCHEMA = buildSchema(readFileSync(path.join(PROJECT_DIR, "schema", "api.graphql"), "utf8"));
const DIR = path.join(import.meta.dirname, "reference");

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The section of a saved question: its parameters, and each table with its columns. */
function questionSection({ slug, says, parameters, tables }: SavedQuestion): string {
  const taken = parameters.map(({ name, type, noun, says: means }) => [`\`${name}\``, `\`${type}\``, noun === null ? "" : `\`${noun}\``, means]);
  const shown = tables.map(({ name, says: row, key, columns }) => {
    const address = tables.length > 1 ? `/q/${slug}.json?table=${name}` : `/q/${slug}.json`;
    const lines = columns.map((column) => [`\`${column.name}\``, column.kind, key.includes(column.name) ? "yes" : ""]);
    return `### \`${address}\`\n\nA row: ${row}.\n\n${table(["column", "kind", "key"], lines)}`;
  });
  return [`## \`${slug}\``, says[0]!.toUpperCase() + says.slice(1), ...(taken.length ? [table(["parameter", "type", "id of", "what it means"], taken)] : []), ...shown].join("\n\n");
}

/** What columns mean that fill no field of their type in the API. */
const APART_FROM_FIELDS: Readonly<Record<string, string>> = {
  "Pledge.pcc_area": "The PCC area of its objective.",
  "Allocation.attributed_to": "Ids of the actions, outcomes, objectives or pledges that it is attributed to, separated by semicolons, each with its share in per cent after a blank, or none with a share: `action-a 60.00; action-b 40.00`. The shares come to 100.00. Empty where the level is UNATTRIBUTED.",
  "SpendReturn.id": "Opaque and stable; the same in every version. Left out, the row is the return of its award, allocation and period that the hub holds, or a new one.",
  "SpendReturn.received_on": "The day on which the return was received. Left out, the day of its sending, or, of one that is corrected, the day of the first. Stated by the Commissioner's office alone.",
  "NotedGap.id": "Opaque and stable; the same in every version.",
  "NotedGap.subject": "Id of the thing that it is a gap of, of any noun of this service.",
  "NotedGap.field": "What is missing or doubtful: the name of a field or list of the thing in the API, also of one that the API does not have yet.",
  "NotedGap.reason": "Why.",
  "NotedGap.explanation": "The reason in a sentence.",
  "PublishedGrant.pcc_area": "The PCC area whose office imports it; empty where whoever runs the hub does.",
  "PublishedGrant.currency": "The currency of the amount: a code of ISO 4217.",
  "PublishedGrant.other": "What of the grant stands in no other column, as the text of a JSON object.",
  "Provenance.visibility": "Who may see it: anyone, or its partnership and the Commissioner's office of its area. Left out: anyone, for a new row; as before, for a changed one.",
  "Provenance.known_from": "The day the source was published, or the last day it can have been; empty for the time of writing.",
};

/** What a column means: the description of the field that it fills, in the API's committed schema. */
function meaningOf(type: string, column: string, { field, fills }: CellReader): string {
  const noun = SCHEMA.getType(type);
  const fields = isObjectType(noun) ? noun.getFields() : {};
  const names = [field, ...[column, ...fills].map((name) => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))];
  const said = APART_FROM_FIELDS[`${type}.${column}`] ?? names.map((name) => fields[name ?? ""]?.description).find(Boolean);
  if (!said) throw new Error(`No field of ${type} in the API says what the column ${column} means: say it in docs/make-reference.ts.`);
  return said.replaceAll(/\s+/g, " ");
}

/** The columns of a file that fill the fields of a type. */
function columnTable(type: string, columns: Record<string, CellReader>): string {
  return table(
    ["column", "holds", "presence", "meaning"],
    Object.entries(columns).map(([column, reader]) => [
      `\`${column}\``,
      reader.holds,
      reader.mayBeAbsent ? `${reader.presence}, or left out` : reader.presence,
      [meaningOf(type, column, reader), ...(reader.codes ? [`${reader.holds === "code" ? "One" : "Some"} of: ${reader.codes.join(", ")}.`] : [])].join(" "),
    ]),
  );
}

/** The reference pages by file name, made anew. */
export function makeReference(): Record<string, string> {
  const made = "Made from the code by `npm run reference`; do not edit.";
  const imports = services.flatMap((service) =>
    Object.entries(service.imports).map(([name, { noun, columns }]) => `## \`${service.name}/${name}\`\n\n${columnTable(noun.name, columns)}`),
  );
  return {
    "settings.md": `# Settings\n\n${made}\n\nA value that cannot be right stops the start, with the setting's name.\n\n${table(
      ["setting", "what it does", "by default"],
      SETTINGS.map(({ name, says, byDefault }) => [`\`${name}\``, says, byDefault]),
    )}\n`,
    "refusals.md": `# Refusals\n\n${made}\n\nA refusal is something the caller can act on. In an answer it stands under \`errors\`, with its code in \`extensions.code\`, the argument it is about in \`extensions.field\`, and what to do in \`extensions.action\`. Anything else that goes wrong has the code \`FAULT\` and a \`requestId\` that leads to the log.\n\n${table(
      ["code", "what it says", "what to do"],
      Object.entries(REFUSALS).map(([code, { says, act }]) => [`\`${code}\``, says, act]),
    )}\n\n## Codes of GraphQL itself\n\nWhat is wrong with the question as GraphQL, and not with what it asks the hub for. The message says where; there is no \`field\` and no \`action\`.\n\n${table(
      ["code", "what it says"],
      Object.entries(CODES_OF_GRAPHQL).map(([code, says]) => [`\`${code}\``, says]),
    )}\n`,
    "questions.md": `# Saved questions\n\n${made}\n\nEach is a file of \`questions/\`. A table stands at \`.json\` and at \`.csv\` alike; the first is shown where \`table\` is left out. A parameter whose type ends in \`!\` must be given. The columns of the key together tell one row from another. [How to read them](../how-to/read-in-excel-and-power-bi.md).\n\n${readQuestions().map(questionSection).join("\n\n")}\n`,
    "imports.md": `# Imports\n\n${made}\n\nEach file has the columns of its section and [those that every file has](#columns-of-every-file), in any order. [Import a file](../how-to/import-a-file.md#the-file) says how each kind of value is written.\n\n${table(
      ["presence", "a cell"],
      [
        ["REQUIRED", "holds a value."],
        ["STATED", "holds a value or a gap, `?REASON: explanation`; an empty one becomes the gap NOT_STATED."],
        ["OPTIONAL", "may be empty, and then means nothing."],
        ["or left out", "The file need not have the column at all."],
      ],
    )}\n\nThe meaning is that of the field in the API which the column fills: where it says null, the cell is left empty or holds a gap.\n\n${imports.join("\n\n")}\n\n## Columns of every file\n\n${columnTable("Provenance", PROVENANCE)}\n`,
  };
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(DIR, { recursive: true });
  const files = Object.entries(makeReference());
  if (process.argv.includes("--check")) {
    const stale = files.filter(([file, text]) => readOrNull(path.join(DIR, file)) !== text).map(([file]) => `docs/reference/${file}`);
    if (stale.length) {
      process.stderr.write(`Stale: ${stale.join(", ")}. Make them anew with: npm run reference\n`);
      process.exit(1);
    }
    process.stdout.write("The reference pages are fresh.\n");
  } else {
    for (const [file, text] of files) writeFileSync(path.join(DIR, file), text);
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
