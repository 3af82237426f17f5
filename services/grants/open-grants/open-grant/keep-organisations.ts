/** What grants keeps of organisations, which plans owns: the names and identifiers under which grants are published. */
import { endVersions, type Projection } from "../../../../kernel/writing/projection.js";

/** One row for each version of an organisation. */
export const keepOrganisations: Projection = {
  topic: "organisation",
  source: "plans",
  table: "grants.organisation_told",
  take: [
    `insert into grants.organisation_told (id, version, name, org_id, known_from)
     select id, version, fact ->> 'name', fact ->> 'org_id', (fact ->> 'known_from')::timestamptz
     from jsonb_to_recordset($1) as told(id text, version int, fact jsonb)
     on conflict do nothing`,
    endVersions("grants.organisation_told"),
  ],
};
