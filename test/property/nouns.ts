/** How each noun is asked for, and what each of its fields must show of a version, to a viewer, on a day. */
import { amountsOf, penceOf, yearOf, type Asker, type Oracle } from "./oracle.js";
import { FUNDS, year, type Noun, type Version } from "./world.js";

/** Whoever looks, and the day looked at. */
export interface Look {
  oracle: Oracle;
  viewer: Asker;
  day: string;
}

/** One field of a question. */
export interface AskedField {
  /** As it stands in the question; begins with the field's name. */
  ask: string;
  /** What it shows. */
  shows: (version: Version, look: Look) => unknown;
  /** Another service has to be asked: only the gateway can. */
  across?: true;
}

/** A noun as it is asked for. */
export interface AskedNoun {
  service: "plans" | "grants" | "indicators";
  table: string;
  one: string;
  many: string;
  fields: AskedField[];
}

const field = (ask: string, shows: AskedField["shows"]): AskedField => ({ ask, shows });
const cell = (name: string, column = name): AskedField => field(name, ({ cells }) => cells[column] ?? null);
const refers = (name: string, column = name): AskedField => field(`${name} { id }`, ({ cells }) => (cells[column] ? { id: cells[column] } : null));

/** What another thing says of itself, where one leads to it: null where the viewer does not see it. */
const leadsTo = (name: string, noun: Noun, shown: string, column = name): AskedField =>
  field(`${name} { id ${shown} }`, ({ cells }, { oracle, viewer, day }) => {
    const found = oracle.find(viewer, noun, cells[column], day);
    return found ? { id: found.id, [shown]: found.cells[shown]! } : null;
  });

const ANY: AskedField[] = [
  field("version", ({ version }) => version),
  field("visibility", ({ visibility }) => visibility),
  field("knownFrom", ({ from }) => `${from}T00:00:00.000Z`),
  field("knownTo", ({ to }) => to && `${to}T00:00:00.000Z`),
  field("provenance { section }", ({ mark }) => ({ section: mark })),
];

const partnership: AskedField = { ...leadsTo("partnership", "Partnership", "name"), across: true };

/** The plan or priority that something is said of. */
const subject = field("subject { ... on Plan { id title } ... on Priority { id title } }", ({ cells }, { oracle, viewer, day }) => {
  const found = oracle.find(viewer, cells["subject"]!.startsWith("plan-") ? "Plan" : "Priority", cells["subject"], day);
  return found ? { id: found.id, title: found.cells["title"]! } : null;
});

/** The partnership of what hangs on an award, or on another thing of its own. */
const ofItsAward: AskedField = {
  ...field("partnership { id name }", ({ of }, { oracle, viewer, day }) => {
    const found = oracle.find(viewer, "Partnership", of, day);
    return found ? { id: found.id, name: found.cells["name"]! } : null;
  }),
  across: true,
};

/** Whether a return answers an expectation. */
const answers = (spendReturn: Version, expectation: Version): boolean => spendReturn.cells["award"] === expectation.cells["award"] && spendReturn.cells["period"] === expectation.cells["period"];

/** What is published of a partnership, or its own, by the partnership in its cells. */
const ownPartnership = leadsTo("partnership", "Partnership", "name");

const inPence = (pence: number | null): { pence: string } | null => (pence === null ? null : { pence: String(pence) });
const sumOf = (pence: readonly number[]): number => pence.reduce((sum, each) => sum + each, 0);
/** The sum of what there is; null where there is nothing, which is not 0. */
const sumOrNull = (pence: readonly number[]): number | null => (pence.length ? sumOf(pence) : null);

