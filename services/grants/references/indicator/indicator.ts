/** An indicator, which the indicators service owns: here it is only referred to, as what an outcome is measured by. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A defined measure of what a partnership does or achieves." })
export class Indicator extends Seen {}
