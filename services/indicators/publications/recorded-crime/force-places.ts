/** Which partnership each place of a police force lies in at a time, as the hub's own areas say: by their names, their larger areas and whose they are. */
import sql from "sql-template-tag";
import type { PoolClient, QueryResult } from "pg";
import type { Day } from "../../../../kernel/values/day.js";

interface AreaRow {
  id: string;
  name: string;
  other_names: string[];
  kind: string;
  parent_id: string | null;
  partnership_id: string | null;
  valid_from: Day | null;
  valid_to: Day | null;
}

interface BelongingRow {
  area_id: string;
  partnership_id: string;
  valid_from: Day;
  valid_to: Day | null;
}

/** From when to when something is asked about. */
export interface During {
  from: Day;
  to: Day;
}

/** A district as the hub knows it. */
export interface District {
  areaId: string;
  /** The partnerships that it, or the smallest area around it that is any partnership's, belongs to: one as a rule. */
  partnerships: readonly string[];
}

/** The area of a police force and what lies in it. */
export interface ForceArea {
  id: string;
  /** What names of things about it go on with: `cambridgeshire`. */
  words: string;
  /** By their names as publications give them. */
  districts: ReadonlyMap<string, District>;
  /** The partnerships of its districts, each with the only district that it has; null where it has several. */
  partnerships: ReadonlyMap<string, string | null>;
}

/** The areas of the hub, by the names under which publications know them. */
export class ForcePlaces {
  private readonly byId: ReadonlyMap<string, AreaRow>;
  private readonly forces = new Map<string, ForceArea>();
  private readonly names: ReadonlySet<string>;

  private constructor(
    areas: readonly AreaRow[],
    private readonly belongings: ReadonlyMap<string, BelongingRow[]>,
  ) {
    this.byId = new Map(areas.map((area) => [area.id, area]));
    this.names = new Set(areas.filter(({ kind }) => kind === "LOCAL_AUTHORITY").flatMap(namesOf));
  }

  /** Reads the areas as they are known now; areas are few. */
  static async read(client: PoolClient): Promise<ForcePlaces> {
    const known = sql`
      select id, name, other_names, kind, parent_id, partnership_id, valid_from::text, valid_to::text from indicators.area
      where known_to is null and (kind in ('FORCE_AREA', 'COUNTY', 'LOCAL_AUTHORITY') or partnership_id is not null) order by id;
      select area_id, partnership_id, valid_from::text, valid_to::text from indicators.area_partnership where known_to is null order by id`;
    const [areas, belongings] = (await client.query(known.text)) as unknown as [QueryResult<AreaRow>, QueryResult<BelongingRow>];
    return new ForcePlaces(areas.rows, Map.groupBy(belongings.rows, ({ area_id: area }) => area));
  }

  /** The area of the force that is called so at that time; undefined where the hub knows none. */
  force(name: string, during: During): ForceArea | undefined {
    const called = written(name);
    const area = [...this.byId.values()].find((each) => each.kind === "FORCE_AREA" && overlaps(each, during) && namesOf(each).includes(called));
    if (!area) return undefined;
    const key = `${area.id} ${during.from} ${during.to}`;
    const known = this.forces.get(key) ?? this.within(area, during);
    this.forces.set(key, known);
    return known;
  }

  /** Whether the hub knows a district of that name, in whichever force's area. */
  knows(district: string): boolean {
    return this.names.has(written(district));
  }

  /** The district of a force's area that is called so. */
  static district(force: ForceArea, name: string): District | undefined {
    return force.districts.get(written(name));
  }

  private within(force: AreaRow, during: During): ForceArea {
    const districts = new Map<string, District>();
    const districtsOf = new Map<string, string[]>();
    for (const area of this.byId.values()) {
      const around = this.around(area);
      if (area.id === force.id || !overlaps(area, during) || !around.includes(force)) continue;
      const partnerships = around.slice(0, around.indexOf(force)).map((each) => this.partnershipsOf(each, during)).find((each) => each.length > 0) ?? [];
      for (const name of namesOf(area)) {
        // Where a district and the county around it share a name, publications mean the district.
        if (area.kind === "LOCAL_AUTHORITY" || !districts.has(name)) districts.set(name, { areaId: area.id, partnerships });
      }
      if (area.kind === "LOCAL_AUTHORITY") for (const id of partnerships) districtsOf.set(id, [...(districtsOf.get(id) ?? []), area.id]);
    }
    const partnerships = new Map([...districtsOf].map(([id, areas]) => [id, areas.length === 1 ? areas[0]! : null]));
    return { id: force.id, words: wordsOf(force.name), districts, partnerships };
  }

  /** The area and each larger one that it lies in. */
  private around(area: AreaRow): AreaRow[] {
    const found: AreaRow[] = [];
    for (let each: AreaRow | undefined = area; each && !found.includes(each); each = each.parent_id === null ? undefined : this.byId.get(each.parent_id)) found.push(each);
    return found;
  }

  /** The partnerships whose the area is at that time. What is said with its days goes before what the area says of itself. */
  private partnershipsOf({ id, partnership_id: own }: AreaRow, during: During): string[] {
    const dated = this.belongings.get(id);
    if (dated) return [...new Set(dated.filter((each) => overlaps(each, during)).map((each) => each.partnership_id))];
    return own === null ? [] : [own];
  }
}

function overlaps({ valid_from: from, valid_to: to }: { valid_from: Day | null; valid_to: Day | null }, during: During): boolean {
  return (from === null || from <= during.to) && (to === null || to >= during.from);
}

function namesOf({ name, other_names: others }: AreaRow): string[] {
  return [name, ...others].map(written);
}

/** A name as names are compared: capitals and `&` do not tell places apart. */
function written(name: string): string {
  return name.trim().toLowerCase().replaceAll("&", "and").replaceAll(/\s+/g, " ");
}

/** A name as ids go on with it. */
export function wordsOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
