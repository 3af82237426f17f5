/** The 360Giving Data Standard 1.4 as a JSON Schema of our own: its field names, column titles and codes. What it does not name is let through. */

/** A part of the schema. */
export interface Shape {
  type: string | readonly string[];
  /** The title of its column in a spreadsheet. */
  title?: string;
  properties?: Readonly<Record<string, Shape>>;
  required?: readonly string[];
  items?: Shape;
  minItems?: number;
  minimum?: number;
  pattern?: string;
  format?: string;
  enum?: readonly string[];
  anyOf?: readonly object[];
}

const text = (title: string): Shape => ({ type: "string", title });
const number = (title: string): Shape => ({ type: "number", title });
/** Text that may also be null. */
const textOrNull = (title: string): Shape => ({ type: ["string", "null"], title });
const address = (title: string): Shape => ({ type: "string", title, format: "uri" });
const moment = (title: string): Shape => ({ type: "string", title, format: "date-time" });
const code = (title: string, codes: readonly string[]): Shape => ({ type: "string", title, enum: codes });
const object = (title: string | undefined, properties: Record<string, Shape>, required: readonly string[] = []): Shape => ({ type: "object", ...(title ? { title } : {}), properties, required });
const list = (title: string | undefined, items: Shape, minItems = 0): Shape => ({ type: "array", ...(title ? { title } : {}), items, minItems });

const DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH_OR_YEAR = "^[0-9]{4}(-(0[1-9]|1[0-2]))?$";

/** A day, with or without a time. */
const day = (title: string, type: Shape["type"] = "string"): Shape => ({ type, title, anyOf: [{ pattern: DAY }, { format: "date-time" }, ...(type === "string" ? [] : [{ type: "null" }])] });
/** A day as exactly as it is known: also a month or a year. */
const roughDay = (title: string): Shape => ({ type: "string", title, anyOf: [{ pattern: DAY }, { pattern: MONTH_OR_YEAR }, { format: "date-time" }] });

const MODIFIED = moment("Last Modified");
/** ISO 4217, those that were given up among them: see judge-open-grant.ts. */
const CURRENCY: Shape = { type: "string", title: "Currency", format: "currency" };

/** Codes for the ways in which a grant is meant to be passed on. */
export const REGRANT_TYPES = ["FRG010", "FRG020", "FRG030", "FRG040", "FRG050", "FRG060", "FRG070"] as const;

const LOCATION_SCOPES = ["GLS010", "GLS020", "GLS030", "GLS040", "GLS050", "GLS060", "GLS099"];

const LOCATION = object(undefined, {
  id: text("Identifier"),
  name: textOrNull("Name"),
  countryCode: { type: ["string", "null"], title: "Country Code", format: "country" },
  latitude: { type: ["number", "null"], title: "Latitude" },
  longitude: { type: ["number", "null"], title: "Longitude" },
  geoCode: textOrNull("Geographic Code"),
  geoCodeType: textOrNull("Geographic Code Type"),
  dateModified: MODIFIED,
});

const ORGANISATION = object(
  undefined,
  {
    id: text("Identifier"),
    name: text("Name"),
    department: text("Department"),
    contactName: text("Contact Name"),
    charityNumber: text("Charity Number"),
    companyNumber: text("Company Number"),
    streetAddress: text("Street Address"),
    addressLocality: text("City"),
    addressRegion: text("County"),
    addressCountry: text("Country"),
    postalCode: text("Postal Code"),
    telephone: text("Phone Number"),
    alternateName: text("Alternate Name"),
    email: text("Email"),
    description: text("Description"),
    organisationType: textOrNull("Organisation Type"),
    url: address("Web Address"),
    location: list("Location", LOCATION),
    dateModified: MODIFIED,
  },
  ["id", "name"],
);

const EVENT = object(undefined, {
  title: text("Title"),
  startDate: roughDay("Start Date"),
  endDate: roughDay("End Date"),
  duration: { type: "number", title: "Duration (months)", minimum: 0 },
  description: text("Description"),
  dateModified: MODIFIED,
});