/** The sums of an award or an allocation: of the entries between it and what stands above or below it, and, for whoever sees all claims, of these. */
const balance = (moves: (id: string, entry: Version) => { name: string; pence: number }[], shows: readonly string[]): AskedField =>
  field(`balance { ${[...shows, "claimed"].map((name) => `${name} { pence }`).join(" ")} }`, ({ id, of }, { oracle, viewer, day }) => {
    const entries = oracle.seen(viewer, "LedgerEntry", day).filter(({ cells }) => cells["from"] === id || cells["to"] === id);
    const claims = oracle.seen(viewer, "Claim", day).filter(({ cells }) => cells["award"] === id);
    if (!entries.length && !claims.length) return null;
    const moved = entries.flatMap((entry) => moves(id, entry));
    const sums = shows.map((name) => [name, inPence(sumOf(moved.filter((each) => each.name === name).map(({ pence }) => pence)))]);
    // All claims of the world are drafts.
    return { ...Object.fromEntries(sums), claimed: viewer && oracle.reaches(viewer, of) ? inPence(0) : null };
  });
const entryPence = ({ cells }: Version): number => penceOf(cells["amount"]!);

/** What a partnership was given, and what of it was set aside, paid and spent, as far as a viewer sees the awards and what hangs on them. */
const funding: AskedField = {
  ...field("funding { awarded { pence } allocated { pence } paid { pence } spent { pence } }", ({ id }, { oracle, viewer, day }) => {
    const seen = (noun: Noun): Version[] => oracle.seen(viewer, noun, day).filter(({ of }) => of === id);
    const allocations = seen("Allocation");
    const paid = seen("LedgerEntry").filter(({ cells }) => cells["kind"] === "PAYMENT");
    return {
      awarded: inPence(sumOrNull(seen("Award").flatMap(amountsOf).map(({ pence }) => pence))),
      allocated: inPence(sumOrNull(allocations.filter(({ cells }) => !allocations.some((each) => each.id === cells["parent"])).map(entryPence))),
      paid: inPence(sumOrNull(paid.map(entryPence))),
      spent: inPence(sumOrNull(seen("SpendReturn").map(({ cells }) => penceOf(cells["spend"]!)))),
    };
  }),
  across: true,
};

const byPlace = (list: readonly Version[]): Version[] => list.toSorted((a, b) => (a.cells["place"]! < b.cells["place"]! ? -1 : 1));

/** When what is expected came: the first day on which a value that answers it was known, whoever may see that. */
function cameOn(expectation: Version, { oracle, day }: Look): string | null {
  const answers = (each: Version): boolean => ["partnership", "indicator", "period"].every((name) => each.cells[name] === expectation.cells[name]);
  const ids = oracle.known("Observation", day).filter(answers).map(({ id }) => id);
  return oracle.versionsOf("Observation").filter((each) => ids.includes(each.id) && each.from <= day && answers(each)).map(({ from }) => from).toSorted()[0] ?? null;
}

