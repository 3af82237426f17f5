/** What a source says of whoever leads: leads are told by post and organisation, never by name. */
import { registerEnumType } from "type-graphql";

/** What the source says of a lead. */
export enum LeadStatus {
  NAMED_WITHHELD = "NAMED_WITHHELD",
  POST = "POST",
  LEFT = "LEFT",
  TO_BE_CONFIRMED = "TO_BE_CONFIRMED",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(LeadStatus, {
  name: "LeadStatus",
  description: "What the source says of a lead. LEFT, TO_BE_CONFIRMED and NOT_STATED call for attention.",
  valuesConfig: {
    NAMED_WITHHELD: { description: "The source names a person; the hub does not store the name." },
    POST: { description: "The source names a post." },
    LEFT: { description: "The lead has left the post." },
    TO_BE_CONFIRMED: { description: "The source says that the lead is to be confirmed." },
    NOT_STATED: { description: "The source names no lead." },
  },
});
