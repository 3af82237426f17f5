/** Viewers of every role and reach, also such as no token makes. */
import fc from "fast-check";
import { AREA_ROLES, HUB_VIEWER, PUBLIC_VIEWER, Role, ROLES, SCOPES, type Viewer } from "../../kernel/authority/viewer.js";
import type { Asker } from "./oracle.js";
import { AREAS, PARTNERSHIPS } from "./world.js";

const partnership = fc.constantFrom(...PARTNERSHIPS, "partnership-of-nobody");
const partnerships = fc.uniqueArray(partnership, { minLength: 1, maxLength: 3 });
const area = fc.constantFrom(...AREAS, "pcc-area-of-nobody");
const scopes = fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: 1 });

const of = (role: Role, reach: Partial<Viewer>): Viewer => ({ ...PUBLIC_VIEWER, role, subject: `a-${role.toLowerCase()}`, ...reach });

const member = partnerships.map((partnerships) => of(Role.MEMBER, { partnerships }));
const app = fc.record({ partnership, scopes }).map(({ partnership, scopes }) => of(Role.APP, { partnerships: [partnership], scopes }));
const official = fc.record({ role: fc.constantFrom(...AREA_ROLES), pccArea: area }).map(({ role, pccArea }) => of(role, { pccArea }));

/** Claims of other roles, none at all, and words that mean something in SQL: a reach that the role does not have is none. */
const odd = fc
  .record({
    role: fc.constantFrom(...ROLES),
    partnerships: fc.uniqueArray(fc.oneof(partnership, fc.constantFrom("", "{}", "NULL", "' or true --", "PARTNERSHIP-W0", "partnership-w", "partnership-w0,partnership-w1", "%")), { maxLength: 3 }),
    pccArea: fc.oneof(area, fc.constantFrom("", "%", "PCC-AREA-W0", "' or true --"), fc.constant(null)),
    scopes: fc.uniqueArray(fc.constantFrom(...SCOPES)),
  })
  .map(({ role, ...reach }) => of(role, reach));

/** One of each role, a program without a scope, the hub itself, and nobody. */
export const ONE_OF_EACH: readonly Asker[] = [
  PUBLIC_VIEWER,
  of(Role.MEMBER, { partnerships: [PARTNERSHIPS[0]!] }),
  of(Role.APP, { partnerships: [PARTNERSHIPS[1]!], scopes: ["read"] }),
  of(Role.APP, { partnerships: [PARTNERSHIPS[1]!] }),
  ...AREA_ROLES.map((role) => of(role, { pccArea: AREAS[1]! })),
  HUB_VIEWER,
  null,
];

/** Somebody who asks. */
export const asker: fc.Arbitrary<Asker> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(PUBLIC_VIEWER) },
  { weight: 3, arbitrary: member },
  { weight: 2, arbitrary: app },
  { weight: 4, arbitrary: official },
  { weight: 3, arbitrary: odd },
  { weight: 1, arbitrary: fc.constantFrom<Asker>(HUB_VIEWER, null) },
);
