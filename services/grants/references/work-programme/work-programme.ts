/** A work programme, which the plans service owns: here it gains the money that reaches it. */
import { Directive, ObjectType } from "type-graphql";
import { Seen } from "../../../../kernel/facts/seen.js";

/** Known here by its key alone. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "The work by which a plan delivers one of its priorities: its lines, what it should change and what it is measured by." })
export class WorkProgramme extends Seen {}
