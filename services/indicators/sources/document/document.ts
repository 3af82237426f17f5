/** A document, which the plans service owns: here it is only referred to, as the source of facts. */
import { Directive, ObjectType } from "type-graphql";
import type { NounClass } from "../../../../kernel/subgraph/context.js";
import { factsOf } from "../../../../kernel/facts/facts.js";
import { Seen } from "../../../../kernel/facts/seen.js";

/** The indicators service's facts: their provenance refers to documents by id. */
export const { Provenance, Gap, Fact, NotedGapColumns } = factsOf((): NounClass => Document);

/** A document, by its key. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A document that facts come from, told by publisher, title and period." })
export class Document extends Seen {}
