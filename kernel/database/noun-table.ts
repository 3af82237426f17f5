/** The table that a noun lies in, for statements that write it. */
import type { EntityProperty } from "@mikro-orm/core";
import { raw, type Sql } from "sql-template-tag";
import type { NounClass } from "../subgraph/context.js";
import type { Database } from "./database.js";

/** The columns of a noun's table that are written. */
export function columnsOf(database: Database, noun: NounClass): string[] {
  const { props } = database.orm.getMetadata().get(noun as never) as { props: EntityProperty[] };
  return props.filter(({ kind, generated }) => kind !== "embedded" && !generated).flatMap(({ fieldNames }) => fieldNames);
}

/** The table of a noun. */
export function tableOf(database: Database, noun: NounClass): Sql {
  const { schema, tableName } = database.orm.getMetadata().get(noun as never) as { schema?: string; tableName: string };
  return raw(`"${schema}"."${tableName}"`);
}
