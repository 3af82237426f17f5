/**
 * What a funder has to publish of each grant: paragraph 3(f) of the Schedule to the Elected Local Policing
 * Bodies (Specified Information) Order 2011 (S.I. 2011/3050, as amended by S.I. 2012/2479, 2013/1816 and 2021/547).
 */
import { registerEnumType } from "type-graphql";

/** One of the four items. */
export enum PublicationItem {
  CONDITIONS = "CONDITIONS",
  RECIPIENT = "RECIPIENT",
  PURPOSE = "PURPOSE",
  REASONS = "REASONS",
}

registerEnumType(PublicationItem, {
  name: "PublicationItem",
  description: "What a Police and Crime Commissioner has to publish of each crime and disorder reduction grant: paragraph 3(f) of the Schedule to the Elected Local Policing Bodies (Specified Information) Order 2011 (S.I. 2011/3050).",
  valuesConfig: {
    CONDITIONS: { description: "The conditions attached to the grant, if any: there is one, or it is said that there are none." },
    RECIPIENT: { description: "The recipient of the grant." },
    PURPOSE: { description: "The purpose of the grant." },
    REASONS: { description: "The reasons why the body considered that the grant would secure, or contribute to securing, crime and disorder reduction in its area." },
  },
});

/** What is known of a grant where the items are looked for. */
export interface PublishableGrant {
  conditions: number;
  withoutConditions: boolean | null;
  recipient: string | null;
  purpose: string | null;
  reasons: string | null;
}

/** The items that are lacking, in the order of the Order. */
export function missingItems({ conditions, withoutConditions, recipient, purpose, reasons }: PublishableGrant): PublicationItem[] {
  const there: Record<PublicationItem, boolean> = {
    CONDITIONS: conditions > 0 || withoutConditions === true,
    RECIPIENT: Boolean(recipient),
    PURPOSE: Boolean(purpose?.trim()),
    REASONS: Boolean(reasons?.trim()),
  };
  return Object.values(PublicationItem).filter((item) => !there[item]);
}
