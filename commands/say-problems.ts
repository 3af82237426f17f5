/** Shows whoever runs a command what is wrong with a file, and what to do about it. */
import type { Problem } from "../kernel/files/file-row.js";
import { REFUSALS } from "../kernel/refusals.js";

const PROBLEMS_SHOWN = 20;

/** Writes the first problems, each with its place, and what to do about each kind. */
export function sayProblems<P extends Problem>(problems: readonly P[], placeOf: (problem: P) => string): void {
  for (const problem of problems.slice(0, PROBLEMS_SHOWN)) {
    process.stdout.write(`  ${placeOf(problem)}${problem.column ? `, column ${problem.column}` : ""}: ${problem.code}: ${problem.message}\n`);
  }
  if (problems.length > PROBLEMS_SHOWN) process.stdout.write(`  and ${problems.length - PROBLEMS_SHOWN} more\n`);
  for (const code of new Set(problems.map((each) => each.code))) process.stdout.write(`${code}: ${REFUSALS[code].act}\n`);
}
