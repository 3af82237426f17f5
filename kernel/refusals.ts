/** The registry of refusals: every reason for which the hub turns a caller down, with what the caller can do. */
import { GraphQLError } from "graphql";

/**
 * A refusal is something the caller can act on. Anything else that goes wrong is a fault: it is logged whole
 * under the request's id, and the caller is told that id and nothing of the inside.
 */
export const REFUSALS = {
  MALFORMED_REQUEST: {
    says: "This is not a GraphQL request.",
    act: "Send JSON with a `query` in text, and `variables` as an object if it has any.",
  },
  QUESTION_UNKNOWN: {
    says: "There is no saved question of this name.",
    act: "See /q for the saved questions; an address is /q/<name>.json or /q/<name>.csv.",
  },
  PARAMETER_MISSING: { says: "The question needs a parameter that was not given.", act: "Give it in the query string; /q says what it means." },
  PARAMETER_UNKNOWN: { says: "The question takes no parameter of this name.", act: "Leave it out, or mend its name: capitals count." },
  PARAMETER_MALFORMED: { says: "This is not a value that the parameter takes.", act: "See /q for what the parameter takes." },
  LIST_TOO_LONG: {
    says: "A list under one of the rows has more rows than a page of it shows, so that the table would not be whole.",
    act: "Ask for less by the parameters; or ask in GraphQL and follow each list.",
  },
  TOO_MANY_TABLES: { says: "You are reading as many tables at once as one caller may.", act: "Ask again when one of them has been read." },
  SIGN_IN_NEEDED: {
    says: "This hub answers nobody without a token.",
    act: "Send a token of the issuer that the hub trusts in the header `Authorization: Bearer`.",
  },
  TOKEN_TOO_LARGE: { says: "A token has 8,192 characters at most.", act: "Ask whoever issues the token for a shorter one." },
  TOKEN_MALFORMED: {
    says: "This is not a token of the form that the hub takes.",
    act: "Send one header `Authorization: Bearer` with a JWT whose claims are those of its role and no others; `field` names the claim.",
  },
  TOKEN_EXPIRED: { says: "The token's time is over.", act: "Get a new token." },
  TOKEN_NOT_YET_VALID: { says: "The token's time is still to come.", act: "Ask again later, or set the clocks right." },
  TOKEN_NOT_TRUSTED: {
    says: "The token is not signed by a key that the hub trusts, in a way that it trusts.",
    act: "Get a token from the issuer that the hub trusts.",
  },
  TOKEN_NOT_FOR_THIS_HUB: {
    says: "The token comes from another issuer, or is meant for somebody else.",
    act: "Get a token that was issued for this hub.",
  },
  ROLE_UNKNOWN: { says: "The token's role is not one of the hub's roles.", act: "Get a token with one of the roles that a token can have." },
  KEYS_UNAVAILABLE: {
    says: "The keys by which the hub believes tokens cannot be had just now.",
    act: "Ask again later: the hub recovers by itself when the issuer's server returns.",
  },
  MALFORMED_DATE: {
    says: "This is not a calendar day.",
    act: "Write the day as YYYY-MM-DD, and a day that exists: 2015-02-31 does not.",
  },
  MALFORMED_FINANCIAL_YEAR: {
    says: "This is not a financial year.",
    act: "Write it as 2015/16, 2015-16 or 2015-2016: two years that follow each other.",
  },
  MALFORMED_PERIOD: {
    says: "This is not a period.",
    act: "Give `from` and `to` as calendar days, `from` no later than `to`, and with a kind the first and last day of such a period: a MONTH from 2014-07-01 to 2014-07-31. In a file, write the kind first: MONTH 2014-07.",
  },
  MALFORMED_CURSOR: {
    says: "This cursor was not made by the hub for this list in this order.",
    act: "Pass the endCursor of the page before, unchanged, with the same orderBy; or leave `after` out to begin again.",
  },
  PAGE_SIZE_OUT_OF_RANGE: {
    says: "A page holds from 1 to 1,000 rows, one of a search 100 at most.",
    act: "Give `first` a whole number from 1 to 1000, or to what the message names as the most.",
  },
  MALFORMED_FILTER: {
    says: "This filter cannot be understood.",
    act: "See the description of the field for the values it takes.",
  },
  NOTHING_TO_SEARCH: {
    says: "This holds no word to look for: such words as `the` and `of` stand everywhere, and a search that only leaves words out has nothing to find.",
    act: "Give a word that stands in few facts.",
  },
  MALFORMED_ID: {
    says: "This is not an id of that kind of thing.",
    act: "Ids carry their noun in front, in lower case: partnership-fenland.",
  },
  MALFORMED_MONEY: {
    says: "This is not an exact sum of money.",
    act: "Write pounds with exactly two decimals and no sign or separator: 132339.00.",
  },
  MALFORMED_NUMBER: {
    says: "This is not a plain number.",
    act: "Write digits with a point for decimals, without separators, % or currency signs.",
  },
  NOT_YOUR_DOOR: {
    says: "Your role may not ask this.",
    act: "Sign in with a role that may.",
  },
  OUTSIDE_YOUR_REACH: {
    says: "This belongs to a partnership or a PCC area that is not yours.",
    act: "Ask somebody of that partnership or area; or check the id.",
  },
  MALFORMED_KEY: {
    says: "This is not an idempotency key.",
    act: "Make one for each thing to be done, and keep it for repeats: 8 to 100 letters, digits, `-` and `_`; a UUID will do.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    says: "This key stands for another request already.",
    act: "Repeat a request with all it said the first time; for anything new make a new key.",
  },
  VERSION_MOVED: {
    says: "Somebody changed this since the version that you expect.",
    act: "Read it again, at `extensions.currentVersion`, and decide anew.",
  },
  WRITTEN_MEANWHILE: {
    says: "This id is taken, or somebody wrote the same thing at the same moment; nothing was written.",
    act: "Read what is there and ask again.",
  },
  NOBODYS_TO_KEEP: {
    says: "This is of no one partnership, so none can keep it to itself.",
    act: "Publish it; or leave it out of the hub.",
  },
  CHANGES_HANDS: {
    says: "This would become another partnership's, with all that hangs on it.",
    act: "Leave it where it is, and enter a new one for the other partnership.",
  },
  MALFORMED_TEXT: { says: "This holds a character that no text may hold (NUL).", act: "Take the character out." },
  REFERENCE_ASTRAY: {
    says: "What this refers to belongs to another thing than the row.",
    act: "Check which of the two ids is wrong.",
  },
  UNKNOWN_CODE: { says: "This code is not in the list.", act: "Use one of the codes that the message names." },
  MISSING_VALUE: {
    says: "A value is needed here.",
    act: "Give the value; or write why it is missing, as ?REASON: explanation, where that is allowed.",
  },
  MALFORMED_GAP: {
    says: "This gap does not say which reason it has, or none in words.",
    act: "Write ?REASON: explanation, with a reason of the list of gap reasons.",
  },
  UNKNOWN_REFERENCE: {
    says: "Nothing that the hub knew then has this id.",
    act: "Import what is referred to first, known from the same day or an earlier one; or mend the id.",
  },
  AMOUNTS_DO_NOT_SUM: {
    says: "The annual amounts do not sum to the award.",
    act: "Mend the amounts: they must equal the award to the penny.",
  },
  AMOUNT_IS_ZERO: { says: "This is a sum of nothing: no money would be given, claimed or moved.", act: "Give a sum above 0.00." },
  SHARES_DO_NOT_SUM: {
    says: "The shares do not sum to 100.00.",
    act: "Give each once, with exactly two decimals, so that they come to 100.00; or give no shares at all where the money is not split.",
  },
  ALLOCATIONS_EXCEED_YEAR: {
    says: "More would be allocated than the award gives for that year.",
    act: "Allocate less; or have an administrator approve the excess by approveOverAllocation.",
  },
  ALLOCATIONS_EXCEED_PARENT: {
    says: "More would be allocated out of an allocation than it holds.",
    act: "Allocate less; or make the allocation above it larger first.",
  },
  PASSED_ON_EXCEEDS_ALLOCATION: {
    says: "More would be passed on than was allocated.",
    act: "Pass on less; or change the allocation first.",
  },
  PAYMENTS_EXCEED_AWARD: {
    says: "Payments, less what was clawed back, would come to more than the award, or leave too little of it for claims that are approved.",
    act: "Pay less; read `balance { available }` of the award for what is left.",
  },
  CLAIM_EXCEEDS_AWARD: {
    says: "The claim is more than is left of the award, or of the allocation that it is for.",
    act: "Claim less; read `balance { available }` of the award for what is left.",
  },
  AGREEMENT_NOT_OPEN: {
    says: "The agreement of the award does not let this be done with its money now.",
    act: "Take the agreement to a state that the message names, by moveAgreement.",
  },
  CLAWBACK_NOT_DEMANDED: {
    says: "More would be clawed back than the agreement says is to come back.",
    act: "Enter what came back, up to what was demanded.",
  },
  MONEY_NOT_THERE: {
    says: "More money would leave here than came in.",
    act: "Read `balance { retained }` for what is here; enter first what came in.",
  },
  ENTRY_ASTRAY: {
    says: "This entry does not lie between two that follow each other: a fund and its award, an award and its allocation, an allocation and the one under it; or it is no exact reverse of what it corrects, or not the sum of the claim that it pays.",
    act: "Check the ids, the sum and the day of the entry.",
  },
  ENTRY_STANDS: {
    says: "An entry of the ledger stands as it was written, and is corrected once, by its reverse.",
    act: "Correct the entry by correctEntry and enter a new one; a correction itself is not corrected.",
  },
  CLAIM_STAYS_PAID: {
    says: "This takes back the payment of a claim and leaves the claim PAID.",
    act: "Correct the entry by correctEntry, which takes the claim back to APPROVED, or give the payment that took its place in the same file.",
  },
  PERIODS_OVERLAP: {
    says: "This names the same year more than once.",
    act: "Give each financial year once.",
  },
  DAYS_IN_COMMON: {
    says: "This has days in common with another of the same award and allocation, so that the two could not be added.",
    act: "Correct the other; or give a period that begins after it ends.",
  },
  PERIOD_OUTSIDE_YEAR: {
    says: "This is not within the year that is planned, or the award gives nothing for that year.",
    act: "Give periods within the year, and a year for which the award has an annual amount; where it should have one, add it first, by varyAward once the grant is agreed and by recordAward before.",
  },
  PROFILE_SIZE_OUT_OF_RANGE: { says: "A profile of a year has 1 to 366 lines.", act: "Give at least one line, and none twice." },
  WITHDRAWN_ALREADY: {
    says: "This was withdrawn already.",
    act: "Read it again. What is to be expected again is said by expectReturns with `withdrawnToo`, what is to be planned again by setProfile.",
  },
  DAYS_OUT_OF_RANGE: { says: "A return is due 0 to 366 days after the end of what it tells of.", act: "Give a whole number of days within a year." },
  NOT_YOURS_TO_DATE: {
    says: "When a return was received, and since when it is known, is told by its sending where the partnership itself sends it.",
    act: "Leave the day out; a grant officer can record what came otherwise, and a steward a value that did.",
  },
  NOT_YOURS_TO_RETURN: {
    says: "A partnership returns what it measures itself in its own area: this is from elsewhere, or a steward's to say.",
    act: "Leave it out, or ask a steward of the PCC area to bring it in.",
  },
  PERIOD_NOT_ADDABLE: {
    says: "Money is planned and returned for periods that can be added: this one runs on into the next of its kind, or reaches over two financial years.",
    act: "Give a month, a quarter, a year or other days within one financial year; split what reaches over two.",
  },
  DAY_AHEAD: { says: "This day is still to come.", act: "Enter what was done on the day on which it was done, or later." },
  DATES_OUT_OF_ORDER: {
    says: "These days do not follow each other as what they tell of does.",
    act: "Check the day: nothing begins before what it follows, and nothing that was done lies ahead.",
  },
  STEP_NOT_OPEN: {
    says: "No step leads there from where it stands.",
    act: "Read `nextStates` of it for the steps that lead on, and take one of those.",
  },
  AGREEMENT_MISSING: {
    says: "The award has no agreement, so that nothing is known of its life.",
    act: "Open one with openAgreement; or check the id of the award.",
  },
  AGREEMENT_THERE: {
    says: "The award has an agreement already, and has one at most.",
    act: "Read it, and take its next step with moveAgreement.",
  },
  AWARD_SETTLED: {
    says: "The fund and the recipient of an award stay as they are once it is agreed or paid from.",
    act: "Record another award for another fund or recipient. A recipient that was not stated can still be stated.",
  },
  VARIATION_NEEDED: {
    says: "The amounts of a grant that is agreed are changed by a variation alone, and so is nothing else of them.",
    act: "Change the amounts with varyAward while the grant is ACTIVE.",
  },
  ITEMS_MISSING: {
    says: "The grant lacks an item that its funder has to publish: conditions, recipient, purpose and reasons.",
    act: "State what the message names; where there are no conditions, say so with `withoutConditions`.",
  },
  CONDITIONS_CONTRADICTED: {
    says: "The agreement says that the grant has no conditions, and one is set.",
    act: "Say `withoutConditions: false`, or set no condition.",
  },
  CONDITION_SETTLED: {
    says: "This condition was met or given up.",
    act: "Read it again; for something new set another condition.",
  },
  STILL_OPEN: {
    says: "Something of the grant is still open.",
    act: "Settle first what the message names.",
  },
  NUMERATOR_TOO_LARGE: {
    says: "The numerator is larger than the denominator.",
    act: "Check whether the two cells were exchanged.",
  },
  NEGATIVE_COUNT: {
    says: "What a partnership counts is not below zero, and no numerator or denominator is.",
    act: "Check the sign: a fall is the value of an indicator whose values are changes.",
  },
  COUNT_NOT_WHOLE: {
    says: "What is counted is a whole number.",
    act: "Give the number itself; an average belongs to an indicator whose values are rates, and what is not exact has a qualifier.",
  },
  SHARE_OUT_OF_RANGE: {
    says: "A share lies from 0 to 100%.",
    act: "Write 81 for 81%; what grew by more than there was is a change.",
  },
  COUNTS_DISAGREE: {
    says: "The value is not what its numerator and denominator come to.",
    act: "Mend one of the three: the value is what the counts come to, rounded to the decimals that it is given with.",
  },
  LIMITS_OUT_OF_ORDER: {
    says: "The lower limit is above the upper one.",
    act: "Check whether the two cells were exchanged.",
  },
  RANGE_INCOMPLETE: {
    says: "A target that is a range has two ends, and a target of any other kind has none.",
    act: "Give `value_low` and `value_high` where the kind is RANGE, and leave both empty where it is not.",
  },
  SAME_ON_BOTH_SIDES: {
    says: "This leads from a thing to itself.",
    act: "Name two different things.",
  },
  KNOWN_AHEAD: {
    says: "This would be known only from a day that is still to come.",
    act: "Give the day on which the source was published, today at the latest; or leave the cell empty: it is then known from now.",
  },
  OLDER_THAN_KNOWN: {
    says: "The hub knows something newer of this already.",
    act: "Leave the row out; or, to correct what the hub knows, leave known_from empty.",
  },
  PERSON_NAMED: {
    says: "This column would hold the name of a person or what else tells of one, which the hub does not store.",
    act: "Leave the column out; give the post and the organisation.",
  },
  MISSING_COLUMN: { says: "The file lacks a column.", act: "Add the column to the header; its cells may be empty where the column is optional. Only a few columns may be left out: docs/reference/imports.md marks them." },
  UNKNOWN_COLUMN: { says: "The file has a column that is not declared.", act: "Take the column out of the file." },
  DUPLICATE_COLUMN: { says: "The file has the same column twice.", act: "Keep one of the two." },
  RAGGED_ROW: {
    says: "This row has more or fewer cells than the header.",
    act: "Check the quotes and commas of the row; in JSON, its keys.",
  },
  MALFORMED_CSV: {
    says: "The file is not CSV from here on.",
    act: "Check quotes: a quote inside a quoted cell is doubled.",
  },
  MALFORMED_JSON: { says: "The file is not JSON of the hub's form from here on.", act: "Send an array of objects, one for each row, whose keys are the columns." },
  MALFORMED_WORKBOOK: { says: "This is not a whole workbook.", act: "Open it in a spreadsheet program and save it anew as XLSX." },
  WORKBOOK_LOCKED: {
    says: "The workbook is encrypted, or of a form from before 2007.",
    act: "Take the password away and save it as XLSX.",
  },
  WORKBOOK_TOO_LARGE: { says: "The workbook is larger than the hub takes.", act: "Send it in parts, or as CSV, which may be of any size." },
  SHEET_UNCLEAR: {
    says: "The workbook has several sheets and none is named as the import.",
    act: "Name the sheet as the import is called, as in `awards`; or keep it alone.",
  },
  HIDDEN_CELLS: { says: "This is hidden from whoever looks at the workbook.", act: "Show it, and keep it or take it out." },
  MERGED_CELLS: { says: "The sheet has merged cells.", act: "Take the merging away and fill each cell." },
  FORMULA_CELL: {
    says: "This is a formula, or a text that a spreadsheet would take for one.",
    act: "Put the value in its place; begin a text with a word or a figure, not with =, +, - or @.",
  },
  NUMBER_SHOWN_OTHERWISE: {
    says: "This number is shown otherwise than in plain digits, or has more than the 15 that a spreadsheet keeps.",
    act: "Format the cell as a plain number, and write what the source says: 81 for 81%.",
  },
  DAY_FOR_TEXT: {
    says: "This cell holds a day, and the column takes text.",
    act: "Format the cell as text and write it in the form of the column, or as the source prints it.",
  },
  MALFORMED_PREFIX: {
    says: "This is not a prefix as 360Giving registers them for publishers.",
    act: "Give the prefix that was registered for the publisher: 360G- and its name in letters, digits, - and _.",
  },
  PUBLISHER_NOT_SET: {
    says: "This hub does not know as whom it publishes grants: no register lists Commissioners, so whoever runs the hub says it.",
    act: "Ask 360Giving for a prefix, and set OPEN_GRANTS_PREFIX, OPEN_GRANTS_PUBLISHER and OPEN_GRANTS_LICENCE.",
  },
  NOTHING_TO_PUBLISH: {
    says: "No grant can be published here: a package of the 360Giving Data Standard has one or more.",
    act: "Ask `openGrantsLeftOut` in GraphQL what each award lacks, and record it; or ask for more by the parameters.",
  },
  NOT_OF_THE_STANDARD: {
    says: "This is not as the 360Giving Data Standard writes it.",
    act: "Mend the field that the message names, as the standard's reference describes it; a package is an object whose `grants` are a list.",
  },
  TOO_MANY_COLUMNS: {
    says: "These grants say too many different things that the hub has no columns for: each is a column of every table that shows them.",
    act: "Send at most 1,000 such fields in one file: take out what nobody needs, or give lists in one text; where grants are asked for, ask for those of one PCC area or year.",
  },
  GRANT_TO_INDIVIDUAL: {
    says: "This is a grant to an individual, of which the hub stores none.",
    act: "Take grants to individuals out of the package, with all fields that begin with Recipient Ind or To Individuals Details.",
  },
  UNFIT_CELL: { says: "This cell holds neither text nor a number nor a day.", act: "Write what it says as text." },
  FORMAT_ASTRAY: { says: "The file is of another kind than the one it is sent as.", act: "Give it the suffix of what it is, or send it in the argument for what it is." },
  MALFORMED_GZIP: { says: "This is not a file packed by gzip, in Base64, of at most 50 million bytes unpacked.", act: "Pack the file as it was published: gzip -c file.csv | base64 -w0; a longer one is for the command." },
  ONE_FILE_NEEDED: { says: "One file is imported at a time.", act: "Give exactly one of the arguments that hold a file, such as `csv`." },
  CELL_TOO_LONG: { says: "A cell is longer than 100,000 characters, or a row than a million.", act: "Check for a quote that is never closed." },
  NAME_TOO_LONG: { says: "A name, title or number is longer than 300 characters.", act: "Shorten it; there is room in the columns for sentences." },
  NOT_UTF8: { says: "The file is not UTF-8.", act: "Save it as CSV UTF-8." },
  EMPTY_FILE: { says: "The file has no header.", act: "Begin the file with the header row." },
  WRONG_FORM: { says: "The file is not of the form in which it is published.", act: "Download it again; do not change or add columns." },
  FILE_CUT: { says: "The file ends in the middle of a line.", act: "It was cut off on its way: download it again." },
  NO_RECORDS: { says: "The file has a header and no records.", act: "Download it again; where there is truly nothing, leave it out." },
  FILE_TWICE: { says: "Two of the files are of the same force and month.", act: "Keep the newer of the two." },
  RECORD_ASTRAY: {
    says: "This is of another force or month than the first record of its file.",
    act: "Import each file as it was published: one force and one month.",
  },
  NO_DISTRICT: { says: "This names no district, a space, three digits and a letter, as in Fenland 001A.", act: "Download the file again; where the form has changed, tell whoever runs the hub." },
  FORCE_UNKNOWN: {
    says: "The hub knows no area of a police force that is called so.",
    act: "Import the area of the force, with this among its other_names: npm run import -- indicators/areas.",
  },
  DISTRICT_SHARED: {
    says: "The district belongs to several partnerships in that month: its records cannot be split over them.",
    act: "Check from when to when the district is each partnership's: indicators/area-partnerships.",
  },
  DISTRICTS_UNKNOWN: {
    says: "Too many of the records lie in districts that the hub does not know: which of them are outside the force's area cannot be told.",
    act: "Import the districts of the force's area first, each within it, with the names that the file gives them: npm run import -- indicators/areas.",
  },
  DUPLICATE_ROW: {
    says: "Two rows of the file have the same id or state the same thing.",
    act: "Keep one of the two.",
  },
  FILE_REFUSED: {
    says: "The file was refused and nothing of it was written.",
    act: "Mend the rows that the report names and send the whole file again.",
  },
  QUESTION_TOO_DEEP: { says: "The question goes too deep.", act: "Ask for less at once; a connection with its nodes counts as one level." },
  QUESTION_TOO_LARGE: { says: "The question asks for too many fields, its fragments written out.", act: "Ask for less at once." },
  TOO_MANY_ALIASES: { says: "The question renames too many fields.", act: "Ask in several questions, or with a list in a filter." },
  TOO_MANY_SEARCHES: { says: "One request searches five times at most, lists gaps five times at most, and checks open grants five times at most.", act: "Ask for the rest in another request." },
  TOO_MANY_DIRECTIVES: { says: "The question has too many directives.", act: "Leave out what need not be asked." },
  SUBJECT_UNCLEAR: { says: "A series is about one partnership or one area.", act: "Give one of the two arguments, and not both." },
  COMPARED_WITH_ITSELF: { says: "A value is never compared with itself.", act: "Give another observation, area or group." },
  PERIODS_DIFFER: { says: "Values are compared for the same period alone.", act: "Give an observation of the same period and kind of period; for an earlier one ask PREVIOUS_PERIOD or SAME_PERIOD_LAST_YEAR." },
  INDICATORS_DIFFER: { says: "Values of different indicators, or of different parts of a whole, are not compared.", act: "Give an observation of the same indicator and dimension." },
  THING_UNKNOWN: {
    says: "What is referred to here is not known to the hub, or was not on that day.",
    act: "Check the id, and the day that is asked for; a thing that is missing can be imported.",
  },
  SUBGRAPH_UNAVAILABLE: {
    says: "The service that owns these fields cannot be reached; everything else in the answer stands.",
    act: "Ask again later: the hub recovers by itself when the service returns.",
  },
  SUBGRAPH_MISANSWERED: {
    says: "The service that owns these fields did not answer what it was asked; everything else in the answer stands.",
    act: "Ask again later; if it stays so, tell whoever runs the hub the time and the x-request-id of the answer: the log has the cause.",
  },
  DEADLINE_PASSED: {
    says: "The time for the whole request was over before these fields were answered; everything else in the answer stands.",
    act: "Ask for less at once, or in several questions.",
  },
  PASSPORT_MISSING: {
    says: "A service answers nobody but the hub.",
    act: "Ask the hub's gateway.",
  },
  PASSPORT_REFUSED: {
    says: "A service answers nobody but the hub, and this was not signed by the hub for this service, this body and this moment.",
    act: "Ask the hub's gateway. Whoever runs the hub: give all its parts the same HUB_SECRET, and set their clocks.",
  },
} as const satisfies Record<string, { says: string; act: string }>;

