/**
 * The ledger under whatever is done with it: sequences of acts drawn by chance, each of which must come out as an
 * independent model says, and after which every balance is the model's. The seed that a run tells makes its acts again:
 * LEDGER_SEED and LEDGER_RUNS choose them.
 */
import { drawFrom } from "../support/busy-clients.js";
import { startHub, type TestHub } from "../support/hub.js";
import { LedgerRun } from "./ledger-acts.js";

const ACTS = 200;
/** Runs that go on beside each other: they share nothing but the hub. */
const BESIDE = 4;
const runs = Number(process.env["LEDGER_RUNS"] ?? 3);
const seed = Number(process.env["LEDGER_SEED"] ?? Date.now() % 1_000_000);

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

/** What must hold of every row, in plain SQL written apart from the guards of the database. */
const BROKEN = `
  select 'a year with more allocated than it gives' as what, a.award_id as id from (select award_id, year, sum(amount_pence) as pence from grants.allocation where known_to is null and parent_id is null group by 1, 2) a
    join grants.award w on w.id = a.award_id and w.known_to is null
    where a.pence > coalesce((select sum((y ->> 'pence')::numeric) from jsonb_array_elements(w.annual_amounts) y where y ->> 'year' = a.year), 0)
      + coalesce((select sum(excess_pence) from grants.over_allocation o where o.award_id = a.award_id and o.year = a.year and o.known_to is null), 0)
  union all select 'an allocation with more under it than it holds', p.id from grants.allocation p where p.known_to is null
    and p.amount_pence < (select coalesce(sum(c.amount_pence), 0) from grants.allocation c where c.parent_id = p.id and c.known_to is null)
  union all select 'a node that gave more than it got', node from (select to_node as node, amount_pence as pence from grants.ledger_entry union all select from_node, -amount_pence from grants.ledger_entry) f
    where node !~ '^fund-' group by node having sum(pence) < 0
  union all select 'an award that paid more than it is', w.id from grants.award w where w.known_to is null and w.awarded_pence <
    (select coalesce(sum(amount_pence), 0) from grants.ledger_entry e where e.award_id = w.id and e.from_node like 'fund-%') - (select coalesce(sum(amount_pence), 0) from grants.ledger_entry e where e.award_id = w.id and e.to_node like 'fund-%')
  union all select 'pennies lost on the way', award_id from (
      select award_id, sum(case when from_node like 'fund-%' then amount_pence when to_node like 'fund-%' then -amount_pence else 0 end) as came from grants.ledger_entry group by award_id) c
    where came <> (select coalesce(sum(case when n.node = e.to_node then e.amount_pence else -e.amount_pence end), 0)
      from grants.ledger_entry e, lateral (values (e.from_node), (e.to_node)) n(node) where e.award_id = c.award_id and n.node !~ '^fund-')
  union all select 'an entry that was superseded', id from grants.ledger_entry where version > 1 or known_to is not null
  union all select 'an entry that was corrected twice', corrects_id from grants.ledger_entry where corrects_id is not null group by corrects_id having count(*) > 1
  union all select 'a correction that is no exact reverse', c.id from grants.ledger_entry c join grants.ledger_entry e on e.id = c.corrects_id
    where (c.from_node, c.to_node, c.amount_pence, c.award_id) is distinct from (e.to_node, e.from_node, e.amount_pence, e.award_id) or e.kind = 'CORRECTION'
  union all select 'a claim that is paid without the one entry that stands', id from grants.claim c where known_to is null and state = 'PAID'
    and 1 <> (select count(*) from grants.ledger_entry e where e.claim_id = c.id and e.amount_pence = c.amount_pence and e.kind = 'PAYMENT' and e.id not in (select corrects_id from grants.ledger_entry where corrects_id is not null))
  union all select 'an entry that stands and pays a claim that is not paid', e.id from grants.ledger_entry e where claim_id is not null and e.id not in (select corrects_id from grants.ledger_entry where corrects_id is not null)
    and not exists (select from grants.claim c where c.id = e.claim_id and c.state = 'PAID' and c.known_to is null)
  union all select 'a claim that was not put back as often as its payment was corrected', c.id from (select distinct id from grants.claim) c
    where (select count(*) from grants.ledger_entry e join grants.ledger_entry r on r.corrects_id = e.id where e.claim_id = c.id)
      <> (select count(*) from grants.claim v join grants.claim f on f.id = v.id and f.version = v.version - 1 where v.id = c.id and f.state = 'PAID' and v.state = 'APPROVED')
  union all select 'a split that is not whole', id from grants.allocation where attributed_pence is not null and ((select sum(p) from unnest(attributed_pence) p) <> amount_pence or (select sum(s) from unnest(attributed_shares) s) <> 100)
  union all select 'money that moved before its award was agreed', e.id from grants.ledger_entry e join grants.agreement g on g.award_id = e.award_id and g.known_to is null
    where e.kind in ('PAYMENT', 'PASS_ON', 'CLAWBACK') and e.on_day < g.agreed_on
  union all select 'an award of nothing', id from grants.award where awarded_pence = 0
  union all select 'an allocation, a claim or a return of a year that its award does not give for', t.id from (
      select id, award_id, left(year, 4)::int as begins from grants.allocation
      union all select id, award_id, extract(year from period_from - interval '3 months')::int from grants.claim where period_from is not null
      union all select id, award_id, extract(year from period_from - interval '3 months')::int from grants.spend_return) t
    where not exists (select from grants.award w, jsonb_array_elements(w.annual_amounts) y where w.id = t.award_id and w.known_to is null and left(y ->> 'year', 4)::int = t.begins)
  union all select 'a currency beside pounds', id from grants.ledger_entry where amount_currency <> 'GBP'`;

