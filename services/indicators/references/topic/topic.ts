/** A topic, which the plans service owns: here an indicator says which it is about. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A topic of the hub's own short list. It is the hub that classifies, not the documents." })
export class Topic extends Seen {}