const TRANSACTION = object(undefined, {
  id: text("Identifier"),
  transactionDate: day("Transaction Date"),
  currency: CURRENCY,
  value: number("Value"),
  valueDate: day("Value Date", ["string", "null"]),
  description: textOrNull("Description"),
  provider: textOrNull("Provider"),
  recipient: textOrNull("Recipient"),
  dateModified: MODIFIED,
});

const CLASSIFICATION = object(undefined, { vocabulary: text("Vocabulary"), code: text("Code"), title: textOrNull("Title"), url: { ...address("URL"), type: ["string", "null"] }, dateModified: MODIFIED });

/** Fields of grants to individuals: a grant that has one of them is none to an organisation. */
export const OF_INDIVIDUALS = ["recipientIndividual", "toIndividualsDetails"] as const;

/** A grant to an organisation. */
export const GRANT: Shape = object(
  undefined,
  {
    id: text("Identifier"),
    title: text("Title"),
    description: text("Description"),
    currency: CURRENCY,
    amountAppliedFor: number("Amount Applied For"),
    amountAwarded: number("Amount Awarded"),
    amountDisbursed: number("Amount Disbursed"),
    awardDate: day("Award Date"),
    url: address("URL"),
    plannedDates: list("Planned Dates", EVENT),
    actualDates: list("Actual Dates", EVENT),
    recipientIndividual: object("Recipient Ind", { id: text("Identifier"), name: text("Name") }),
    toIndividualsDetails: object("To Individuals Details", {
      primaryGrantReason: text("Primary Grant Reason"),
      secondaryGrantReason: text("Secondary Grant Reason"),
      grantPurpose: list("Grant Purpose", { type: "string" }),
    }),
    recipientOrganization: list("Recipient Org", ORGANISATION, 1),
    beneficiaryLocation: list("Beneficiary Location", LOCATION),
    fundingOrganization: list("Funding Org", ORGANISATION, 1),
    grantProgramme: list("Grant Programme", object(undefined, { code: text("Code"), title: textOrNull("Title"), url: { ...address("URL"), type: ["string", "null"] }, dateModified: MODIFIED })),
    fromOpenCall: code("From An Open Call?", ["Yes", "No"]),
    fundingType: list("Funding Type", CLASSIFICATION),
    classifications: list("Classifications", CLASSIFICATION),
    relatedDocument: list(
      "Related Document",
      object(undefined, { id: text("Identifier"), title: textOrNull("Title"), url: { ...address("Web Address"), type: ["string", "null"] }, description: textOrNull("Description"), documentType: textOrNull("Document Type"), dateModified: MODIFIED }),
    ),
    applicationTransaction: list(undefined, TRANSACTION),
    commitmentTransaction: list(undefined, TRANSACTION),
    disbursementTransaction: list(undefined, TRANSACTION),
    relatedActivity: list("Related Activity", { type: "string" }),
    dateModified: MODIFIED,
    dataSource: { ...address("Data Source"), type: ["string", "null"] },
    regrantType: code("For Regrant Type", REGRANT_TYPES),
    locationScope: code("Location Scope", LOCATION_SCOPES),
  },
  ["id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization", "fundingOrganization"],
);

/** A package: what is said of the whole, and its grants. */
export const PACKAGE: Shape = object(
  undefined,
  {
    version: { type: "string", pattern: "^\\d+\\.\\d+$" },
    extensions: list(undefined, { type: "string" }),
    title: { type: "string" },
    description: { type: "string" },
    issued: day("Issued"),
    modified: day("Modified"),
    identifier: { type: "string" },
    publisher: object(undefined, { identifier: { type: "string" }, name: { type: "string" }, website: address("Website"), logo: address("Logo") }, ["name"]),
    downloadURL: address("Download URL"),
    accessURL: address("Access URL"),
    license: address("License"),
    grants: list(undefined, GRANT, 1),
  },
  ["grants"],
);
