/** What plans keeps of grants' money besides awards: what is allocated to which things, and what was spent of it. */
import { endVersions, type Projection } from "../../../../kernel/writing/projection.js";

/** One row for each version of an allocation or of a return. */
export const keepFunded: Projection = {
  topic: "funded",
  source: "grants",
  table: "plans.funded",
  take: [
    `insert into plans.funded (id, version, kind, names, under, pence, known_from, of_partnership, visibility, award_id)
     select distinct on (id, version) id, version, fact ->> 'kind', array(select jsonb_array_elements_text(fact -> 'names')), fact ->> 'under', (fact ->> 'pence')::bigint,
       (fact ->> 'known_from')::timestamptz, fact ->> 'of_partnership', fact ->> 'visibility', fact ->> 'award_id'
     from jsonb_to_recordset($1) as told(id text, version int, fact jsonb) order by id, version, fact ->> 'award_id'
     -- Told before awards were told with it: it is told again.
     on conflict (id, version) do update set award_id = excluded.award_id where funded.award_id is null`,
    endVersions("plans.funded"),
  ],
};
