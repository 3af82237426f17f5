/** One transaction that records things of several nouns: all of them or none, and nobody waits for ever. */
import type { PoolClient } from "pg";
import { asHub } from "../../kernel/authority/asking.js";
import { inTransaction } from "../../kernel/database/transaction.js";
import { takeNouns } from "../../kernel/writing/taking.js";
import type { Context, Written } from "../../kernel/subgraph/context.js";
import { record } from "../../kernel/writing/record.js";
import { Award } from "../../services/grants/money/award/award.js";
import { importAwards } from "../../services/grants/money/award/import-awards.js";
import { Fund } from "../../services/grants/money/fund/fund.js";
import { importFunds } from "../../services/grants/money/fund/import-funds.js";
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const database = () => hub.service("grants").database;
const writing = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> => inTransaction(database(), asHub(), "test", work);

function recordFund(client: PoolClient, name: string): Promise<Written> {
  const cells = { name, funder: "organisation-cambridgeshire-pcc", purpose: "?NOT_STATED: A test says nothing." };
  return record({ database: database(), asking: asHub() } as Context, client, { declaration: importFunds, prefix: "fund", changes: () => Promise.resolve(null), cells, expectedVersion: 0 });
}

function recordAward(client: PoolClient, fund: string, more: object = {}): Promise<Written> {
  const cells = { fund, partnership: "partnership-fenland", recipient: "organisation-fenland-district-council", awarded: "10.00", annual_amounts: "2015/16 10.00", purpose: "A test", ...more };
  return record({ database: database(), asking: asHub() } as Context, client, { declaration: importAwards, prefix: "award", changes: () => Promise.resolve(null), cells, expectedVersion: 0 });
}

test("a transaction records a fund, an award of it and another fund", async () => {
  const { fund, award, other } = await writing(async (client) => {
    await takeNouns(client, database(), [Fund, Award]);
    const fund = await recordFund(client, "The first of a transaction");
    const award = await recordAward(client, fund.id);
    return { fund, award, other: await recordFund(client, "The third of a transaction") };
  });
  expect(await hub.sql("select fund_id, version from grants.award where id = $1", [award.id])).toEqual([{ fund_id: fund.id, version: 1 }]);
  expect(await hub.sql("select name from grants.fund where id = any($1) order by name", [[fund.id, other.id]])).toHaveLength(2);
});

test("where the last of them is refused, nothing of the transaction is written", async () => {
  const refused = writing(async (client) => {
    await takeNouns(client, database(), [Award, Fund]);
    const fund = await recordFund(client, "A fund that comes to nothing");
    await recordAward(client, fund.id, { awarded: "10.01" });
  });
  await expect(refused).rejects.toMatchObject({ code: "AMOUNTS_DO_NOT_SUM" });
  expect(await hub.sql("select id from grants.fund where name = 'A fund that comes to nothing'")).toEqual([]);
});

test("a verb that takes a noun out of order is stopped at once", async () => {
  const outOfOrder = writing(async (client) => {
    const fund = await recordFund(client, "Taken first");
    await recordAward(client, fund.id);
  });
  await expect(outOfOrder).rejects.toThrow(/"grants"."award" was taken after "grants"."fund"/);
});

test("many who write several nouns at the same moment, each in an order of its own, all come to their end", async () => {
  const names = Array.from({ length: 16 }, (_, n) => `Fund of writer ${String(n)}`);
  await Promise.all(
    names.map((name, n) =>
      writing(async (client) => {
        await takeNouns(client, database(), n % 2 ? [Fund, Award] : [Award, Fund]);
        if (n % 2) await recordAward(client, (await recordFund(client, name)).id);
        else {
          await recordAward(client, "fund-cambridgeshire-pcc-safer-peterborough");
          await recordFund(client, name);
        }
      }),
    ),
  );
  expect(await hub.sql("select id from grants.fund where name = any($1)", [names])).toHaveLength(16);
});
