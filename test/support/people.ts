/** People and programs as tests know them, ready for `hub.as`. */
import { PUBLIC_VIEWER, Role, type Scope, type Viewer } from "../../kernel/authority/viewer.js";

/** Works in the partnerships. */
export function member(...partnerships: [string, ...string[]]): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.MEMBER, subject: `member-of-${partnerships[0]}`, partnerships };
}

/** Handles the grants of a PCC area. */
export function grantOfficer(pccArea: string): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.GRANT_OFFICER, subject: `grant-officer-of-${pccArea}`, pccArea };
}

/** Asks across a PCC area. */
export function analyst(pccArea: string): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.ANALYST, subject: `analyst-of-${pccArea}`, pccArea };
}

/** Imports for a PCC area. */
export function steward(pccArea: string): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.STEWARD, subject: `steward-of-${pccArea}`, pccArea };
}

/** Keeps the hub in order for a PCC area. */
export function administrator(pccArea: string): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.ADMINISTRATOR, subject: `administrator-of-${pccArea}`, pccArea };
}

/** A program that acts for a partnership. */
export function app(partnership: string, ...scopes: Scope[]): Viewer {
  return { ...PUBLIC_VIEWER, role: Role.APP, subject: `app-of-${partnership}`, partnerships: [partnership], scopes };
}
