/** Processor time of processes, as Linux keeps it in /proc; elsewhere it is not told. */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Linux shows processor time in hundredths of a second. */
const TICK_MS = 10;

interface Stat {
  parent: number;
  /** Milliseconds of the process itself, user and system. */
  own: number;
  /** Milliseconds of its children that have ended. */
  ended: number;
}

function stat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold anything, so the fields are counted from the last bracket.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
    return { parent: fields[1]!, own: (fields[11]! + fields[12]!) * TICK_MS, ended: (fields[13]! + fields[14]!) * TICK_MS };
  } catch {
    return null; // it ended, or this is not Linux
  }
}

/** Whether processor time can be told here. */
export const processorTimeIsTold = existsSync("/proc/self/stat");

/** Milliseconds that the processes have used so far. */
export function processorMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (stat(pid)?.own ?? 0), 0);
}

/** The process that started this one. */
export function parentOf(pid: number): number {
  return stat(pid)?.parent ?? 0;
}

/** Milliseconds that a process and all that it started, still running or ended, have used so far. */
export function processorMsWithChildren(pid: number): number {
  const all = processorTimeIsTold ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((name) => stat(Number(name))) : [];
  const children = all.reduce((sum, each) => sum + (each?.parent === pid ? each.own : 0), 0);
  const parent = stat(pid);
  return children + (parent ? parent.own + parent.ended : 0);
}
