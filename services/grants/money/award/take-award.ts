/** Takes an award for the rest of a transaction: whatever else is done with its money waits, so that two officers can never spend the same penny. */
import type { PoolClient } from "pg";
import { takeThing } from "../../../../kernel/writing/taking.js";

/** What the rows of a file change together with an award: `column` names the award. */
export function togetherWithAward(column: string): { thing: string; column: string } {
  return { thing: "award", column };
}

/** Takes an award. A verb on its money does so before it takes any noun, and then judges by what it reads. */
export function takeAward(client: PoolClient, award: string): Promise<void> {
  return takeThing(client, "award", award);
}
