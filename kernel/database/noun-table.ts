/** The table that a noun lies in, for statements that write it. */
import type { EntityProperty } from "@mikro-orm/core";
import { raw, type Sql } from "sql-template-tag";
import type { NounClass } from "../subgraph/context.js";
import type { Database } from "./database.js";

/** The columns of a noun's table. */
export function columnsOf(database: Database, noun: NounClass): string[] {
  return propertiesOf(database, noun).flatMap(({ fieldNames }) => fieldNames);
}

/** Those of them that are written, and not computed by the database from others. */
export function writtenColumnsOf(database: Database, noun: NounClass): string[] {
  return propertiesOf(database, noun).flatMap(({ fieldNames, generated }) => (generated ? [] : fieldNames));
}

function propertiesOf(database: Database, noun: NounClass): EntityProperty[] {
  const { props } = database.orm.getMetadata().get(noun as never) as { props: EntityProperty[] };
  return props.filter(({ kind }) => kind !== "embedded");
}

/** The table of a noun. */
export function tableOf(database: Database, noun: NounClass): Sql {
  const { schema, tableName } = database.orm.getMetadata().get(noun as never) as { schema?: string; tableName: string };
  return raw(`"${schema}"."${tableName}"`);
}
