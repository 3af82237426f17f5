/** A package of grants of which each breaks one rule of quality, and the first none: what checks are tested by. */

/** A grant without fault. */
export const SOUND = {
  id: "360G-exampletrust-sound",
  title: "Night shelter",
  description: "Beds for people without a home in winter.",
  currency: "GBP",
  amountAwarded: 12500,
  awardDate: "2019-06-30",
  fundingOrganization: [{ id: "GB-CHC-1164883", name: "Example Trust" }],
  recipientOrganization: [{ id: "GB-COH-09876543", name: "Shelter of the Fens", companyNumber: "09876543", postalCode: "PE1 1AA" }],
  grantProgramme: [{ code: "P1", title: "Homes" }],
  beneficiaryLocation: [{ name: "Fenland" }],
  plannedDates: [{ startDate: "2019-07-01", endDate: "2020-06-30" }],
  dateModified: "2020-01-01T00:00:00Z",
  dataSource: "https://example.org/grants.json",
};

const [recipient] = SOUND.recipientOrganization as [(typeof SOUND.recipientOrganization)[number]];

/** By rule, what a grant says otherwise than the sound one, and where the rule finds it. Rules that find it besides stand apart. */
export const FAULTS: Readonly<Record<string, { says: object; path: string; also?: readonly string[] }>> = {
  ZeroAmountTest: { says: { amountAwarded: 0 }, path: "/amountAwarded" },
  FundingOrgUnrecognisedPrefix: { says: { fundingOrganization: [{ id: "GB-NOPE-1", name: "Nobody's" }] }, path: "/fundingOrganization/0/id", also: ["MoreThanOneFundingOrg"] },
  RecipientOrgUnrecognisedPrefix: { says: { recipientOrganization: [{ ...recipient, id: "Shelter" }] }, path: "/recipientOrganization/0/id" },
  RecipientOrgCharityNumber: { says: { recipientOrganization: [{ ...recipient, charityNumber: "12345" }] }, path: "/recipientOrganization/0/charityNumber" },
  RecipientOrgCompanyNumber: { says: { recipientOrganization: [{ ...recipient, companyNumber: "9876543" }] }, path: "/recipientOrganization/0/companyNumber" },
  OrganizationIdLooksInvalid: { says: { recipientOrganization: [{ ...recipient, id: "GB-CHC-12AB" }] }, path: "/recipientOrganization/0/id" },
  OrganizationIdUnexpectedChars: { says: { recipientOrganization: [{ ...recipient, id: "GB-SC-1\n2" }] }, path: "/recipientOrganization/0/id" },
  GrantIdUnexpectedChars: { says: { id: "360G-exampletrust-line\nbreak" }, path: "/id" },
  MoreThanOneFundingOrg: { says: { fundingOrganization: [{ id: "GB-CHC-1000147", name: "A second trust" }] }, path: "/fundingOrganization/0/id" },
  LooksLikeEmail: { says: { description: "Write to somebody@example.org." }, path: "/description" },
  ImpossibleDates: { says: { actualDates: [{ startDate: "2019-09-31" }] }, path: "/actualDates/0/startDate" },
  PlannedStartDateBeforeEndDate: { says: { plannedDates: [{ startDate: "2020-07-01", endDate: "2020-06-30" }] }, path: "/plannedDates/0/startDate" },
  ActualStartDateBeforeEndDate: { says: { actualDates: [{ startDate: "2020-07-01T00:00:00Z", endDate: "2020-06-30" }] }, path: "/actualDates/0/startDate" },
  FarFuturePlannedDates: { says: { plannedDates: [{ startDate: "2019-07-01", endDate: "2090-06-30" }] }, path: "/plannedDates/0/endDate" },
  FarFutureActualDates: { says: { actualDates: [{ endDate: "2090-06-30" }] }, path: "/actualDates/0/endDate" },
  FarPastDates: { says: { awardDate: "1985-01-01" }, path: "/awardDate" },
  PostDatedAwardDates: { says: { awardDate: "2090-01-01" }, path: "/awardDate" },
  MultiFundingNamesForOrgId: { says: { fundingOrganization: [{ id: "GB-SC-SC000001", name: "Example Trust" }] }, path: "/fundingOrganization/0/id", also: ["MoreThanOneFundingOrg"] },
  RecipientOrg360GPrefix: { says: { recipientOrganization: [{ ...recipient, id: "360G-exampletrust-shelter" }] }, path: "/recipientOrganization/0/id" },
  FundingOrg360GPrefix: { says: { fundingOrganization: [{ id: "360G-exampletrust", name: "Trust of no register" }] }, path: "/fundingOrganization/0/id", also: ["MoreThanOneFundingOrg"] },
  NoRecipientOrgCompanyCharityNumber: { says: { recipientOrganization: [{ ...recipient, companyNumber: undefined }] }, path: "/recipientOrganization/0/id" },
  IncompleteRecipientOrg: { says: { recipientOrganization: [{ ...recipient, postalCode: undefined, location: [{ geoCode: "E06000031" }] }] }, path: "/recipientOrganization/0/id" },
  NoGrantProgramme: { says: { grantProgramme: [] }, path: "/id" },
  NoBeneficiaryLocation: { says: { beneficiaryLocation: undefined }, path: "/id" },
  TitleDescriptionSame: { says: { description: "Night shelter" }, path: "/description" },
  TitleLength: { says: { title: "Night shelter ".repeat(11).trim() }, path: "/title" },
  NoLastModified: { says: { dateModified: undefined }, path: "/id" },
  NoDataSource: { says: { dataSource: null }, path: "/id" },
  PlannedDurationNotPresent: { says: { plannedDates: [{ startDate: "2019-07-01" }] }, path: "/id" },
};

/** The package: the sound grant, then one for each rule. */
export const FAULTY_PACKAGE = JSON.stringify({ version: "1.4", grants: [SOUND, ...Object.entries(FAULTS).map(([rule, { says }]) => ({ ...SOUND, id: `360G-exampletrust-${rule}`, ...says }))] });
