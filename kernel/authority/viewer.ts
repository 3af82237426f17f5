/** Who asks: the closed list of roles, and what a token says of its bearer. The same form at the gateway, in a service and in the database. */

/** What somebody is to the hub. One closed list. */
export enum Role {
  /** Anyone, without a token. */
  PUBLIC = "PUBLIC",
  /** Works in named partnerships. */
  MEMBER = "MEMBER",
  /** Handles the grants of a PCC area. */
  GRANT_OFFICER = "GRANT_OFFICER",
  /** Asks across the partnerships of a PCC area. */
  ANALYST = "ANALYST",
  /** Imports reference data and documents for a PCC area. */
  STEWARD = "STEWARD",
  /** Keeps the hub in order for a PCC area. */
  ADMINISTRATOR = "ADMINISTRATOR",
  /** A program that acts for one partnership, within its scopes. */
  APP = "APP",
}

/** Every role, in the order of the list. */
export const ROLES = Object.values(Role);

/** Roles that see what a partnership of their PCC area keeps to itself. */
export const AREA_ROLES: readonly Role[] = [Role.GRANT_OFFICER, Role.ANALYST, Role.STEWARD, Role.ADMINISTRATOR];

/** What an APP may be allowed: to read what its partnership may read, to record progress on its actions, to send in its returns of spending and those of what it measures, and to claim money of its awards. Whoever may write may read. */
export const SCOPES = ["read", "progress:write", "returns:write", "observations:write", "claims:write"] as const;

/** One of the scopes. */
export type Scope = (typeof SCOPES)[number];

/** The form of ids in tokens and passports: what is not of it is nobody's. */
export const PARTNERSHIP_ID = /^partnership-[a-z0-9-]{1,200}$/;

/** Likewise. */
export const PCC_AREA_ID = /^pcc-area-[a-z0-9-]{1,200}$/;

/** Whoever asks. */
export interface Viewer {
  /** HUB is the hub itself: its loading of shipped data, its projections and its operator's commands. No token has it. */
  role: Role | "HUB";
  /** Opaque and stable: names the bearer in the audit and owns its idempotency keys. Never a person's name. */
  subject: string;
  /** The partnerships of a MEMBER; the one partnership of an APP; empty for all others. */
  partnerships: readonly string[];
  /** The PCC area of the roles that have one; null for all others. */
  pccArea: string | null;
  /** The scopes of an APP; empty for all others. */
  scopes: readonly Scope[];
}

/** Anyone. */
export const PUBLIC_VIEWER: Viewer = { role: Role.PUBLIC, subject: "public", partnerships: [], pccArea: null, scopes: [] };

/** The hub itself. */
export const HUB_VIEWER: Viewer = { role: "HUB", subject: "hub", partnerships: [], pccArea: null, scopes: [] };

/** Whether a partnership asks itself, by whoever works in it or by a program of its. */
export function byAPartnership({ role }: Viewer): boolean {
  return role === Role.MEMBER || role === Role.APP;
}