/** Every noun that a partnership can own. */
export const ASKED: Record<Noun, AskedNoun> = {
  Partnership: { service: "plans", table: "partnership", one: "partnership", many: "partnerships", fields: [...ANY, cell("name"), cell("place"), refers("pccArea", "pcc_area"), funding] },
  Plan: {
    service: "plans",
    table: "plan",
    one: "plan",
    many: "plans",
    fields: [
      ...ANY,
      cell("title"),
      leadsTo("partnership", "Partnership", "name"),
      field("period { financialYear }", ({ cells }) => ({ financialYear: cells["period"]!.split(" ")[1] })),
      field("vision", ({ cells }) => (cells["vision"]!.startsWith("?") ? null : cells["vision"])),
      field("gaps { field explanation }", ({ id, cells }, { oracle, viewer }) => [
        ...(cells["vision"]!.startsWith("?") ? [{ field: "vision", explanation: cells["vision"]!.split(": ")[1] }] : []),
        ...oracle.gapsOn(viewer, id).map(({ field, explanation }) => ({ field, explanation })),
      ]),
    ],
  },
  Priority: {
    service: "plans",
    table: "priority",
    one: "priority",
    many: "priorities",
    fields: [...ANY, field("number", ({ cells }) => Number(cells["number"])), cell("title"), cell("summary"), leadsTo("plan", "Plan", "title"), refers("continues")],
  },
  WorkProgramme: { service: "plans", table: "work_programme", one: "workProgramme", many: "workProgrammes", fields: [...ANY, cell("title"), cell("summary"), leadsTo("plan", "Plan", "title"), leadsTo("priority", "Priority", "summary")] },
  Workstream: { service: "plans", table: "workstream", one: "workstream", many: "workstreams", fields: [...ANY, cell("name"), leadsTo("plan", "Plan", "title"), leadsTo("priority", "Priority", "summary")] },
  Action: {
    service: "plans",
    table: "action",
    one: "action",
    many: "actions",
    fields: [
      ...ANY,
      cell("number"),
      cell("title"),
      cell("outcome"),
      leadsTo("plan", "Plan", "title"),
      leadsTo("priority", "Priority", "summary"),
      leadsTo("workProgramme", "WorkProgramme", "title", "work_programme"),
    ],
  },
  Project: { service: "plans", table: "project", one: "project", many: "projects", fields: [...ANY, cell("description"), leadsTo("action", "Action", "title")] },
  ProgressUpdate: {
    service: "plans",
    table: "progress_update",
    one: "progressUpdate",
    many: "progressUpdates",
    fields: [...ANY, cell("narrative"), cell("deliveryRag", "rag"), leadsTo("action", "Action", "outcome"), leadsTo("project", "Project", "description")],
  },
  Outcome: {
    service: "plans",
    table: "outcome",
    one: "outcome",
    many: "outcomes",
    fields: [...ANY, cell("description"), leadsTo("plan", "Plan", "title"), leadsTo("priority", "Priority", "summary"), leadsTo("workProgramme", "WorkProgramme", "summary", "work_programme"), leadsTo("action", "Action", "title")],
  },
  MeasureLink: {
    service: "plans",
    table: "measure_link",
    one: "measureLink",
    many: "measureLinks",
    fields: [...ANY, cell("measure"), leadsTo("plan", "Plan", "title"), leadsTo("outcome", "Outcome", "description"), leadsTo("workProgramme", "WorkProgramme", "title", "work_programme"), refers("indicator")],
  },
  ActionArea: {
    service: "plans",
    table: "action_area",
    one: "actionArea",
    many: "actionAreas",
    fields: [...ANY, cell("place"), cell("summary"), leadsTo("plan", "Plan", "title"), leadsTo("priority", "Priority", "summary"), leadsTo("action", "Action", "title")],
  },
  Body: { service: "plans", table: "body", one: "body", many: "bodies", fields: [...ANY, cell("name"), cell("purpose"), leadsTo("partnership", "Partnership", "name")] },
  ReportingLine: {
    service: "plans",
    table: "reporting_line",
    one: "reportingLine",
    many: "reportingLines",
    fields: [...ANY, cell("subject"), leadsTo("from", "Body", "name"), leadsTo("toBody", "Body", "purpose", "to_body"), leadsTo("partnership", "Partnership", "place")],
  },
  Statement: {
    service: "plans",
    table: "statement",
    one: "statement",
    many: "statements",
    fields: [
      ...ANY,
      field("number", ({ cells }) => Number(cells["number"])),
      cell("title"),
      cell("text"),
      subject,
    ],
  },
  EngagementForum: { service: "plans", table: "engagement_forum", one: "engagementForum", many: "engagementForums", fields: [...ANY, cell("name"), cell("purpose"), leadsTo("partnership", "Partnership", "name"), leadsTo("plan", "Plan", "title")] },
  Award: {
    service: "grants",
    table: "award",
    one: "award",
    many: "awards",
    fields: [
      ...ANY,
      cell("purpose"),
      field("awarded { pence }", (version) => ({ pence: String(amountsOf(version).reduce((sum, { pence }) => sum + pence, 0)) })),
      field("annualAmounts { amount { pence } }", (version) => amountsOf(version).map(({ pence }) => ({ amount: { pence: String(pence) } }))),
      balance(
        (id, entry) => [{ name: entry.cells["to"] === id ? "paidIn" : "passedOn", pence: entryPence(entry) }, { name: "retained", pence: entry.cells["to"] === id ? entryPence(entry) : -entryPence(entry) }],
        ["paidIn", "passedOn", "retained"],
      ),
      field("allocationYears { year amount { pence } allocated { pence } approvedExcess { pence } left { pence } }", (version, { oracle, viewer, day }) => {
        const ofYear = (noun: Noun, of: string): Version[] => oracle.seen(viewer, noun, day).filter(({ cells }) => cells["award"] === version.id && cells["year"] === of);
        return amountsOf(version).map(({ year: first, pence }) => {
          const of = year(first - 2014);
          const allocated = sumOrNull(ofYear("Allocation", of).filter(({ cells }) => !cells["parent"]).map(entryPence));
          const [excess] = ofYear("OverAllocation", of).map(({ cells }) => penceOf(cells["excess"]!));
          return { year: of, amount: inPence(pence), allocated: inPence(allocated), approvedExcess: inPence(excess ?? null), left: inPence(allocated === null ? null : pence - allocated) };
        });
      }),
      refers("fund"),
      refers("recipient"),
      partnership,
    ],
  },
  CommissioningPlan: {
    service: "grants",
    table: "commissioning_plan",
    one: "commissioningPlan",
    many: "commissioningPlans",
    fields: [...ANY, cell("title"), cell("evidence"), partnership],
  },
  Service: {
    service: "grants",
    table: "service",
    one: "service",
    many: "services",
    fields: [...ANY, cell("name"), refers("provider"), refers("fund"), leadsTo("commissioningPlan", "CommissioningPlan", "title", "commissioning_plan"), partnership],
  },
  ServiceOutcome: {
    service: "grants",
    table: "service_outcome",
    one: "serviceOutcome",
    many: "serviceOutcomes",
    fields: [...ANY, field("number", ({ cells }) => Number(cells["number"])), cell("outcome"), refers("indicator"), leadsTo("service", "Service", "name")],
  },
  StatedSum: {
    service: "grants",
    table: "stated_sum",
    one: "statedSum",
    many: "statedSums",
    fields: [
      ...ANY,
      cell("use"),
      field("amount { pounds }", ({ cells }) => ({ pounds: cells["amount"] })),
      field("isLocal", () => true),
      leadsTo("service", "Service", "name"),
      partnership,
    ],
  },
  ProfileLine: {
    service: "grants",
    table: "profile_line",
    one: "profileLine",
    many: "profileLines",
    fields: [...ANY, field("planned { pounds }", ({ cells }) => ({ pounds: cells["planned"] })), leadsTo("award", "Award", "purpose"), ofItsAward],
  },
  ReturnExpectation: {
    service: "grants",
    table: "return_expectation",
    one: "returnExpectation",
    many: "returnExpectations",
    fields: [
      ...ANY,
      cell("dueOn", "due_on"),
      leadsTo("award", "Award", "purpose"),
      // Whoever sees what is expected is told when it came; the return itself is seen by whoever may see that.
      field("receivedOn", (version, { oracle, day }) => oracle.known("SpendReturn", day).find((each) => answers(each, version))?.cells["received_on"] ?? null),
      field("status", (version, { oracle, day }) => {
        const received = oracle.known("SpendReturn", day).find((each) => answers(each, version))?.cells["received_on"];
        return received === undefined ? (version.cells["due_on"]! < day ? "MISSING" : "EXPECTED") : received <= version.cells["due_on"]! ? "ON_TIME" : "LATE";
      }),
      field("spendReturn { id varianceReason }", (version, { oracle, viewer, day }) => {
        const found = oracle.seen(viewer, "SpendReturn", day).find((each) => answers(each, version));
        return found ? { id: found.id, varianceReason: found.cells["variance_reason"]! } : null;
      }),
    ],
  },
  SpendReturn: {
    service: "grants",
    table: "spend_return",
    one: "spendReturn",
    many: "spendReturns",
    fields: [
      ...ANY,
      cell("varianceReason", "variance_reason"),
      cell("receivedOn", "received_on"),
      field("spend { pounds }", ({ cells }) => ({ pounds: cells["spend"] })),
      leadsTo("award", "Award", "purpose"),
      ofItsAward,
    ],
  },
  Application: {
    service: "grants",
    table: "application",
    one: "application",
    many: "applications",
    fields: [...ANY, cell("purpose"), cell("state"), field("requested { pounds }", ({ cells }) => ({ pounds: cells["requested"] })), refers("fund"), refers("applicant"), partnership],
  },
  Agreement: { service: "grants", table: "agreement", one: "agreement", many: "agreements", fields: [...ANY, cell("state"), cell("reasons"), cell("note"), leadsTo("award", "Award", "purpose")] },
  Condition: {
    service: "grants",
    table: "condition",
    one: "condition",
    many: "conditions",
    fields: [...ANY, field("number", ({ cells }) => Number(cells["number"])), cell("text"), cell("evidence"), leadsTo("award", "Award", "purpose")],
  },
  Claim: {
    service: "grants",
    table: "claim",
    one: "claim",
    many: "claims",
    fields: [...ANY, cell("purpose"), cell("state"), field("amount { pounds }", ({ cells }) => ({ pounds: cells["amount"] })), leadsTo("award", "Award", "purpose"), ofItsAward],
  },
  Variation: {
    service: "grants",
    table: "variation",
    one: "variation",
    many: "variations",
    fields: [...ANY, cell("reason"), field("after { pounds }", ({ cells }) => ({ pounds: cells["after_amounts"]!.split(" ")[1] })), leadsTo("award", "Award", "purpose")],
  },
  Allocation: {
    service: "grants",
    table: "allocation",
    one: "allocation",
    many: "allocations",
    fields: [
      ...ANY,
      cell("purpose"),
      cell("year"),
      field("amount { pounds }", ({ cells }) => ({ pounds: cells["amount"] })),
      balance((id, entry) => (entry.cells["to"] === id ? ["received", "retained"].map((name) => ({ name, pence: entryPence(entry) })) : []), ["received", "retained"]),
      leadsTo("parent", "Allocation", "purpose"),
      leadsTo("award", "Award", "purpose"),
      ofItsAward,
    ],
  },
  OverAllocation: {
    service: "grants",
    table: "over_allocation",
    one: "overAllocation",
    many: "overAllocations",
    fields: [...ANY, cell("reason"), cell("year"), field("excess { pounds }", ({ cells }) => ({ pounds: cells["excess"] })), leadsTo("award", "Award", "purpose"), ofItsAward],
  },
  LedgerEntry: {
    service: "grants",
    table: "ledger_entry",
    one: "ledgerEntry",
    many: "ledgerEntries",
    fields: [...ANY, cell("kind"), cell("from"), cell("to"), cell("on"), cell("note"), field("amount { pounds }", ({ cells }) => ({ pounds: cells["amount"] })), leadsTo("award", "Award", "purpose"), ofItsAward],
  },
  ServiceFunding: {
    service: "grants",
    table: "service_funding",
    one: "serviceFunding",
    many: "serviceFundings",
    fields: [
      ...ANY,
      cell("year"),
      field("total { pounds }", ({ cells }) => ({ pounds: cells["total"] })),
      field("shares { share fund { id } }", () => [{ share: "60.00", fund: { id: FUNDS[0] } }, { share: "40.00", fund: { id: FUNDS[1] } }]),
      leadsTo("service", "Service", "name"),
      ofItsAward,
    ],
  },
  SeriesBreak: { service: "indicators", table: "series_break", one: "seriesBreak", many: "seriesBreaks", fields: [...ANY, cell("onDay", "on_day"), cell("reason"), refers("indicator"), partnership] },
  Expectation: {
    service: "indicators",
    table: "expectation",
    one: "expectation",
    many: "expectations",
    fields: [
      ...ANY,
      cell("dueOn", "due_on"),
      refers("indicator"),
      // As of a return of spending: that it came is told to whoever sees that it is due.
      field("receivedOn", cameOn),
      field("status", (version, look) => {
        const [came, due] = [cameOn(version, look), version.cells["due_on"]!];
        return came === null ? (due < look.day ? "MISSING" : "EXPECTED") : came <= due ? "ON_TIME" : "LATE";
      }),
      field("observation { id base }", ({ of, cells }, { oracle, viewer, day }) => {
        const found = byPlace(oracle.seen(viewer, "Observation", day)).find((each) => each.of === of && each.cells["indicator"] === cells["indicator"] && yearOf(each) === yearOf({ cells } as Version));
        return found ? { id: found.id, base: found.cells["base"]! } : null;
      }),
      partnership,
    ],
  },
  DirectionClaim: {
    service: "indicators",
    table: "direction_claim",
    one: "directionClaim",
    many: "directionClaims",
    fields: [
      ...ANY,
      cell("claim"),
      cell("direction"),
      refers("indicator"),
      field("figures { id base }", ({ cells }, { oracle, viewer, day }) =>
        cells["figures"]!.split("; ").map((id) => {
          const found = oracle.find(viewer, "Observation", id, day);
          return found ? { id, base: found.cells["base"]! } : null;
        }),
      ),
      partnership,
    ],
  },
  Membership: {
    service: "plans",
    table: "membership",
    one: "membership",
    many: "memberships",
    fields: [...ANY, cell("member"), ownPartnership, leadsTo("body", "Body", "name"), leadsTo("priority", "Priority", "summary")],
  },
  StatutoryDuty: { service: "plans", table: "statutory_duty", one: "statutoryDuty", many: "statutoryDuties", fields: [...ANY, cell("act"), cell("liesOn", "lies_on"), cell("asks"), ownPartnership] },
  GlossaryTerm: { service: "plans", table: "glossary_term", one: "glossaryTerm", many: "glossaryTerms", fields: [...ANY, cell("term"), cell("meaning"), ownPartnership] },
  StrategyLink: {
    service: "plans",
    table: "strategy_link",
    one: "strategyLink",
    many: "strategyLinks",
    fields: [...ANY, cell("text"), refers("strategy"), subject],
  },
  RagLevel: { service: "plans", table: "rag_level", one: "ragLevel", many: "ragLevels", fields: [...ANY, cell("level"), cell("meaning"), cell("colour"), leadsTo("plan", "Plan", "title")] },
  PublicationChannel: { service: "plans", table: "publication_channel", one: "publicationChannel", many: "publicationChannels", fields: [...ANY, cell("name"), cell("carries"), leadsTo("plan", "Plan", "title")] },
  Observation: { service: "indicators", table: "observation", one: "observation", many: "observations", fields: [...ANY, cell("value"), cell("base"), refers("indicator"), partnership] },
  Target: { service: "indicators", table: "target", one: "target", many: "targets", fields: [...ANY, cell("value"), cell("place"), refers("indicator"), partnership] },
  Survey: { service: "indicators", table: "survey", one: "survey", many: "surveys", fields: [...ANY, cell("name"), cell("question"), refers("area"), partnership] },
  VulnerableWard: {
    service: "indicators",
    table: "vulnerable_ward",
    one: "vulnerableWard",
    many: "vulnerableWards",
    fields: [...ANY, field("crimeType", ({ cells }) => cells["crime_type"]), refers("ward"), refers("plan"), partnership],
  },
};

/** The fields that can be asked at a door. */
export function fieldsAt(door: "gateway" | "subgraph", noun: Noun): AskedField[] {
  return ASKED[noun].fields.filter(({ across }) => door === "gateway" || !across);
}

/** What a question with these fields shows of a version. */
export function shown(version: Version, fields: readonly AskedField[], look: Look): Record<string, unknown> {
  return { id: version.id, ...Object.fromEntries(fields.map(({ ask, shows }) => [ask.split(" ")[0]!, shows(version, look)])) };
}
