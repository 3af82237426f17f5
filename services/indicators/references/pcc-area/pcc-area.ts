/** A PCC area, which the plans service owns: here it gains the area that its figures are about. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "The police force area of one Police and Crime Commissioner (PCC), who funds the partnerships in it. Not a county.",
})
export class PccArea extends Seen {}