/** A code of the registry. */
export type RefusalCode = keyof typeof REFUSALS;

/** Whether a text is a code of the registry. */
export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text);
}

/** Where a refusal is about. */
export interface Place {
  /** The argument or column. */
  field?: string;
  /** What was given or found. */
  detail?: string;
  /** The whole sentence, where it is made already. */
  message?: string;
  /** The version that a thing has, for whoever expected another. */
  currentVersion?: number;
}

/** What the caller is told: a code, a sentence, what to do, and the argument or column it is about. */
export class Refusal extends GraphQLError {
  constructor(
    readonly code: RefusalCode,
    place: Place = {},
  ) {
    const { says, act } = REFUSALS[code];
    super(place.message ?? (place.detail ? `${says} ${place.detail}` : says), {
      extensions: { code, ...(place.field ? { field: place.field } : {}), ...(place.currentVersion === undefined ? {} : { currentVersion: place.currentVersion }), action: act },
    });
    this.name = "Refusal";
  }
}

/** Turns the caller down with a code of the registry; `field` names the argument, as in `where.year`. */
export function refuse(code: RefusalCode, place: Place = {}): never {
  throw new Refusal(code, place);
}

/** Goes on only if the condition holds; otherwise refuses with the code. */
export function refuseUnless(
  condition: unknown,
  code: RefusalCode,
  place: Place = {},
): asserts condition {
  if (!condition) refuse(code, place);
}

/** What a caller is told of anything that is no refusal: where to look it up, and nothing of the inside. */
export function fault(requestId: string): { message: string; extensions: { code: string; requestId: string } } {
  return { message: `The hub could not answer this. Its log has the cause under request ${requestId}.`, extensions: { code: "FAULT", requestId } };
}
