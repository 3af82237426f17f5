/**
 * What may be wrong with staged rows, beside each other, beside what stands and beside who sends them: for each such thing
 * the plain SQL that finds the rows with which it is. `staged` is the table of the rows; `s` is one of them, and `t` the
 * version that it changes.
 */
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { byAPartnership, type Viewer } from "../authority/viewer.js";
import type { Database } from "../database/database.js";
import { tableOf } from "../database/noun-table.js";
import type { RefusalCode } from "../refusals.js";
import type { NounClass } from "../subgraph/context.js";
import type { ImportDeclaration } from "./import-declaration.js";
import type { OwnerOfRows } from "./row-owner.js";

/** Something that may be wrong: the plain SQL that selects the lines of the rows with which it is, each with what there is to tell of it. */
export interface Judgement {
  code: RefusalCode;
  column: string;
  rows: Sql;
}

/** What is known of the rows that are judged. */
export interface StagedState {
  /** Where the versions stand that they would change. */
  standing: Sql;
  /** Whether they are what an act says, of which PostgreSQL has thought of everything before. */
  ofAnAct: boolean;
  /** Whether none of the things is there now, as far as the viewer may see. */
  allNew: boolean;
  /** The columns in which no row says anything: what is about them has nothing to judge. */
  unsaid: ReadonlySet<string>;
}

/** The judgements of one file or act. */
export class Judgements {
  private readonly table: Sql;

  constructor(
    private readonly database: Database,
    private readonly declaration: ImportDeclaration,
    private readonly owner: OwnerOfRows,
    private readonly viewer: Viewer,
    private readonly now: Date,
    private readonly staged: StagedState,
  ) {
    this.table = tableOf(database, declaration.noun);
  }

  /** What is judged of all rows: nothing twice, nothing referred to that is unknown, nothing that is another's. */
  ofAll(): Judgement[] {
    return [...this.repeats(), ...this.older(), ...this.saidBefore(), ...this.references(), ...this.reach()];
  }

  /** What is judged of the rows that say something new, as what will stand. */
  ofWhatIsNew(): Judgement[] {
    return [...this.steps(), ...this.rules()];
  }

  /** Rows of which another says what the same thing is. */
  private repeats(): Judgement[] {
    return [{ code: "DUPLICATE_ROW", column: "id", rows: sql`select line, 'Id: ' || id || '.' as detail from (select line, id, row_number() over (partition by id order by line) n from staged) s where n > 1` }];
  }

  /** Rows whose source is older than the version that they would change. */
  private older(): Judgement[] {
    if (this.staged.allNew) return [];
    return [{
      code: "OLDER_THAN_KNOWN",
      column: "known_from",
      rows: sql`select s.line, null as detail from staged s join ${this.staged.standing} t on t.id = s.id and t.known_to is null and s.known_from < t.known_from
        where not exists (select from ${this.table} v where v.id = s.id and v.known_from = s.known_from)`,
    }];
  }

  /** Rows that say again what another says already, of the file or as it stands. */
  private saidBefore(): Judgement[] {
    const { standsFor, unique } = this.declaration;
    const again = (column: string, names: readonly string[], sound: Sql, stood: Sql): Judgement => ({
      code: "DUPLICATE_ROW",
      column,
      rows: sql`select line, 'The same as ' || other || '.' as detail from (
        select line, 'another row of the file' as other from (select line, row_number() over (partition by ${raw(names.map((name) => `"${name}"`).join(", "))} order by line) n from staged where ${sound}) s where n > 1
        union all
        select s.line, t.id from staged s ${stood} where t.id <> s.id and not exists (select from staged again where again.id = t.id)) clash`,
    });
    const judgements: Judgement[] = [];
    if (standsFor) {
      const name = raw(`"${standsFor.column}"`);
      // An index on the table answers for however many there are.
      judgements.push(again(standsFor.cell, [standsFor.column], sql`${name} is not null`, sql`cross join lateral (select t.id from ${this.table} t where t.${name} = s.${name} and t.known_to is null offset 0) t`));
    }
    if (unique) judgements.push(again(this.cellOf(unique[0]!), unique, sql`true`, sql`join ${this.table} t on ${saysTheSame(this.database, this.declaration.noun, unique)} and t.known_to is null`));
    return judgements;
  }

