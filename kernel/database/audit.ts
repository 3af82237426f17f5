/** The audit: who changed what, when and by which request, chained so that no entry can be changed unseen. The database writes it; here it is sealed, read and verified. */
import pg from "pg";
import type { Database } from "./database.js";
import { rolesOf } from "./service-roles.js";
import type { Logger } from "../process/log.js";

const SEAL_EVERY_MS = 60 * 60 * 1_000;

/** Seals the days that are over, now and every hour: each gets a head over all its entries, chained to the head before. */
export function sealDaily(database: Database, log: Logger): () => void {
  const seal = async (): Promise<void> => {
    try {
      const { rows } = await database.pool.query<{ sealed: number }>(`select ${database.service}.seal_audit() as sealed`);
      if (rows[0]!.sealed) log.info({ service: database.service, days: rows[0]!.sealed }, "audit sealed");
    } catch (error) {
      log.error({ service: database.service, err: error }, "audit cannot be sealed");
    }
  };
  void seal();
  const timer = setInterval(() => void seal(), SEAL_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** One entry. */
export interface AuditEntry {
  at: string;
  noun: string;
  id: string;
  version: number;
  subject: string;
  role: string;
  verb: string;
  request_id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
}

/** What was looked at, and what does not fit; nothing where all is in order. */
export interface AuditReport {
  service: string;
  entries: number;
  days: number;
  /** The newest sealed day and its hash, which stands for all before it. Who keeps it elsewhere sees it when the newest heads are made anew. */
  head: string | null;
  findings: string[];
}

/** A service's audit, read as the owner of its tables: the services themselves cannot read it. */
export class Audit {
  private constructor(
    private readonly service: string,
    private readonly client: pg.Client,
  ) {}

  static async open(url: string, service: string, rolePrefix: string): Promise<Audit> {
    const { owner } = rolesOf(service, rolePrefix);
    const client = new pg.Client({ connectionString: url, options: `-c role=${owner} -c hub.role=HUB -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read` });
    await client.connect().catch((error: unknown) => {
      throw /role .* does not exist/.test((error as Error).message) ? new Error("No hub has worked on this database yet: are HUB_DATA_DIR and DATABASE_URL those of the hub?") : error;
    });
    return new Audit(service, client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** What happened to one thing, in order. */
  async of(id: string): Promise<AuditEntry[]> {
    const { rows } = await this.client.query<AuditEntry>(
      `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, noun, id, version, subject, role, verb, request_id, before, after from ${this.service}.audit_entry where id = $1 order by noun, version`,
      [id],
    );
    return rows;
  }

  /** Reckons every hash anew and compares the audit with the tables. */
  async verify(): Promise<AuditReport> {
    await this.client.query("begin");
    try {
      const findings = [...(await this.chains()), ...(await this.heads()), ...(await this.triggers()), ...(await this.tables())];
      const { rows } = await this.client.query<{ entries: number; days: number; head: string | null }>(
        `select (select count(*)::int from ${this.service}.audit_entry) as entries, (select count(*)::int from ${this.service}.audit_head) as days,
           (select day::text || ' ' || hash from ${this.service}.audit_head order by day desc limit 1) as head`,
      );
      return { service: this.service, ...rows[0]!, findings };
    } finally {
      await this.client.query("rollback");
    }
  }

  private async chains(): Promise<string[]> {
    const { rows } = await this.client.query<{ noun: string; id: string; version: number; problem: string }>(`
      with chained as (
        select e, lag(hash) over chain as previous_hash, lag(after) over chain as previous_after, row_number() over chain as place
        from ${this.service}.audit_entry e window chain as (partition by noun, id order by version)
      )
      select (e).noun, (e).id, (e).version, case
          when (e).hash is distinct from ${this.service}.audit_hash(e) then 'its content was changed'
          when (e).version <> place then 'an entry before it is missing'
          when (e).previous is distinct from previous_hash then 'it does not follow from the entry before'
          when (e).before is distinct from previous_after then 'what it says was before is not what was'
        end as problem
      from chained
      where (e).hash is distinct from ${this.service}.audit_hash(e) or (e).version <> place
        or (e).previous is distinct from previous_hash or (e).before is distinct from previous_after
      order by 1, 2, 3 limit 100`);
    return rows.map(({ noun, id, version, problem }) => `entry ${noun} ${id} version ${version}: ${problem}`);
  }

  private async heads(): Promise<string[]> {
    const { rows } = await this.client.query<{ day: string }>(`
      select day::text from (
        select h.day, h.hash is distinct from ${this.service}.audit_head_hash(h.previous, h.day) or h.previous is distinct from lag(h.hash) over (order by h.day)
          or h.entries <> (select count(*) from ${this.service}.audit_entry where at >= h.day::timestamp at time zone 'UTC' and at < (h.day + 1)::timestamp at time zone 'UTC') as broken
        from ${this.service}.audit_head h
        union all
        select distinct (at at time zone 'UTC')::date, true from ${this.service}.audit_entry e
        where (at at time zone 'UTC')::date < (select max(day) from ${this.service}.audit_head)
          and not exists (select from ${this.service}.audit_head h where h.day = (e.at at time zone 'UTC')::date)
      ) as judged where broken order by day limit 100`);
    return rows.map(({ day }) => `day ${day}: its head does not fit its entries or the day before`);
  }

  /** The triggers by which the database writes the audit and keeps history: each is there, and on. */
  private async triggers(): Promise<string[]> {
    const { rows } = await this.client.query<{ table: string; trigger: string }>(
      `select c.relname as table, needed.trigger
       from pg_class c
       cross join lateral unnest(case when c.relname in ('audit_entry', 'audit_head') then '{keep_audit}' when c.relname = any($2) then '{audit,keep_history,keep_all_history}' else '{}' end::text[]) as needed(trigger)
       where c.relnamespace = $1::regnamespace
         and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = needed.trigger and t.tgenabled in ('O', 'A'))
       order by 1, 2`,
      [this.service, await this.nouns()],
    );
    return rows.map(({ table, trigger }) => `table ${table}: its trigger ${trigger} is gone or off`);
  }

  /** The tables of facts, by what only they have; whether they have their triggers is another question. */
  private async nouns(): Promise<string[]> {
    const { rows } = await this.client.query<{ noun: string }>(
      `select c.relname as noun from pg_class c where c.relkind = 'r' and c.relnamespace = $1::regnamespace
         and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('known_from', 'known_to', 'gaps') and not a.attisdropped) = 3
       order by 1`,
      [this.service],
    );
    return rows.map(({ noun }) => noun);
  }

  /** Each row stands in the audit as it is, each entry has its row, and each version ends where the next one begins. */
  private async tables(): Promise<string[]> {
    const findings: string[] = [];
    for (const noun of await this.nouns()) {
      const table = `${this.service}.${pg.escapeIdentifier(noun)}`;
      const { rows } = await this.client.query<{ id: string; version: number; problem: string }>(
        `select coalesce(t.id, e.id) as id, coalesce(t.version, e.version) as version,
           case when e.id is null then 'it is not in the audit' when t.id is null then 'it is gone from the table'
             when t.known_to is distinct from t.next_from then 'it does not end where the next version begins' else 'it is not what the audit says was written' end as problem
         from (select *, lead(known_from) over (partition by id order by version) as next_from from ${table}) t
         full join (select * from ${this.service}.audit_entry where noun = $1) e on e.id = t.id and e.version = t.version
         where e.id is null or t.id is null or t.known_to is distinct from t.next_from
           or (select jsonb_object_agg(name, to_jsonb(t) -> name) from jsonb_object_keys(e.after - 'known_to') as name) is distinct from e.after - 'known_to'
         order by 1, 2 limit 100`,
        [noun],
      );
      findings.push(...rows.map(({ id, version, problem }) => `row ${noun} ${id} version ${version}: ${problem}`));
    }
    return findings;
  }
}
