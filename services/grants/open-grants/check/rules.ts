/** The rules by which the quality of open grants is checked: those of the 360Giving Data Quality Tool that apply to grants to organisations. */
import { isDay, type Day } from "../../../../kernel/values/day.js";
import { valuesOf, type Way } from "../standard/columns.js";
import type { JsonObject } from "../standard/judge-open-grant.js";

/** What a rule tells of. */
export enum CheckKind {
  ACCURACY = "ACCURACY",
  USEFULNESS = "USEFULNESS",
}

/** A rule. */
export interface Rule {
  /** Its name, as the tool calls it. */
  name: string;
  kind: CheckKind;
  /** What is wrong where it finds something, and why it matters. */
  means: string;
  /** Begins to look, as on a day; what it answers finds the places in each grant, one grant after the other. */
  begin: (today: Day) => (grant: OrganisationsGrant) => Way[];
}

/** A grant as the rules read it; it may hold anything besides. */
export interface OrganisationsGrant extends Record<string, unknown> {
  id: string;
  title: string;
  description: string;
  amountAwarded: number;
  awardDate: string;
  fundingOrganization: Organisation[];
  recipientOrganization: Organisation[];
  grantProgramme?: unknown[];
  beneficiaryLocation?: unknown[];
  plannedDates?: Dates[];
  actualDates?: Dates[];
  dateModified?: string;
  dataSource?: string | null;
}

interface Organisation {
  id: string;
  name: string;
  charityNumber?: string;
  companyNumber?: string;
  postalCode?: string;
  location?: { geoCode?: string | null; geoCodeType?: string | null }[];
}

interface Dates {
  startDate?: string;
  endDate?: string;
  duration?: number;
}

/** Registers of the United Kingdom in the list of org-id.guide, and prefixes of 360Giving. */
const REGISTERS = /^(360G|GB-(CHC|COH|CASC|CIC|COF|EDU|GOR|GOV|HESA|IRN|LAE|LANI|LAS|LEA|MPR|NHS|NIC|NIEDU|PLA|PVA|REV|RIM|SC|SCOTEDU|SHPE|UKPRN|WALEDU))-/i;
/** Those of other countries, of which only the form is judged. */
const OTHER_REGISTERS = /^(?!GB-)[A-Z]{2}-[A-Z0-9_]+-./i;
const EMAIL = /[\w.-]+@[\w.-]+\.[\w.-]+/;

const recognised = (id: string): boolean => REGISTERS.test(id) || OTHER_REGISTERS.test(id);
const isCharityNumber = (text: string): boolean => /^([A-Za-z]{2})?\d{6,7}$/.test(text);
const isCompanyNumber = (text: string): boolean => /^\w{8}$/.test(text);

const SIDES = ["fundingOrganization", "recipientOrganization"] as const;

type Finds = (grant: OrganisationsGrant) => Way[];

/** The places of the organisations of a side for which something holds. */
const ofSide = (side: (typeof SIDES)[number], field: string, holds: (organisation: Organisation) => boolean): Finds => (grant) => grant[side].flatMap((each, i): Way[] => (holds(each) ? [[side, i, field]] : []));
const ofBoth = (holds: (organisation: Organisation) => boolean): Finds => (grant) => SIDES.flatMap((side) => ofSide(side, "id", holds)(grant));
const each = (finds: Finds): Rule["begin"] => () => finds;
/** The grant itself, where it lacks something. */
const lacking = (holds: (grant: OrganisationsGrant) => unknown): Rule["begin"] => each((grant) => (holds(grant) ? [] : [["id"]]));

type DateKind = "awardDate" | "plannedDates" | "actualDates";
const ALL_DATES: readonly DateKind[] = ["awardDate", "plannedDates", "actualDates"];

