/** A priority, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a plan puts first: a priority or, in the word of some documents, a theme." })
export class Priority extends Seen {}
