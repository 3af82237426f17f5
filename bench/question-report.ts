/** The part of the report about the questions: every measured cell, and the ratios to the floor of the same round. */
import { processorTimeIsTold } from "./processor-time.js";
import { figure, spread, table, type Section } from "./report.js";

/** One question to one contestant in one round. */
export interface Cell {
  question: string;
  contestant: string;
  round: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p97_5: number;
  /** Processor milliseconds of the contestant's processes for each request. */
  nodeMs: number;
  /** The same of PostgreSQL. */
  postgresMs: number;
  /** Of the answer. */
  bytes: number;
}

/** What the numbers were measured with. */
export interface Conditions {
  partnerships: number;
  rounds: number;
  warmUp: number;
  measured: number;
  connections: number;
  postgres: string;
}

/** The section. Rounds are separated by semicolons. */
export function questionSection(cells: readonly Cell[], conditions: Conditions): Section {
  const { partnerships, rounds, warmUp, measured, connections, postgres } = conditions;
  const firsts = cells.filter(({ round }) => round === 0).sort((a, b) => a.question.localeCompare(b.question));
  const rows = firsts.map((first) => {
    const group = cells.filter(({ question, contestant }) => question === first.question && contestant === first.contestant);
    const each = (of: (cell: Cell) => string): string => group.map(of).join("; ");
    const floors = group.map(({ question, round }) => cells.find((cell) => cell.contestant === "floor" && cell.question === question && cell.round === round)!);
    const ratios = (of: (cell: Cell, floor: Cell) => number): string => spread(group.map((cell, i) => of(cell, floors[i]!)));
    return [
      first.question,
      first.contestant,
      figure(first.bytes / 1024),
      each(({ perSecond }) => figure(perSecond)),
      each(({ p50, p97_5 }) => `${p50} / ${p97_5}`),
      processorTimeIsTold ? each(({ nodeMs, postgresMs }) => `${figure(nodeMs)} + ${figure(postgresMs)}`) : "not told",
      ratios((cell, floor) => floor.perSecond / cell.perSecond),
      processorTimeIsTold ? ratios((cell, floor) => (cell.nodeMs + cell.postgresMs) / (floor.nodeMs + floor.postgresMs)) : "not told",
    ];
  });
  return {
    title: "Questions",
    text: [
      `The saved questions on the shipped data and ${partnerships} synthetic partnerships, PostgreSQL ${postgres}, ${connections} connections,`,
      `${warmUp} s of warm-up and ${measured} s of timing in each cell, ${rounds} rounds with fresh processes and in opposite orders.`,
      "The floor is one hand-written SQL statement for each question, prepared, its text passed on by a bare HTTP server.",
      "Before and after each timing every contestant's data were deeply equal to the hub's; each answer under load was compared with the one before it; no request failed.",
      "",
      table(
        ["question", "contestant", "answer, KB", "requests per second", "p50 / p97.5, ms", "processor ms per request, Node + PostgreSQL", "floor's requests per second / its own", "its processor time / floor's"],
        rows,
      ),
    ].join("\n"),
  };
}