/** The dates of a grant with their places: of planned and actual dates the first. */
function datesOf(grant: OrganisationsGrant, kinds: readonly DateKind[]): { way: Way; day: string }[] {
  return kinds.flatMap((kind) => {
    if (kind === "awardDate") return [{ way: ["awardDate"], day: grant.awardDate.slice(0, 10) }];
    const { startDate, endDate } = grant[kind]?.[0] ?? {};
    return [
      ...(startDate === undefined ? [] : [{ way: [kind, 0, "startDate"], day: startDate.slice(0, 10) }]),
      ...(endDate === undefined ? [] : [{ way: [kind, 0, "endDate"], day: endDate.slice(0, 10) }]),
    ];
  });
}

const reversed = (kind: "plannedDates" | "actualDates"): Rule["begin"] => each((grant) => {
  const [from = "", to = ""] = [grant[kind]?.[0]?.startDate?.slice(0, 10), grant[kind]?.[0]?.endDate?.slice(0, 10)];
  return isDay(from) && isDay(to) && from > to ? [[kind, 0, "startDate"]] : [];
});

/** The day so many years from another, as text: of 29 February it may be a day that is only there to be compared with. */
const years = (day: Day, by: number): string => `${Number(day.slice(0, 4)) + by}${day.slice(4)}`;

/** The first date of a grant for which something holds. */
const dated = (kinds: readonly DateKind[], holds: (day: Day, today: Day) => boolean): Rule["begin"] => (today) => (grant) =>
  datesOf(grant, kinds).filter(({ day }) => isDay(day) && holds(day, today)).slice(0, 1).map(({ way }) => way);

/** A funder that is met after another, as a name or as a whole. */
const anotherFunder = (alike: (funder: Organisation) => string): Rule["begin"] => () => {
  const known = new Map<string, Set<string>>();
  return (grant) => grant.fundingOrganization.flatMap((funder, i): Way[] => {
    const ids = known.get(alike(funder)) ?? new Set<string>();
    known.set(alike(funder), ids);
    const another = ids.size > 0 && !ids.has(funder.id);
    ids.add(funder.id);
    return another ? [["fundingOrganization", i, "id"]] : [];
  });
};

const accuracy = (name: string, means: string, begin: Rule["begin"]): Rule => ({ name, kind: CheckKind.ACCURACY, means, begin });
const usefulness = (name: string, means: string, begin: Rule["begin"]): Rule => ({ name, kind: CheckKind.USEFULNESS, means, begin });

const NO_REGISTER = "identifier is of no register that org-id.guide lists. Of registers outside the United Kingdom only the form is judged.";

