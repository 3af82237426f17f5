/** An organisation, which the plans service owns: here it gains the funds it gives from and the awards it receives. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A body that takes part in partnerships, leads actions, funds or receives money." })
export class Organisation extends Seen {}
