/** What grants keeps of organisations, which plans owns: the names and identifiers under which grants are published. */
import type { Projection } from "../../../../kernel/writing/projection.js";

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
    // A version ends where the next one begins, whichever of the two came first.
    `update grants.organisation_told o set known_to = ends.at
     from (select id, version, lead(known_from) over (partition by id order by version) as at from grants.organisation_told
           where id in (select id from jsonb_to_recordset($1) as told(id text))) ends
     where ends.id = o.id and ends.version = o.version and o.known_to is distinct from ends.at`,
  ],
};
