/** Who may see a fact. */
import { registerEnumType } from "type-graphql";

/** Who may see a fact. */
export enum Visibility {
  PUBLISHED = "PUBLISHED",
  PARTNERSHIP = "PARTNERSHIP",
}

registerEnumType(Visibility, {
  name: "Visibility",
  description: "Who may see a fact.",
  valuesConfig: {
    PUBLISHED: { description: "Anyone." },
    PARTNERSHIP: { description: "The members of its partnership, its apps, and the roles of the Commissioner's office for its area." },
  },
});
