/** The context of one request in one subgraph: reads that are batched, and what the request is known by. */
import DataLoader from "dataloader";
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import type { Asking } from "../authority/asking.js";
import type { Viewer } from "../authority/viewer.js";
import type { Database } from "../database/database.js";
import { today, type Day } from "../values/day.js";
import type { Logger } from "../process/log.js";
import type { Seen } from "../facts/seen.js";
import { fieldsAsked } from "./look-ahead.js";
import { knownOn, type NounTable, type ViewerRows } from "../database/rows.js";

/** A noun's class. */
export type NounClass<T extends Seen = Seen> = abstract new () => T;

/** What a subgraph hands to each request. */
export interface Reading {
  log: Logger;
  /** Rows in a page at most. */
  pageSizeAtMost: number;
  /** The table of a noun that this service owns; undefined where it only holds a reference. */
  tableOf<T extends Seen>(noun: NounClass<T>): NounTable<T> | undefined;
  /** The name of a noun in the API. */
  nameOf(noun: NounClass): string;
  /** The gaps noted on a thing: why its lists are empty or incomplete, and which of its values are doubtful. */
  notedGaps(context: Context, subject: string, asOf: Day): Promise<{ field: string }[]>;
}

/** What a verb that acts has written: enough to show it again as it was. */
export interface Written {
  id: string;
  version: number;
  /** The day of writing: what is reached from it is seen on that day. */
  day: Day;
}

/** One request's context: made afresh for each, so that nothing read for one caller is seen by another. */
export class Context {
  /** The day that a question without `asOf` is answered for: one for the whole request. */
  readonly today: Day = today();
  private lastSerial = 0;
  private readonly asked = new Map<string, number>();
  private readonly perField = new WeakMap<object, Map<string, unknown>>();
  private readonly loaders = new Map<string, DataLoader<never, unknown, string>>();

  constructor(
    readonly reading: Reading,
    readonly asking: Asking,
    /** What the viewer may see, in this request. */
    readonly rows: ViewerRows,
    /** Where this request may write: only verbs that act do. */
    readonly database: Database,
  ) {}

  /** Who asks. */
  get viewer(): Viewer {
    return this.asking.viewer;
  }

  /**
   * What is the same for a field however many parents it is asked of: made once. The nodes of a field in the question
   * are one object for all its parents, and so are its arguments; `what` is the rest that it hangs on.
   */
  onceForField<V>({ fieldNodes }: GraphQLResolveInfo, what: string, make: () => V): V {
    let made = this.perField.get(fieldNodes);
    if (!made) this.perField.set(fieldNodes, (made = new Map<string, unknown>()));
    if (!made.has(what)) made.set(what, make());
    return made.get(what) as V;
  }

  /** A number that no other call in this request gets. */
  serial(): number {
    return ++this.lastSerial;
  }

  /** How often this was asked in this request, now included: for what is dear, and may be asked only so often. */
  timesAsked(what: string): number {
    const times = (this.asked.get(what) ?? 0) + 1;
    this.asked.set(what, times);
    return times;
  }

  /** The loader of that name, made at first use; keys that are equal as JSON are loaded once. */
  loader<K, V>(name: string, batch: (keys: readonly K[]) => Promise<(V | Error)[]>): DataLoader<K, V, string> {
    let loader = this.loaders.get(name) as DataLoader<K, V, string> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V, string>(batch, { cacheKeyFn: (key) => JSON.stringify(key), maxBatchSize: 10_000 });
      this.loaders.set(name, loader);
    }
    return loader;
  }

  /**
   * A noun by its id. One that another service owns is a reference and costs no query; nor does one of which only
   * the id is asked. Null where the id was unknown on that day.
   */
  refer<T extends Seen>(
    noun: NounClass<T>,
    { id, asOf }: { id: string; asOf: Day },
    info: GraphQLResolveInfo,
  ): Promise<Seen | null> {
    const lookUp = this.onceForField(info, `refer ${this.reading.nameOf(noun)} ${asOf}`, () => {
      const fields = fieldsAsked(info, this.reading.nameOf(noun));
      const known = !this.reading.tableOf(noun) || [...fields].every((field) => ["id", "asOf", "__typename"].includes(field));
      return known ? null : this.lookUp(noun, asOf, fields);
    });
    return lookUp ? lookUp(id) : Promise.resolve(Object.assign(Object.create(noun.prototype as object) as T, { id, asOf }));
  }

  /** A noun of this service by its id, for the doors: the id is looked up even where nothing else is asked. */
  find<T extends Seen>(noun: NounClass<T>, { id, asOf }: { id: string; asOf: Day }, info: GraphQLResolveInfo): Promise<T | null> {
    const name = this.reading.nameOf(noun);
    return this.onceForField(info, `find ${name} ${asOf}`, () => this.lookUp(noun, asOf, fieldsAsked(info, name)))(id);
  }

  /** One version of a noun, as a verb that acts has just written it, or wrote it when its key was first used. */
  async written<T extends Seen>(noun: NounClass<T>, { id, version, day }: Written, info: GraphQLResolveInfo): Promise<T | null> {
    const table = this.reading.tableOf(noun)!;
    const columns = table.columnsFor(fieldsAsked(info, this.reading.nameOf(noun)));
    const [row] = await this.rows.all<Record<string, unknown>>(sql`select ${columns.select} from ${table.name} t where t.id = ${id} and t.version = ${version}`);
    // When it was written nothing had replaced it, and a repeat is answered as the first attempt was.
    return row ? Object.assign(table.read(columns, row, day), { knownTo: null }) : null;
  }

  /** A noun of this service by its id, with the columns of the given fields; null where the id was unknown that day. */
  load<T extends Seen>(noun: NounClass<T>, id: string, asOf: Day, fields: ReadonlySet<string>): Promise<T | null> {
    return this.lookUp(noun, asOf, fields)(id);
  }

  /** How nouns of this service are loaded by their ids, all that are asked at once in one statement. */
  private lookUp<T extends Seen>(noun: NounClass<T>, asOf: Day, fields: ReadonlySet<string>): (id: string) => Promise<T | null> {
    const table = this.reading.tableOf(noun)!;
    const columns = table.columnsFor(fields);
    const loader = this.loader<string, T | null>(`${this.reading.nameOf(noun)} ${asOf} ${columns.key}`, async (ids) => {
      const rows = await this.rows.all<Record<string, unknown>>(
        sql`select ${columns.select} from ${table.name} t where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`,
      );
      const found = new Map(rows.map((row) => [row["id"] as string, table.read(columns, row, asOf)]));
      return ids.map((each) => found.get(each) ?? null);
    });
    // PostgreSQL holds no NUL in text: such an id is unknown, not a fault.
    return (id) => (id.includes("\u0000") ? Promise.resolve(null) : loader.load(id));
  }
}
