/** Who sees and who may write what, as the rules say it: told from what was imported, without a look at the hub or its SQL. */
import { AREA_ROLES, Role, type Viewer } from "../../kernel/authority/viewer.js";
import type { Gap, Noun, Version, World } from "./world.js";

/** A viewer; null is a connection on which nobody said who asks. */
export type Asker = Viewer | null;

/** The day of a question without one: later than all that is written. */
export const TODAY = "9999-12-31";

/** Likewise of what is spent. */
const RETURNS: readonly Noun[] = ["ProfileLine", "ReturnExpectation", "SpendReturn"];

/** Knows a world and the rules. */
export class Oracle {
  private readonly byNoun: Map<Noun, Version[]>;
  private readonly byMark: Map<string, Version>;
  private readonly areas: Map<string, string>;

  constructor(readonly world: World) {
    this.byNoun = Map.groupBy(world.versions, ({ noun }) => noun);
    this.byMark = new Map(world.versions.map((each) => [each.mark, each]));
    // Where a partnership lies now decides, whichever day is asked of.
    this.areas = new Map(this.versionsOf("Partnership").filter(({ to }) => to === null).map(({ id, cells }) => [id, cells["pcc_area"]!]));
  }

  versionsOf(noun: Noun): Version[] {
    return this.byNoun.get(noun) ?? [];
  }

  /** The version in which a mark stands. */
  marked(mark: string): Version {
    return this.byMark.get(mark)!;
  }

  /** The versions of a noun that were known at the end of a day, seen or not. */
  known(noun: Noun, day: string): Version[] {
    return this.versionsOf(noun).filter(({ from, to }) => from <= day && (to === null || to > day));
  }

  /** Whether a viewer sees a version or a noted gap: it is published, or of a partnership in reach; and what hangs on an award is seen with the award as it stands now, its entries by whoever sees that. */
  sees(viewer: Asker, { noun, visibility, of, cells }: Pick<Version, "visibility" | "of"> & Partial<Pick<Version, "noun" | "cells">>): boolean {
    if (viewer === null) return false;
    const award = cells?.["award"];
    if (award && !this.versionsOf("Award").some((each) => each.id === award && each.to === null && this.sees(viewer, each))) return false;
    return visibility === "PUBLISHED" || this.reaches(viewer, of) || (noun !== undefined && WITH_THEIR_AWARD.includes(noun));
  }

  /** What a viewer sees of a noun as of a day. */
  seen(viewer: Asker, noun: Noun, day: string): Version[] {
    return this.known(noun, day).filter((each) => this.sees(viewer, each));
  }

  /** One thing as a viewer sees it on a day. */
  find(viewer: Asker, noun: Noun, id: string | undefined, day: string): Version | undefined {
    return this.seen(viewer, noun, day).find((each) => each.id === id);
  }

  /** The gaps noted on a thing that a viewer sees. */
  gapsOn(viewer: Asker, thing: string): Gap[] {
    return this.world.gaps.filter((gap) => gap.subject === thing && this.sees(viewer, gap));
  }

  /** Whether a viewer may write a version of a noun that is of a partnership, or take one's place. */
  mayWrite(viewer: Asker, { noun, of, cells }: Version): boolean {
    if (viewer === null) return false;
    if (viewer.role === "HUB") return true;
    if (noun === "OverAllocation" && viewer.role === Role.STEWARD) return false;
    const writes = viewer.role === Role.STEWARD || viewer.role === Role.ADMINISTRATOR || ((GRANTING.includes(noun) || RETURNS.includes(noun)) && viewer.role === Role.GRANT_OFFICER) || ((noun === "Application" || noun === "Claim") && applies(viewer)) || (noun === "SpendReturn" && returns(viewer)) || (noun === "ProgressUpdate" && reportsProgress(viewer));
    return writes && (noun === "Partnership" ? viewer.pccArea === cells["pcc_area"] : this.reaches(viewer, of));
  }

  /** Whether a partnership is in a viewer's reach. */
  reaches({ role, partnerships, pccArea, scopes }: Viewer, partnership: string): boolean {
    if (role === "HUB") return true;
    if (role === Role.MEMBER) return partnerships.includes(partnership);
    if (role === Role.APP) return scopes.length > 0 && partnerships.includes(partnership);
    return AREA_ROLES.includes(role) && pccArea !== null && this.areas.get(partnership) === pccArea;
  }
}

/** What a grant officer writes. */
const GRANTING: readonly Noun[] = ["Award", "Application", "Agreement", "Condition", "Variation", "Claim", "CommissioningPlan", "Service", "ServiceOutcome", "Allocation", "LedgerEntry", "ServiceFunding"];

/** What nobody says the visibility of: without it the sums of an award would be false. */
const WITH_THEIR_AWARD: readonly Noun[] = ["LedgerEntry", "OverAllocation"];

function applies({ role, scopes }: Viewer): boolean {
  return role === Role.MEMBER || (role === Role.APP && scopes.includes("claims:write"));
}

function reportsProgress({ role, scopes }: Viewer): boolean {
  return role === Role.MEMBER || (role === Role.APP && scopes.includes("progress:write"));
}

/** What a version of an award gives for each financial year; a year is told by the one in which it begins. */
export function amountsOf({ cells }: Version): { year: number; pence: number }[] {
  return cells["annual_amounts"]!.split("; ").map((each) => {
    const [financialYear = "", pounds = ""] = each.split(" ");
    return { year: Number(financialYear.slice(0, 4)), pence: penceOf(pounds) };
  });
}

/** The financial year of a row that is about one, likewise. */
export function yearOf({ cells }: Version): number {
  return Number(/\d{4}/.exec(cells["period"]!)![0]);
}

/** Likewise for returns. */
function returns({ role, scopes }: Viewer): boolean {
  return role === Role.MEMBER || (role === Role.APP && scopes.includes("returns:write"));
}

/** A sum of money in a cell, in pence. */
export function penceOf(cell: string): number {
  return Number(cell.replace(".", ""));
}
