/** What every service knows of every noun, its own or another's: its id, and the day it is seen on. */
import { Extensions, Field, ID, ObjectType } from "type-graphql";
import { DateScalar, type Day } from "../values/day.js";

/** Names the columns that a derived field is computed from, so that a read fetches those and no others. */
export function Needs(...properties: string[]): MethodDecorator & PropertyDecorator {
  return Extensions({ needs: properties });
}

/** A thing and the day it is seen on: all that a service knows of a noun that another service owns. */
@ObjectType({ simpleResolvers: true })
export abstract class Seen {
  @Field(() => ID, { description: "Opaque and stable; the same in every version." })
  id!: string;

  @Field(() => DateScalar, {
    description:
      "The day whose knowledge this shows: `asOf` as given nearest above, today otherwise. It travels with the id, so all that is reached from here is seen on the same day, in whichever service it lives.",
  })
  asOf!: Day;
}

/** Makes the reference to a thing that another service owns: it costs no query. */
export function seen<T extends Seen>(noun: new () => T, id: string, asOf: Day): T {
  return Object.assign(new noun(), { id, asOf });
}
