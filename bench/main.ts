/** The benchmarks: `npm run bench`. They say what they measure; with `--save` they also write `bench/RESULTS.md`. */
import "reflect-metadata";
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_DIR } from "../kernel/config.js";
import { runToTheEnd } from "../kernel/run.js";
import { timeInstall } from "./install.js";
import { clearUp } from "./processes.js";
import { timeQuestions } from "./questions.js";
import type { Section } from "./report.js";
import { timeStarts } from "./start.js";

const USAGE = `npm run bench -- [start] [questions] [--install] [options]

  start, questions       which benchmarks; both where none is named
  --install              also a fresh clone, npm ci and npm start
  --rounds N             rounds of starts (5)
  --question-rounds N    rounds of questions (2)
  --partnerships N       synthetic partnerships (100)
  --warm-up N            seconds of warm-up of a question (3)
  --seconds N            seconds of timing of a question (6)
  --save                 write bench/RESULTS.md
`;

/** Processes that wanted a core in the minute before: says how far the results can be trusted. */
const LOAD = os.loadavg()[0]!;

await runToTheEnd(async (closing) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      install: { type: "boolean", default: false },
      save: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      rounds: { type: "string", default: "5" },
      "question-rounds": { type: "string", default: "2" },
      partnerships: { type: "string", default: "100" },
      "warm-up": { type: "string", default: "3" },
      seconds: { type: "string", default: "6" },
    },
  });
  const unknown = positionals.find((name) => name !== "start" && name !== "questions");
  if (unknown) throw new Error(`There is no benchmark "${unknown}".\n\n${USAGE}`);
  if (values.help) return void process.stdout.write(USAGE);
  const whole = (name: "rounds" | "question-rounds" | "partnerships" | "warm-up" | "seconds"): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} "${values[name]}" is not a whole number from 1.`);
    return value;
  };
  const [rounds, questionRounds, partnerships] = [whole("rounds"), whole("question-rounds"), whole("partnerships")];
  const [warmUp, measured] = [whole("warm-up"), whole("seconds")];

  closing(clearUp);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const chosen = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
  const sections: Section[] = [];
  const add = (section: Section): void => {
    sections.push(section);
    // After each part, so that what was measured outlives a later part that fails.
    if (values.save) writeFileSync(path.join(PROJECT_DIR, "bench", "RESULTS.md"), written(sections));
  };
  if (chosen("start")) add(await timeStarts(rounds, say));
  if (values.install) add(await timeInstall());
  if (chosen("questions")) add(await timeQuestions({ partnerships, rounds: questionRounds, warmUp, measured }, say, closing));
  process.stdout.write(written(sections));
});

function written(sections: readonly Section[]): string {
  const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
  return [
    "# Results of the benchmarks",
    "",
    `${new Date().toISOString().slice(0, 10)}, ${os.availableParallelism()} processor cores (${process.arch}, ${process.platform}), Node ${process.version.slice(1)}. Command: \`${command}\``,
    `Load average when it began: ${LOAD.toFixed(1)}; above the number of cores, other work was in the way and seconds and requests per second are too slow and only the ratios say something, roughly.`,
    "",
    ...sections.flatMap(({ title, text }) => [`## ${title}`, "", text, ""]),
    "## How to read this",
    "",
    "The ratios are what counts: both sides of a ratio were measured within seconds of each other on the same machine, client and PostgreSQL included. " +
      "Requests per second and seconds are that machine's alone and drift with what else it does. " +
      "The floor gives no schema, no paging, no choice of fields and one fixed question: the ratio is the price of those. " +
      "A cell with few requests also measures Node still optimising: give it more with `--warm-up` and `--seconds`. " +
      "Nothing under 20 % should be read as a difference.",
    "",
  ].join("\n");
}
