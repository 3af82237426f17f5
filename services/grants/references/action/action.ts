/** An action, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A line of a delivery plan: what is to be done, and what should come of it." })
export class Action extends Seen {}
