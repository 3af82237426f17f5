/** Who may come through a door: declared on each field where questions and acts begin. A door that does not say so stops the start. */
import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import { Extensions } from "type-graphql";
import { refuseUnless } from "../refusals.js";
import { Role, ROLES, type Scope, type Viewer } from "./viewer.js";

/** Who may come through a door. */
export interface Admission {
  roles: readonly Role[];
  /** What an APP needs besides its role. */
  scope?: Scope;
}

/** Declares on a root field who may call it. For whom they may act is judged in the verb. */
export function MayCall({ roles, scope }: Admission): MethodDecorator {
  return Extensions({ mayCall: { roles, ...(scope ? { scope } : {}) } satisfies Admission });
}

/** Declares that every role may ask, whoever is signed in and, where the hub is open to the public, whoever is not. What they see is decided by the rows. */
export const AnyoneMayAsk = (): MethodDecorator => MayCall({ roles: ROLES });

/** Fields of the federation itself: what they show is decided by the rows, or is the committed schema. */
const FEDERATION = ["_entities", "_service"];

/** Every door of a schema with its admission, by its full name. */
export function admissionsOf(schema: GraphQLSchema): Map<string, Admission> {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type): type is GraphQLObjectType => Boolean(type));
  const doors = roots.flatMap((type) => Object.values(type.getFields()).map((field): [string, Admission | undefined] => [`${type.name}.${field.name}`, field.extensions["mayCall"] as Admission | undefined]));
  const undeclared = doors.filter(([name, admission]) => !admission && !FEDERATION.some((each) => name.endsWith(`.${each}`)));
  if (undeclared.length) throw new Error(`Say with @MayCall who may call ${undeclared.map(([name]) => name).join(", ")}.`);
  return new Map(doors.filter((door): door is [string, Admission] => Boolean(door[1])));
}

/** A subgraph's doors as the committed list has them: `ANYONE`, or roles; of an APP with the scope that it needs. */
export function authorityList(admissions: ReadonlyMap<string, Admission>): Record<string, string[]> {
  const lines = [...admissions].map(([door, { roles, scope }]): [string, string[]] => [
    door,
    roles.length === ROLES.length ? ["ANYONE"] : roles.map((role) => (role === Role.APP && scope ? `APP ${scope}` : role)),
  ]);
  return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Goes on only where the viewer may come through the door. */
export function judgeAdmission(viewer: Viewer, { roles, scope }: Admission): void {
  if (viewer.role === "HUB") return;
  refuseUnless(roles.includes(viewer.role), "NOT_YOUR_DOOR", { detail: `It is for ${roles.join(", ")}.` });
  refuseUnless(viewer.role !== "APP" || !scope || viewer.scopes.includes(scope), "NOT_YOUR_DOOR", { detail: `It needs the scope ${scope ?? ""}.` });
}