/** The rules, in the order of the tool. Its rules for grants to individuals have nothing to find here: the hub stores none. */
export const RULES: readonly Rule[] = [
  accuracy("ZeroAmountTest", "The amount awarded is 0: say why in the description, or take the grant out.", each(({ amountAwarded }) => (amountAwarded === 0 ? [["amountAwarded"]] : []))),
  accuracy("FundingOrgUnrecognisedPrefix", `The funder's ${NO_REGISTER}`, each(ofSide("fundingOrganization", "id", ({ id }) => !recognised(id)))),
  accuracy("RecipientOrgUnrecognisedPrefix", `The recipient's ${NO_REGISTER}`, each(ofSide("recipientOrganization", "id", ({ id }) => !recognised(id)))),
  accuracy("RecipientOrgCharityNumber", "The recipient's charity number does not look like one of the United Kingdom: 6 or 7 digits, after two letters at most.", each(ofSide("recipientOrganization", "charityNumber", ({ charityNumber }) => charityNumber !== undefined && !isCharityNumber(charityNumber)))),
  accuracy("RecipientOrgCompanyNumber", "The recipient's company number does not look like one of the United Kingdom: 8 letters or digits.", each(ofSide("recipientOrganization", "companyNumber", ({ companyNumber }) => companyNumber !== undefined && !isCompanyNumber(companyNumber)))),
  accuracy("OrganizationIdLooksInvalid", "An identifier in the register of charities or companies does not hold a number of that register.", each(ofBoth(({ id }) => (/^GB-CHC-/i.test(id) && !/^\d{6,7}$/.test(id.slice(7))) || (/^GB-COH-/i.test(id) && !isCompanyNumber(id.slice(7)))))),
  accuracy("OrganizationIdUnexpectedChars", "An organisation's identifier holds a line break.", each(ofBoth(({ id }) => id.includes("\n")))),
  accuracy("GrantIdUnexpectedChars", "The grant's identifier holds a line break.", each(({ id }) => (id.includes("\n") ? [["id"]] : []))),
  accuracy("MoreThanOneFundingOrg", "There is more than one funder: each that is met after the first. Where one publishes for several this is as it should be.", anotherFunder(() => "")),
  accuracy("LooksLikeEmail", "A text holds what looks like an e-mail address, which may be a person's.", each((grant) => [...valuesOf(grant as JsonObject)].filter(({ way, value }) => typeof value === "string" && EMAIL.test(value) && !way.includes("email")).map(({ way }) => way))),
  accuracy("ImpossibleDates", "A date does not exist, such as 31 September.", each((grant) => datesOf(grant, ALL_DATES).filter(({ day }) => day.length === 10 && !isDay(day)).slice(0, 1).map(({ way }) => way))),
  accuracy("PlannedStartDateBeforeEndDate", "The planned dates end before they start.", reversed("plannedDates")),
  accuracy("ActualStartDateBeforeEndDate", "The actual dates end before they start.", reversed("actualDates")),
  accuracy("FarFuturePlannedDates", "A planned date is more than 12 years ahead.", dated(["plannedDates"], (day, today) => day > years(today, 12))),
  accuracy("FarFutureActualDates", "An actual date is more than 5 years ahead.", dated(["actualDates"], (day, today) => day > years(today, 5))),
  accuracy("FarPastDates", "A date is more than 25 years back.", dated(ALL_DATES, (day, today) => day < years(today, -25))),
  accuracy("PostDatedAwardDates", "The grant is awarded on a day that is still to come.", dated(["awardDate"], (day, today) => day > today)),
  accuracy("MultiFundingNamesForOrgId", "A funder of one name has several identifiers: each that is met after the first.", anotherFunder(({ name }) => name)),
  usefulness("RecipientOrg360GPrefix", "The recipient has an identifier of the publisher's own: one of a register would show what others gave it too.", each(ofSide("recipientOrganization", "id", ({ id }) => /^360g/i.test(id)))),
  usefulness("FundingOrg360GPrefix", "The funder has an identifier of the publisher's own. No register lists Commissioners: for them there is no other.", each(ofSide("fundingOrganization", "id", ({ id }) => /^360g/i.test(id)))),
  usefulness("NoRecipientOrgCompanyCharityNumber", "The recipient has neither a charity nor a company number. Councils have none.", each(ofSide("recipientOrganization", "id", ({ charityNumber, companyNumber }) => !charityNumber && !companyNumber))),
  usefulness("IncompleteRecipientOrg", "Nothing says where the recipient is: neither a postcode nor a geographic code with its type.", each(ofSide("recipientOrganization", "id", ({ postalCode, location = [] }) => !postalCode && !location.some(({ geoCode, geoCodeType }) => geoCode && geoCodeType)))),
  usefulness("NoGrantProgramme", "The grant is of no programme.", lacking(({ grantProgramme = [] }) => grantProgramme.length)),
  usefulness("NoBeneficiaryLocation", "Nothing says where those live whom it is for.", lacking(({ beneficiaryLocation = [] }) => beneficiaryLocation.length)),
  usefulness("TitleDescriptionSame", "Title and description are the same.", each(({ title, description }) => (title === description ? [["description"]] : []))),
  usefulness("TitleLength", "The title is longer than 140 characters.", each(({ title }) => (title.length > 140 ? [["title"]] : []))),
  usefulness("NoLastModified", "Nothing says when the information on the grant was last changed.", lacking(({ dateModified }) => dateModified)),
  usefulness("NoDataSource", "No address says where the information comes from.", lacking(({ dataSource }) => dataSource)),
  usefulness("PlannedDurationNotPresent", "Nothing says how long it is planned to last: neither a duration nor a start with an end.", lacking(({ plannedDates = [] }) => plannedDates.slice(0, 1).some(({ duration, startDate, endDate }) => duration !== undefined || (startDate && endDate)))),
];
