/** A service, which the grants service owns: here an observation says that it counts what came of it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A service that is commissioned or a project that is paid for: the need it answers, who provides it, and out of which money.",
})
export class Service extends Seen {}
