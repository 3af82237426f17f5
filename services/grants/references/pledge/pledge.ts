/** A pledge, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A pledge from the Commissioner, under an objective of the Police and Crime Plan." })
export class Pledge extends Seen {}
