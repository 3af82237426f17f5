/** What grants keeps of plans: what money can be attributed to, and what each of these things stands under. */
import { endVersions, type Projection } from "../../../kernel/writing/projection.js";

/** One row for each version of a priority, work programme, action, outcome, PCC objective or pledge. */
export const keepAttributable: Projection = {
  topic: "attributable",
  source: "plans",
  table: "grants.attributable",
  take: [
    `insert into grants.attributable (id, version, kind, plan_id, priority_id, work_programme_id, action_id, pcc_objective_id, pcc_area_id, known_from, of_partnership, visibility)
     select id, version, fact ->> 'kind', fact ->> 'plan_id', fact ->> 'priority_id', fact ->> 'work_programme_id', fact ->> 'action_id', fact ->> 'pcc_objective_id', fact ->> 'pcc_area_id',
       (fact ->> 'known_from')::timestamptz, fact ->> 'of_partnership', fact ->> 'visibility'
     from jsonb_to_recordset($1) as told(id text, version int, fact jsonb)
     on conflict do nothing`,
    endVersions("grants.attributable"),
  ],
};