  /** Rows that refer to what is not known on the day that they are known from, or to what is not theirs to refer to. */
  private references(): Judgement[] {
    const judgements: Judgement[] = [];
    for (const [column, reader] of Object.entries(this.declaration.columns)) {
      // Of an act, PostgreSQL has thought of all of them already.
      if (!this.staged.ofAnAct && this.staged.unsaid.has(reader.fills[0]!)) continue;
      const said = raw(`s."${reader.fills[0]}"`);
      const staged = sql`staged s cross join lateral ${reader.several ? sql`unnest(${said})` : sql`(values (${said}))`} as named(id)`;
      const unknown = (condition: Sql): Judgement => ({
        code: "UNKNOWN_REFERENCE",
        column,
        rows: sql`select s.line, 'Id: ' || named.id || ', not known on ' || (coalesce(s.known_from, ${this.now}) at time zone 'UTC')::date || '.' as detail from ${staged} where named.id is not null and ${condition}`,
      });
      // What is referred to must be known at the latest when the row is: else a question as of that day would lead nowhere.
      const knownIn = (noun: NounClass): Sql => sql`exists (select from ${tableOf(this.database, noun)} t where t.id = named.id and t.known_from <= coalesce(s.known_from, ${this.now}))`;
      if (reader.refersToOneOf) judgements.push(unknown(sql`not (${join(Object.values(reader.refersToOneOf).map(knownIn), " or ")})`));
      if (!reader.refersTo) continue;
      const target = tableOf(this.database, reader.refersTo);
      const own = reader.refersTo === this.declaration.noun ? sql`and not exists (select from staged o where o.id = named.id and coalesce(o.known_from, ${this.now}) <= coalesce(s.known_from, ${this.now}))` : empty;
      judgements.push(unknown(sql`not ${knownIn(reader.refersTo)} ${own}`));
      const standing = sql`${staged} join ${target} t on t.id = named.id and t.known_to is null`;
      if (reader.within) {
        const within = raw(`"${reader.within}"`);
        judgements.push({ code: "REFERENCE_ASTRAY", column, rows: sql`select s.line, 'Id: ' || named.id || '.' as detail from ${standing} where t.${within} is not null and t.${within} is distinct from s.${within}` });
      } else if (!ofTheHub(this.viewer) && !("column" in this.declaration.owner && this.declaration.owner.column === reader.fills[0])) {
        // What another partnership sees to: nothing is hung on it from outside.
        judgements.push({ code: "OUTSIDE_YOUR_REACH", column, rows: sql`select s.line, null as detail from ${standing} where not t.of_partnership = any (${this.partnershipsInReach})` });
      }
    }
    return judgements;
  }

  private get partnershipsInReach(): Sql {
    return raw(`coalesce((select ${this.database.service}.viewer_partnerships()), '{}')`);
  }

