/** An organisation: a body that takes part, leads, funds or receives. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, ObjectType, registerEnumType } from "type-graphql";
import { Fact } from "../../sources/document/document.js";

/** Kinds of organisation. */
export enum OrganisationKind {
  POLICE = "POLICE",
  PCC_OFFICE = "PCC_OFFICE",
  COUNCIL = "COUNCIL",
  FIRE = "FIRE",
  HEALTH = "HEALTH",
  PROBATION = "PROBATION",
  PRISON = "PRISON",
  HOUSING = "HOUSING",
  VOLUNTARY = "VOLUNTARY",
  GOVERNMENT = "GOVERNMENT",
  EDUCATION = "EDUCATION",
  BUSINESS = "BUSINESS",
  PARTNERSHIP_BODY = "PARTNERSHIP_BODY",
  OTHER = "OTHER",
}

registerEnumType(OrganisationKind, {
  name: "OrganisationKind",
  description: "What kind of body an organisation is.",
  valuesConfig: {
    POLICE: { description: "A police force or authority." },
    PCC_OFFICE: { description: "The office of a Police and Crime Commissioner." },
    COUNCIL: { description: "A local authority." },
    FIRE: { description: "A fire and rescue service or authority." },
    HEALTH: { description: "A body of the National Health Service or another provider of care." },
    PROBATION: { description: "A probation service, trust or rehabilitation company." },
    PRISON: { description: "A prison." },
    HOUSING: { description: "A social landlord." },
    VOLUNTARY: { description: "A charity or voluntary body." },
    GOVERNMENT: { description: "A department or agency of central government." },
    EDUCATION: { description: "A school, college or their body." },
    BUSINESS: { description: "A company." },
    PARTNERSHIP_BODY: { description: "A board or partnership of several organisations." },
    OTHER: { description: "Any other body, or one whose kind the source does not tell." },
  },
});

/** A body that takes part, leads, funds or receives. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A body that takes part in partnerships, leads actions, funds or receives money." })
@Entity({ tableName: "organisation", schema: "plans" })
export class Organisation extends Fact {
  @Field(() => String, { description: "Its name as printed." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => String, { nullable: true, description: "The short name its documents use." })
  @Property({ type: "text", nullable: true })
  shortName!: string | null;

  @Field(() => OrganisationKind, { description: "What kind of body it is." })
  @Property({ type: "text" })
  kind!: OrganisationKind;

  @Field(() => String, { nullable: true, description: "Its identifier in the form of org-id.guide (GB-LAE-..., GB-CHC-...); null where it is not known." })
  @Property({ type: "text", nullable: true })
  orgId!: string | null;
}
