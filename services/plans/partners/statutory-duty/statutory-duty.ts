/** A statutory duty as a document states it: the Act, on whom it lies, and what it asks. The hub does not tell the law itself. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../partnership/partnership.js";
import { PccArea } from "../pcc-area/pcc-area.js";

/** On whom a duty lies. */
export enum DutyBearer {
  RESPONSIBLE_AUTHORITIES = "RESPONSIBLE_AUTHORITIES",
  CO_OPERATING_AUTHORITIES = "CO_OPERATING_AUTHORITIES",
  PARTNERSHIP = "PARTNERSHIP",
  LOCAL_AUTHORITY = "LOCAL_AUTHORITY",
  PUBLIC_BODIES = "PUBLIC_BODIES",
  COMMISSIONER = "COMMISSIONER",
  AGENCIES = "AGENCIES",
}

registerEnumType(DutyBearer, {
  name: "DutyBearer",
  description: "On whom a duty lies, in the hub's classification.",
  valuesConfig: {
    RESPONSIBLE_AUTHORITIES: { description: "The responsible authorities of a partnership." },
    CO_OPERATING_AUTHORITIES: { description: "The co-operating authorities of a partnership." },
    PARTNERSHIP: { description: "The Community Safety Partnership." },
    LOCAL_AUTHORITY: { description: "The local authority, or a committee of it." },
    PUBLIC_BODIES: { description: "Public bodies, or those that an Act specifies." },
    COMMISSIONER: { description: "The Police and Crime Commissioner." },
    AGENCIES: { description: "Agencies, without the source saying which." },
  },
});

/** A duty as a document states it. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A statutory duty as a document states it: the Act, on whom it lies, and what it asks. It tells what the document says, not the law." })
@Entity({ tableName: "statutory_duty", schema: "plans" })
export class StatutoryDuty extends Fact {
  @Field(() => String, { nullable: true, description: "The Act or guidance as printed; null where the source names none." })
  @Property({ type: "text", nullable: true })
  act!: string | null;

  @Field(() => String, { nullable: true, description: "The section of the Act, as printed." })
  @Property({ type: "text", nullable: true })
  actSection!: string | null;

  @Field(() => DutyBearer, { description: "On whom it lies, in the hub's classification." })
  @Property({ type: "text" })
  bearer!: DutyBearer;

  @Field(() => String, { description: "On whom it lies, as printed." })
  @Property({ type: "text" })
  liesOn!: string;

  @Field(() => String, { description: "What it asks, in the hub's words." })
  @Property({ type: "text" })
  asks!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text", nullable: true })
  pccAreaId!: string | null;

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose document states it; null where a Commissioner's does." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Needs("pccAreaId")
  @Field(() => PccArea, { nullable: true, description: "The PCC area whose Commissioner's document states it; null where a partnership's does." })
  pccArea(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.pccAreaId ? context.refer(PccArea, { id: this.pccAreaId, asOf: this.asOf }, info) : null;
  }
}
