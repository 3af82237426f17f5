/** The one thing that hangs on another: read for all parents of the request in one statement, as lists are. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { knownOn } from "../database/rows.js";
import type { Seen } from "../facts/seen.js";
import type { Context, NounClass } from "../subgraph/context.js";
import { fieldsAsked } from "../subgraph/look-ahead.js";

/** The thing of a noun whose column holds the parent's id, on the parent's day; null where there is none that the viewer sees. Of several it is the one whose id comes first. */
export function onlyChildOf<T extends Seen>(context: Context, noun: NounClass<T>, parent: Seen, column: string, info: GraphQLResolveInfo): Promise<T | null> {
  const table = context.reading.tableOf(noun)!;
  const { asOf } = parent;
  const columns = table.columnsFor(fieldsAsked(info, context.reading.nameOf(noun)));
  const on = raw(`t."${column}"`);
  const name = `${context.reading.nameOf(noun)} by ${column} ${asOf} ${columns.key}`;
  return context
    .loader<string, T | null>(name, async (parents) => {
      const rows = await context.rows.all<Record<string, unknown>>(
        sql`select distinct on (${on}) ${on} as parent, ${columns.select} from ${table.name} t where ${on} = any(${parents}::text[]) and ${knownOn(asOf)} order by ${on}, t.id`,
      );
      const found = new Map(rows.map((row) => [row["parent"] as string, table.read(columns, row, asOf)]));
      return parents.map((each) => found.get(each) ?? null);
    })
    .load(parent.id);
}
