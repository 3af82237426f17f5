/** An outcome, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a plan should change, by a work programme, by one line of its delivery plan or as a whole." })
export class Outcome extends Seen {}