test(`whatever is done, every act and every balance is the model's, and no invariant is broken (seed ${String(seed)}, ${String(runs)} runs of ${String(ACTS)} acts)`, async () => {
  const taken = new Map<string, number>();
  const refused = new Map<string, number>();
  const add = (to: Map<string, number>, from: Map<string, number>): void => from.forEach((n, what) => to.set(what, (to.get(what) ?? 0) + n));
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < runs) {
      const own = seed + next++;
      const run = new LedgerRun(hub, drawFrom(own));
      try {
        await run.begin();
        for (let n = 1; n <= ACTS; n++) {
          await run.act();
          if (n % 40 === 0) expect(await run.differences()).toEqual([]);
        }
      } catch (error) {
        throw new Error(`In the run of seed ${String(own)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      add(taken, run.taken);
      add(refused, run.refused);
      if (++done % 50 === 0) process.stderr.write(`ledger.test.ts: ${String(done)} runs of the seeds from ${String(seed)} on are as the model says\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(BESIDE, runs) }, work));
  expect(await hub.sql(BROKEN)).toEqual([]);
  const told = (counted: Map<string, number>): string => [...counted].toSorted().map(([what, n]) => `${what} ${String(n)}`).join(", ");
  process.stderr.write(`ledger.test.ts: seed ${String(seed)}, ${String(runs)} runs of ${String(ACTS)} acts; taken: ${told(taken)}; refused: ${told(refused)}\n`);
  // Chance went everywhere.
  for (const verb of ["allocate", "changeAllocation", "approveOverAllocation", "recordAward", "draftClaim", "submitClaim", "decideClaim", "payClaim", "recordPayment", "passOn", "refund", "clawBack", "correctEntry", "recordReturn"]) expect(taken.get(verb)).toBeGreaterThan(0);
  // In a short run chance may not pay a claim, correct its payment and pay it again, nor be refused everything.
  if (runs >= 10) expect(taken.get("payClaim again")).toBeGreaterThan(0);
  for (const code of ["ALLOCATIONS_EXCEED_YEAR", "MONEY_NOT_THERE", "CLAIM_EXCEEDS_AWARD", "STEP_NOT_OPEN", "VERSION_MOVED", "ENTRY_STANDS", "PERIOD_OUTSIDE_YEAR", ...(runs >= 10 ? ["DATES_OUT_OF_ORDER", "AMOUNT_IS_ZERO", "VARIATION_NEEDED"] : [])]) expect([...refused.keys()].some((what) => what.endsWith(` ${code}`))).toBe(true);
}, 4 * 60 * 60 * 1_000);
