/** Who answers the questions: the floor, the hub in one process, and the hub in four. Each runs as its users would run it. */
import { randomBytes } from "node:crypto";
import { services } from "../services/index.js";
import type { SyntheticDatabase } from "./synthetic-database.js";
import { script, start, type Running } from "./processes.js";

/** A contestant that runs. */
export interface Contestant {
  addressOf(question: string): string;
  pids: readonly number[];
  stop(): Promise<void>;
}

const HUB_SECRET = randomBytes(32).toString("base64url");

/** The contestants by name; the floor, which the others are held against, is the first. */
export const CONTESTANTS: Readonly<Record<string, (database: Pick<SyntheticDatabase, "url" | "superuserUrl">) => Promise<Contestant>>> = {
  // No role, no row-level security: the floor knows nothing of who asks.
  floor: async ({ superuserUrl }) => {
    const server = await start(script("bench/floor.ts", [], { DATABASE_URL: superuserUrl }));
    return contestant([server], (question) => `${server.address}/${question}`);
  },
  "one process": async ({ url }) => {
    const hub = await start(script("start.ts", [], { DATABASE_URL: url }));
    return contestant([hub], () => hub.address);
  },
  "four processes": async ({ url }) => {
    const parts = await Promise.all(services.map(({ name }) => start(script("services/main.ts", [name], { DATABASE_URL: url, HUB_SECRET }))));
    const addresses = Object.fromEntries(services.map(({ name }, i) => [`${name.toUpperCase()}_URL`, parts[i]!.address]));
    const gateway = await start(script("gateway/main.ts", [], { ...addresses, HUB_SECRET }));
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
