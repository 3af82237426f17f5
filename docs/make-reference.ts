/** Makes the reference pages from the code: settings, refusals, and what can be imported. */
import "reflect-metadata";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SETTINGS } from "../kernel/config.js";
import { importColumns } from "../kernel/import-declaration.js";
import { REFUSALS } from "../kernel/refusals.js";
import { services } from "../services/index.js";

const DIR = path.join(import.meta.dirname, "reference");

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The reference pages by file name, made anew. */
export function makeReference(): Record<string, string> {
  const made = "Made from the code by `npm run reference`; do not edit.";
  const imports = services.flatMap((service) =>
    Object.entries(service.imports).map(([name, declaration]) => {
      const columns = importColumns(declaration).map(({ column, presence, codes }) => [`\`${column}\``, presence, codes.join(", ")]);
      return `## \`${service.name}/${name}\`\n\n${table(["column", "presence", "codes"], columns)}`;
    }),
  );
  return {
    "settings.md": `# Settings\n\n${made}\n\nA value that cannot be right stops the start, with the setting's name.\n\n${table(
      ["setting", "what it does", "by default"],
      SETTINGS.map(({ name, says, byDefault }) => [`\`${name}\``, says, byDefault]),
    )}\n`,
    "refusals.md": `# Refusals\n\n${made}\n\nA refusal is something the caller can act on. In an answer it stands under \`errors\`, with its code in \`extensions.code\`, the argument it is about in \`extensions.field\`, and what to do in \`extensions.action\`. Anything else that goes wrong has the code \`FAULT\` and a \`requestId\` that leads to the log.\n\n${table(
      ["code", "what it says", "what to do"],
      Object.entries(REFUSALS).map(([code, { says, act }]) => [`\`${code}\``, says, act]),
    )}\n`,
    "imports.md": `# Imports\n\n${made}\n\nREQUIRED cells hold a value. STATED cells hold a value or a gap, \`?REASON: explanation\`; an empty one becomes the gap NOT_STATED. OPTIONAL cells may be empty and mean nothing.\n\n${imports.join("\n\n")}\n`,
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
