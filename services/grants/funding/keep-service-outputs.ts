/** What grants keeps of indicators: what was counted of the outputs of services, so that it can tell what a unit cost. */
import { endVersions, type Projection } from "../../../kernel/writing/projection.js";

/** One row for each version of an output that may be told. */
export const keepServiceOutputs: Projection = {
  topic: "service_output",
  source: "indicators",
  table: "grants.service_output",
  take: [
    `insert into grants.service_output (id, version, service_id, indicator_id, partnership_id, area_id, extent, period_kind, period_from, period_to, qualifier, value, known_from, of_partnership, visibility)
     select id, version, fact ->> 'service_id', fact ->> 'indicator_id', fact ->> 'partnership_id', fact ->> 'area_id', fact ->> 'extent', fact ->> 'period_kind',
       (fact ->> 'period_from')::date, (fact ->> 'period_to')::date, fact ->> 'qualifier', (fact ->> 'value')::numeric,
       (fact ->> 'known_from')::timestamptz, fact ->> 'of_partnership', coalesce(fact ->> 'visibility', 'PARTNERSHIP')
     from jsonb_to_recordset($1) as told(id text, version int, fact jsonb)
     on conflict do nothing`,
    endVersions("grants.service_output"),
  ],
};
