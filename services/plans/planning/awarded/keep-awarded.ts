/** What plans keeps of awards: the money of each financial year for each partnership, as grants publishes it. */
import { endVersions, type Projection } from "../../../../kernel/writing/projection.js";

/** One row for each financial year of each version of an award. */
export const keepAwarded: Projection = {
  topic: "award",
  source: "grants",
  table: "plans.awarded",
  take: [
    `insert into plans.awarded (award_id, version, year_from, year_to, partnership_id, pence, known_from, of_partnership, visibility)
     select told.id, told.version, make_date(left(amount.year, 4)::int, 4, 1), make_date(left(amount.year, 4)::int + 1, 3, 31), fact ->> 'partnership_id', amount.pence,
       (fact ->> 'known_from')::timestamptz, fact ->> 'of_partnership', fact ->> 'visibility'
     from jsonb_to_recordset($1) as told(id text, version int, fact jsonb), jsonb_to_recordset(fact -> 'annual_amounts') as amount(year text, pence bigint)
     on conflict do nothing`,
    endVersions("plans.awarded", { id: "award_id" }),
  ],
};
