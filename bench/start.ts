/** How long the hub takes to its first answer, cold and warm, beside a bare PostgreSQL of the same programs. */
import path from "node:path";
import { findPrograms, initialise, startAndStop, type Programs } from "./bare-postgres.js";
import { ask, inTemporaryFolder, script, start } from "./processes.js";
import { processorMs, processorTimeIsTold } from "./processor-time.js";
import { figure, median, spread, table, type Section } from "./report.js";

/** A question that reaches a service and its tables: the hub is up when this is answered. */
export const FIRST_QUESTION = "{ partnerships(first: 1) { nodes { name } } }";

/** One start. */
interface Start {
  seconds: number;
  /** Processor seconds of the Node process until then; of the hub alone. It drifts less than the clock on a busy machine. */
  processor?: number;
}

/** A start on an empty folder and the next one on the same folder. */
interface Pair {
  cold: Start;
  warm: Start;
}

/** Times both, round by round, each of them first in every other round. */
export async function timeStarts(rounds: number, say: (line: string) => void): Promise<Section> {
  const hubs: Pair[] = [];
  const floors: Pair[] = [];
  await inTemporaryFolder(async (programsDir) => {
    const programs = findPrograms(programsDir);
    for (let round = 0; round < rounds; round++) {
      const turns = [async () => floors.push(await startFloor(programs, programsDir, round)), async () => hubs.push(await startHub())];
      for (const turn of round % 2 ? turns.reverse() : turns) await turn();
      const [hub, floor] = [hubs.at(-1)!, floors.at(-1)!];
      say(`start, round ${round + 1}: hub ${figure(hub.cold.seconds)} s cold, ${figure(hub.warm.seconds)} s warm; floor ${figure(floor.cold.seconds)} s, ${figure(floor.warm.seconds)} s`);
    }
  });
  const row = (name: string, kind: keyof Pair): string[] => {
    const seconds = (of: Pair[]): number[] => of.map((each) => each[kind].seconds);
    const ratios = hubs.map((hub, i) => hub[kind].seconds / floors[i]![kind].seconds);
    const more = hubs.map((hub, i) => hub[kind].seconds - floors[i]![kind].seconds);
    const processor = processorTimeIsTold ? spread(hubs.map((hub) => hub[kind].processor!)) : "not told";
    return [name, spread(seconds(hubs)), spread(seconds(floors)), spread(ratios), figure(median(more)), processor];
  };
  return {
    title: "Start",
    text: [
      `Seconds from the start of the process to the first GraphQL answer; median of ${rounds} rounds (least to greatest).`,
      "The floor is `initdb` and `postgres` alone, of the same programs and with the same settings, until a connection is accepted.",
      "Cold is an empty folder: for the hub it includes the tables and the import of the shipped data. Warm is the same folder again.",
      "",
      table(["start", "hub, s", "floor, s", "hub / floor, pair by pair", "hub - floor, s", "hub's Node process, processor s"], [row("cold", "cold"), row("warm", "warm")]),
    ].join("\n"),
  };
}

async function startFloor(programs: Programs, dir: string, round: number): Promise<Pair> {
  const cluster = path.join(dir, `cluster-${round}`);
  const making = initialise(programs, cluster);
  const cold = making + (await startAndStop(programs, cluster));
  return { cold: { seconds: cold }, warm: { seconds: await startAndStop(programs, cluster) } };
}

function startHub(): Promise<Pair> {
  return inTemporaryFolder(async (dir) => ({ cold: await firstAnswer(dir), warm: await firstAnswer(dir) }));
}

async function firstAnswer(dataDir: string): Promise<Start> {
  const began = performance.now();
  const hub = await start(script("start.ts", [], { HUB_DATA_DIR: dataDir }));
  try {
    await ask(hub.address, FIRST_QUESTION);
    return { seconds: (performance.now() - began) / 1000, processor: processorMs([hub.pid]) / 1000 };
  } finally {
    await hub.stop();
  }
}
