/** Qualifiers: how exactly a value or a sum is given. */
import { registerEnumType } from "type-graphql";

/** How exactly a value is given. A qualified value is never summed as if exact. */
export enum Qualifier {
  EQ = "EQ",
  GE = "GE",
  LE = "LE",
  APPROX = "APPROX",
}

registerEnumType(Qualifier, {
  name: "Qualifier",
  description: "How exactly a value is given. A qualified value is never summed as if it were exact.",
  valuesConfig: {
    EQ: { description: "Exactly." },
    GE: { description: 'At least: "over 6,000".' },
    LE: { description: 'At most: "below 20%". For a fall, at least as deep.' },
    APPROX: { description: 'About: "around 64".' },
  },
});
