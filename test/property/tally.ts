/** Counts what was judged: each field of each row, for a viewer at a door; and whether every door showed and kept something, of every noun and to every role. */
import { ROLES } from "../../kernel/authority/viewer.js";
import type { Look } from "./nouns.js";
import type { Asker } from "./oracle.js";
import { NOUNS, type Noun, type Version } from "./world.js";

const DOORS = ["gateway", "subgraph", "by key", "plain SQL", "writing"] as const;
type Place = (typeof DOORS)[number];

/** The count. */
export class Tally {
  checks = 0;
  questions = 0;
  private readonly shown = new Map<string, number>();
  private readonly kept = new Map<string, number>();

  /** A list of a noun: each row that there was on the day is shown or kept, in each of its fields. */
  rows(place: Place, { oracle, viewer, day }: Look, noun: Noun, seen: readonly Version[], fields: number): void {
    this.versions(place, viewer, noun, oracle.known(noun, day), seen, fields);
  }

  /** Rows told by their ids alone, each shown or kept. */
  among(place: Place, { oracle, viewer }: Look, noun: Noun, all: readonly Version[]): void {
    this.versions(place, viewer, noun, all, all.filter((version) => oracle.sees(viewer, version)), 1);
  }

  /** Versions, each shown or kept. */
  versions(place: Place, viewer: Asker, noun: Noun, all: readonly Version[], seen: readonly Version[], fields: number): void {
    this.checks += all.length * fields;
    for (const what of [place, noun, viewer?.role ?? "nobody"]) {
      this.shown.set(what, (this.shown.get(what) ?? 0) + seen.length);
      this.kept.set(what, (this.kept.get(what) ?? 0) + all.length - seen.length);
    }
  }

  /** What has not been both shown and kept yet. */
  missing(): string[] {
    const all: string[] = [...DOORS, ...NOUNS, ...ROLES];
    return all.filter((what) => !this.shown.get(what) || !this.kept.get(what));
  }
}
