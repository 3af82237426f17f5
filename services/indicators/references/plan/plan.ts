/** A plan, which the plans service owns: here it gains the wards that it calls the most vulnerable. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a partnership set out to do in one or more years." })
export class Plan extends Seen {}
