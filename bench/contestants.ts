/** Who answers the questions: the floor, the hub in one process, and the hub in four. Each runs as its users would run it. */
import { services } from "../services/index.js";
import { script, start, type Running } from "./processes.js";

/** A contestant that runs. */
export interface Contestant {
  addressOf(question: string): string;
  pids: readonly number[];
  stop(): Promise<void>;
}

/** The contestants by name; the floor, which the others are held against, is the first. */
export const CONTESTANTS: Readonly<Record<string, (databaseUrl: string) => Promise<Contestant>>> = {
  floor: async (databaseUrl) => {
    const server = await start(script("bench/floor.ts", [], { DATABASE_URL: databaseUrl }));
    return contestant([server], (question) => `${server.address}/${question}`);
  },
  "one process": async (databaseUrl) => {
    const hub = await start(script("start.ts", [], { DATABASE_URL: databaseUrl }));
    return contestant([hub], () => hub.address);
  },
  "four processes": async (databaseUrl) => {
    const parts = await Promise.all(services.map(({ name }) => start(script("services/main.ts", [name], { DATABASE_URL: databaseUrl }))));
    const addresses = Object.fromEntries(services.map(({ name }, i) => [`${name.toUpperCase()}_URL`, parts[i]!.address]));
    const gateway = await start(script("gateway/main.ts", [], addresses));
    return contestant([...parts, gateway], () => gateway.address);
  },
};

function contestant(running: readonly Running[], addressOf: Contestant["addressOf"]): Contestant {
  return {
    addressOf,
    pids: running.map(({ pid }) => pid),
    // The gateway first: it must not ask services that are gone.
    stop: async () => {
      for (const each of [...running].reverse()) await each.stop();
    },
  };
}
