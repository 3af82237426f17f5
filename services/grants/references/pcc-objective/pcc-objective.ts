/** A PCC objective, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "An objective of a Commissioner's Police and Crime Plan, to which partnerships' plans contribute." })
export class PccObjective extends Seen {}
