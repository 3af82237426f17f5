/** Whose a staged row `s` is, who sees it where it does not say, and whether it has an owner at all: each as plain SQL. */
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Database } from "../database/database.js";
import { tableOf } from "../database/noun-table.js";
import type { RowOwner } from "./import-declaration.js";

/** The owner of rows as SQL over the row `s` and the version `t` that it changes. */
export class OwnerOfRows {
  constructor(
    private readonly database: Database,
    private readonly owner: RowOwner,
    /** Whether the rows say which PCC area they are of. */
    private readonly saysArea: boolean,
  ) {}

  /** The partnership whose a row is; null of nobody's. */
  get partnership(): Sql {
    const { owner } = this;
    if (owner.of === "NOBODY") return sql`null::text`;
    const column = raw(`s."${owner.column}"`);
    if (owner.of === "AREA") return owner.itself ? sql`s.id` : sql`null::text`;
    if (owner.of === "SUBJECT") return sql`${raw(`${this.database.service}.owner_of`)}(${column})`;
    return owner.through ? sql`(select p.of_partnership from ${tableOf(this.database, owner.through)} p where p.id = ${column} and p.known_to is null)` : column;
  }

  /** Who may see a row that does not say so: whoever sees what it hangs on. */
  get visibility(): Sql {
    const { owner } = this;
    if (owner.of === "SUBJECT") return sql`${this.standingOf(owner.column)} ->> 'visibility'`;
    if (owner.of !== "PARTNERSHIP" || !owner.through) return sql`null::text`;
    return sql`(select p.visibility from ${tableOf(this.database, owner.through)} p where p.id = ${raw(`s."${owner.column}"`)} and p.known_to is null)`;
  }

  /** Whether a row that ought to have an owner has none that the viewer can see. What hangs on a thing of nobody's is nobody's as it is. */
  get isMissing(): Sql {
    const { owner } = this;
    // What is not there is refused as what is another's: whoever asks does not learn which of the two it is.
    if (owner.of === "SUBJECT") return sql`(${raw(`s."${owner.column}"`)} not like 'partnership-%' and ${this.standingOf(owner.column)} is null)`;
    if (owner.of !== "PARTNERSHIP" || owner.orNobody) return sql`false`;
    if (!owner.through) return sql`s.of_partnership is null`;
    return sql`not exists (select from ${tableOf(this.database, owner.through)} p where p.id = ${raw(`s."${owner.column}"`)} and p.known_to is null)`;
  }

  /** Whether a row of nobody's, or what it is said of, is of a PCC area that is not the viewer's. */
  get isOfAnotherArea(): Sql {
    const { owner } = this;
    const areas = [
      ...(owner.of === "SUBJECT" ? [sql`${this.standingOf(owner.column)} ->> 'pcc_area_id'`] : []),
      ...(owner.of === "PARTNERSHIP" && this.saysArea ? [raw("s.pcc_area_id"), raw("t.pcc_area_id")] : []),
    ];
    const viewers = raw(`coalesce((select ${this.database.service}.viewer_pcc_area()), '')`);
    const anothers = areas.map((area) => sql`coalesce((${area}) <> ${viewers}, false)`);
    return anothers.length ? sql`s.of_partnership is null and (${join(anothers, " or ")})` : sql`false`;
  }

  private standingOf(column: string): Sql {
    return raw(`${this.database.service}.standing_of(s."${column}")`);
  }
}