  /** Rows that are not the viewer's to write. */
  private reach(): Judgement[] {
    const { owner } = this.declaration;
    const where = (code: RefusalCode, column: string, condition: Sql): Judgement => ({ code, column, rows: sql`select s.line, null as detail from ${this.withVersionsBefore} where ${condition}` });
    const judgements = [where("NOBODYS_TO_KEEP", "visibility", sql`s.visibility <> 'PUBLISHED' and s.of_partnership is null`)];
    if (owner.of === "NOBODY") return judgements;

    const within = owner.of === "AREA" ? raw(`array[(select ${this.database.service}.viewer_pcc_area())]`) : this.partnershipsInReach;
    const whose = owner.of === "AREA" ? owner.column : "of_partnership";
    const beyond = (alias: string): Sql => sql`not ${raw(`${alias}."${whose}"`)} = any (${within})`;
    if (!ofTheHub(this.viewer)) judgements.push(where("OUTSIDE_YOUR_REACH", this.cellOf(owner.column), sql`${this.owner.isMissing} or (${beyond("s")}) or (${beyond("t")}) or (${this.owner.isOfAnotherArea})`));
    // Whose a thing is decides whose everything is that hangs on it: it stays so. Any other passes from one to another, but not between somebody and nobody.
    const carries = owner.of === "PARTNERSHIP" && owner.carries === true;
    const passes = carries ? sql`t.of_partnership is distinct from s.of_partnership` : sql`(t.of_partnership is null) <> (s.of_partnership is null)`;
    if (carries || !ofTheHub(this.viewer)) judgements.push(where("CHANGES_HANDS", this.cellOf(owner.column), sql`t.id is not null and ${passes}`));
    return judgements;
  }

  /** The rows, each with the version that it changes, if there is one. */
  private get withVersionsBefore(): Sql {
    return sql`staged s left join ${this.staged.standing} t on t.id = s.id and t.known_to is null`;
  }

  /** Rows that leave a state by no step of their noun's, or come to the next before they came to the one they leave. */
  private steps(): Judgement[] {
    if (!this.declaration.steps || this.staged.allNew) return [];
    const { state, on, leadOn } = this.declaration.steps;
    const [from, to, left, entered] = [raw(`t."${state}"`), raw(`s."${state}"`), raw(`t."${on}"`), raw(`s."${on}"`)];
    const moved = sql`from staged s join ${this.staged.standing} t on t.id = s.id and t.known_to is null where not exists (select from ${this.table} v where v.id = s.id and v.known_from = s.known_from)`;
    return [
      { code: "DATES_OUT_OF_ORDER", column: this.cellOf(on), rows: sql`select s.line, 'It is ' || ${from} || ' since ' || ${left} || '.' as detail ${moved} and ${entered} < ${left}` },
      { code: "STEP_NOT_OPEN", column: this.cellOf(state), rows: sql`select s.line, 'From ' || ${from} || ' to ' || ${to} || '.' as detail ${moved} and ${to} <> ${from} and (${entered} < ${left}) is not true and not ${JSON.stringify(leadOn)}::jsonb -> ${from} ? ${to}` },
    ];
  }

  /** Rows that break a rule of their noun's over many rows. */
  private rules(): Judgement[] {
    // Each rule costs PostgreSQL as much to think of as to judge a thousand rows by; of an act, it has thought of all of them already.
    const rules = (this.declaration.rules ?? []).filter(({ ofReturns, about }) => (!ofReturns || byAPartnership(this.viewer)) && (this.staged.ofAnAct || !about || !this.staged.unsaid.has(about)));
    return rules.map(({ code, column, broken, detail }) => ({ code, column, rows: sql`select s.line, ${detail ?? sql`null`}::text as detail from ${this.withVersionsBefore} where ${broken}` }));
  }

  /** The column of the file that fills a column of the table. */
  private cellOf(column: string): string {
    return Object.entries(this.declaration.columns).find(([, { fills }]) => fills.includes(column))?.[0] ?? column;
  }
}

/** Whether the hub itself writes, within whose reach everything is. The database holds the others to theirs, whatever is judged here. */
export function ofTheHub({ role }: Viewer): boolean {
  return role === "HUB";
}

/** Whether a row `s` says in some columns what a version `t` says; by equality, which an index serves, where neither is ever null. */
export function saysTheSame(database: Database, noun: NounClass, names: readonly string[]): Sql {
  const nullable = new Set(database.orm.getMetadata().get(noun as never).props.flatMap((property) => (property.nullable ? property.fieldNames : [])));
  return join(names.map((name) => raw(nullable.has(name) ? `s."${name}" is not distinct from t."${name}"` : `s."${name}" = t."${name}"`)), " and ");
}
