/** The benchmarks: `npm run bench`. They say what they measure; with `--save` they also write `bench/RESULTS.md`. */
import "reflect-metadata";
import "../kernel/process/library-environment.js";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { PROJECT_DIR } from "../kernel/process/config.js";
import { runToTheEnd } from "../kernel/process/run.js";
import { timeFunding } from "./funding.js";
import { timeInstall } from "./install.js";
import { timeLedger } from "./ledger.js";
import { timeLoads } from "./load.js";
import { timeLongReturn } from "./long-return.js";
import { clearUp } from "./processes.js";
import { timeNational } from "./national.js";
import { timeQuestions } from "./questions.js";
import type { Section } from "./report.js";
import { timeSeries } from "./series.js";
import { timeStreetCrime } from "./street-crime.js";
import { timeStarts } from "./start.js";
import { timeWalls } from "./walls.js";

const USAGE = `npm run bench -- [start] [load] [questions] [walls] [ledger] [street-crime] [long-return] [national] [series] [funding] [--install] [options]

  start, load, questions, walls, ledger, street-crime, long-return, national, series, funding  which benchmarks; all where none is named
  --install              also a fresh clone, npm ci and npm start
  --rounds N             rounds of starts, loads, walls and the ledger (5)
  --question-rounds N    rounds of questions (2)
  --partnerships N       synthetic partnerships (100)
  --warm-up N            seconds of warm-up of a question (3)
  --seconds N            seconds of timing of a question (6)
  --megabytes N          length of the long file of street-level crime (1000)
  --returns N            rows of the long file of returns (100000)
  --nation N             synthetic partnerships of a nation (300)
  --save                 write what was measured into bench/RESULTS.md; what others are measured to stays there
`;

const HEAD = "# Results of the benchmarks";
const HOW_TO_READ = "How to read this";

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
      returns: { type: "string", default: "100000" },
      nation: { type: "string", default: "300" },
      megabytes: { type: "string", default: "1000" },
    },
  });
  const unknown = positionals.find((name) => !["start", "load", "questions", "walls", "ledger", "street-crime", "long-return", "national", "series", "funding"].includes(name));
  if (unknown) throw new Error(`There is no benchmark "${unknown}".\n\n${USAGE}`);
  if (values.help) return void process.stdout.write(USAGE);
  const whole = (name: "rounds" | "question-rounds" | "partnerships" | "warm-up" | "seconds" | "megabytes" | "returns" | "nation"): number => {
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
  const results = path.join(PROJECT_DIR, "bench", "RESULTS.md");
  const add = async (timing: Promise<Section>): Promise<void> => {
    const { title, text } = await stamped(timing);
    sections.push({ title, text });
    // After each part, so that what was measured outlives a later part that fails.
    if (values.save) writeFileSync(results, written(replaced(partsOf(existsSync(results) ? readFileSync(results, "utf8") : ""), { title, text })));
  };
  if (chosen("start")) await add(timeStarts(rounds, say));
  if (chosen("load")) await add(timeLoads(partnerships, rounds, say));
  if (values.install) await add(timeInstall());
  if (chosen("questions")) await add(timeQuestions({ partnerships, rounds: questionRounds, warmUp, measured }, say, closing));
  if (chosen("walls")) await add(timeWalls(partnerships, rounds, say));
  if (chosen("ledger")) await add(timeLedger(rounds, say));
  if (chosen("street-crime")) await add(timeStreetCrime(whole("megabytes") * 1_000_000, rounds, say));
  if (chosen("long-return")) await add(timeLongReturn(whole("returns"), say));
  if (chosen("national")) await add(timeNational(whole("nation"), rounds, say));
  if (chosen("series")) await add(timeSeries(rounds, say));
  if (chosen("funding")) await add(timeFunding(partnerships, rounds, say));
  process.stdout.write(written(sections));
});

/** Says of a part when and how it was measured, and how many processes wanted a core in the minute before: how far it can be trusted. */
async function stamped(timing: Promise<Section>): Promise<Section> {
  const load = os.loadavg()[0]!;
  const { title, text } = await timing;
  const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
  const machine = `${os.availableParallelism()} processor cores (${process.arch}, ${process.platform}), Node ${process.version.slice(1)}`;
  return { title, text: `${new Date().toISOString().slice(0, 10)}, ${machine}. Command: \`${command}\`. Load average when it began: ${load.toFixed(1)}.\n\n${text}` };
}

function written(sections: readonly Section[]): string {
  return [
    HEAD,
    "",
    ...sections.flatMap(({ title, text }) => [`## ${title}`, "", text, ""]),
    `## ${HOW_TO_READ}`,
    "",
    "The ratios are what counts: both sides of a ratio were measured within seconds of each other on the same machine, client and PostgreSQL included. " +
      "Requests per second and seconds are that machine's alone and drift with what else it does: where the load average is above the number of cores, only the ratios say something, roughly. " +
      "The floor gives no schema, no paging, no choice of fields and one fixed question: the ratio is the price of those. " +
      "A cell with few requests also measures Node still optimising: give it more with `--warm-up` and `--seconds`. " +
      "Nothing under 20 % should be read as a difference.",
    "",
  ].join("\n");
}

/** The parts of a report that was written before. */
function partsOf(report: string): Section[] {
  const [, ...parts] = report.split(/^## /m);
  return parts.map((part) => ({ title: part.slice(0, part.indexOf("\n")), text: part.slice(part.indexOf("\n")).trim() })).filter(({ title }) => title !== HOW_TO_READ);
}

/** The parts with one in the place of the one of its title, or at their end. */
function replaced(parts: readonly Section[], part: Section): Section[] {
  return parts.some(({ title }) => title === part.title) ? parts.map((each) => (each.title === part.title ? part : each)) : [...parts, part];
}
