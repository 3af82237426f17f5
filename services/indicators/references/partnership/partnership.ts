/** A partnership, which the plans service owns: here it gains its areas, what was measured and promised for them, and its surveys. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A Community Safety Partnership (Crime and Disorder Act 1998). It is no legal person: grants are paid to a recipient on its behalf." })
export class Partnership extends Seen {}
