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
    act: "Give `from` and `to` as calendar days, `from` no later than `to`; in a file, write the kind first: MONTH 2014-07.",
  },
  MALFORMED_CURSOR: {
    says: "This cursor was not made by the hub for this list in this order.",
    act: "Pass the endCursor of the page before, unchanged, with the same orderBy; or leave `after` out to begin again.",
  },
  PAGE_SIZE_OUT_OF_RANGE: {
    says: "A page holds from 1 to 1,000 rows.",
    act: "Give `first` a whole number from 1 to 1000.",
  },
  MALFORMED_FILTER: {
    says: "This filter cannot be understood.",
    act: "See the description of the field for the values it takes.",
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
  UNKNOWN_CODE: { says: "This code is not in the list.", act: "Use one of the codes that the message names." },
  MISSING_VALUE: {
    says: "A value is needed here.",
    act: "Fill the cell; or write why it is missing, as ?REASON: explanation, where the column allows it.",
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
  PERIODS_OVERLAP: {
    says: "This names the same year more than once.",
    act: "Give each financial year once.",
  },
  NUMERATOR_TOO_LARGE: {
    says: "The numerator is larger than the denominator.",
    act: "Check whether the two cells were exchanged.",
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
    says: "This column would hold the name or birth date of a person, which the hub does not store.",
    act: "Leave the column out; give the post and the organisation.",
  },
  MISSING_COLUMN: { says: "The file lacks a column.", act: "Add the column to the header: all columns are needed." },
  UNKNOWN_COLUMN: { says: "The file has a column that is not declared.", act: "Take the column out of the file." },
  DUPLICATE_COLUMN: { says: "The file has the same column twice.", act: "Keep one of the two." },
  RAGGED_ROW: {
    says: "This row has more or fewer cells than the header.",
    act: "Check the quotes and commas of the row.",
  },
  MALFORMED_CSV: {
    says: "The file is not CSV from here on.",
    act: "Check quotes: a quote inside a quoted cell is doubled.",
  },
  CELL_TOO_LONG: { says: "A cell is longer than 100,000 characters, or a row than a million.", act: "Check for a quote that is never closed." },
  NAME_TOO_LONG: { says: "A name, title or number is longer than 300 characters.", act: "Shorten it; there is room in the columns for sentences." },
  NOT_UTF8: { says: "The file is not UTF-8.", act: "Save it as CSV UTF-8." },
  EMPTY_FILE: { says: "The file has no header.", act: "Begin the file with the header row." },
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
  TOO_MANY_DIRECTIVES: { says: "The question has too many directives.", act: "Leave out what need not be asked." },
  THING_UNKNOWN: {
    says: "What is referred to here is not known to the hub, or was not on that day.",
    act: "Check the id that the row refers to; a thing that is missing can be imported.",
  },
  SUBGRAPH_UNAVAILABLE: {
    says: "The service that owns these fields cannot be reached; everything else in the answer stands.",
    act: "Ask again later: the hub recovers by itself when the service returns.",
  },
} as const satisfies Record<string, { says: string; act: string }>;

/** A code of the registry. */
export type RefusalCode = keyof typeof REFUSALS;

/** What the caller is told: a code, a sentence, what to do, and the argument or column it is about. */
export class Refusal extends GraphQLError {
  constructor(
    readonly code: RefusalCode,
    place: { field?: string; detail?: string } = {},
  ) {
    const { says, act } = REFUSALS[code];
    super(place.detail ? `${says} ${place.detail}` : says, {
      extensions: { code, ...(place.field ? { field: place.field } : {}), action: act },
    });
    this.name = "Refusal";
  }
}

/** Turns the caller down with a code of the registry; `field` names the argument, as in `where.year`. */
export function refuse(code: RefusalCode, place: { field?: string; detail?: string } = {}): never {
  throw new Refusal(code, place);
}

/** Goes on only if the condition holds; otherwise refuses with the code. */
export function refuseUnless(
  condition: unknown,
  code: RefusalCode,
  place: { field?: string; detail?: string } = {},
): asserts condition {
  if (!condition) refuse(code, place);
}

/** What a caller is told of anything that is no refusal: where to look it up, and nothing of the inside. */
export function fault(requestId: string): { message: string; extensions: { code: string; requestId: string } } {
  return { message: `The hub could not answer this. Its log has the cause under request ${requestId}.`, extensions: { code: "FAULT", requestId } };
}
