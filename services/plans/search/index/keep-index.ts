/** What plans keeps of the facts of a service, its own among them: what search and the list of gaps read. */
import { factsTopic } from "../../../../kernel/facts/indexed-facts.js";
import { endVersions, type Projection } from "../../../../kernel/writing/projection.js";

/** The part of the index that is told by one service. One row for each version. */
function keepIndexOf(source: string): Projection {
  return {
    topic: factsTopic(source),
    source,
    table: "plans.indexed_fact",
    rows: `source = '${source}'`,
    take: [
      `insert into plans.indexed_fact (source, noun, id, version, title, texts, refers, about, partnership_id, pcc_area_id, period_kind, period_from, period_to, document_id, section, as_printed, left_open, known_from, of_partnership, visibility)
       select '${source}', fact ->> 'noun', id, version, fact ->> 'title',
         (select coalesce(string_agg(said, E'\\n'), '') from jsonb_array_elements_text(fact -> 'texts') as said),
         array(select jsonb_array_elements_text(fact -> 'refers')),
         fact ->> 'about', fact ->> 'partnership_id', fact ->> 'pcc_area_id', fact ->> 'period_kind', (fact ->> 'period_from')::date, (fact ->> 'period_to')::date,
         fact ->> 'document_id', fact ->> 'section', fact ->> 'as_printed', fact -> 'gaps', (fact ->> 'known_from')::timestamptz, fact ->> 'of_partnership', fact ->> 'visibility'
       from jsonb_to_recordset($1) as told(id text, version int, fact jsonb)
       on conflict do nothing`,
      endVersions("plans.indexed_fact", { one: ["source", "noun", "id"] }),
    ],
  };
}

/** The whole index. */
export const keepIndex: readonly Projection[] = ["plans", "grants", "indicators"].map(keepIndexOf);
