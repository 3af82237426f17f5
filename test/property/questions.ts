/** The questions that the property asks, at each door, and how each answer is judged against the oracle. */
import type { Viewer } from "../../kernel/authority/viewer.js";
import { PUBLIC_VIEWER, Role } from "../../kernel/authority/viewer.js";
import type { TestHub } from "../support/hub.js";
import { attempt, DENIED, insertion, type ServiceSql } from "../support/service-sql.js";
import { ASKED, fieldsAt, shown, type Look } from "./nouns.js";
import { amountsOf, TODAY, yearOf, type Asker, type Oracle } from "./oracle.js";
import type { Tally } from "./tally.js";
import { AREAS, FUNDS, INDICATORS, NOUNS, ORGANISATIONS, PARTNERSHIPS, STRATEGIES, year, type Noun, type Version } from "./world.js";

/** A hub with a world in it, and who is judged. */
export interface Stage {
  hub: TestHub;
  sql: ServiceSql;
  oracle: Oracle;
  tally: Tally;
  /** The current rows as they lie in their tables, by id: what attempts to write start from. */
  rows: ReadonlyMap<string, Record<string, unknown>>;
}

/** Where a question is asked: with a token at the gateway, or with who asks at the subgraph itself. */
export type Door = "gateway" | "subgraph";

/** A question; numbers choose from lists, whose length they need not know. */
export type Question =
  | { kind: "list" | "one by one"; door: Door; noun: Noun; day: string | null }
  | { kind: "by key"; noun: Noun; day: string }
  | { kind: "under"; door: Door; edge: number; day: string | null }
  | { kind: "filtered"; door: Door; filter: number; value: number; day: string | null }
  | { kind: "paged"; door: Door; noun: Noun; day: string | null; size: number }
  | { kind: "sums"; door: Door; noun: "Plan" | "Partnership"; day: string | null; direction: "ASC" | "DESC" }
  | { kind: "comparison" | "indicators" | "gaps"; door: Door; day: string | null }
  | { kind: "search"; door: Door; noun: Noun; day: string | null; size: number }
  | { kind: "plain SQL"; noun: Noun }
  | { kind: "index in plain SQL"; noun: Noun }
  | { kind: "money in plain SQL" }
  | { kind: "gaps in plain SQL" }
  | { kind: "written"; act: "new" | "next" | "end"; noun: Noun; partnership: number; row: number; anothers: boolean };

/** Asks a question for a viewer and judges the answer; throws where the oracle says otherwise. */
export async function judge(stage: Stage, viewer: Asker, question: Question): Promise<void> {
  if (question.kind === "plain SQL") return judgeSql(stage, viewer, question.noun);
  if (question.kind === "index in plain SQL") return judgeIndexSql(stage, viewer, question.noun);
  if (question.kind === "money in plain SQL") return judgeMoneySql(stage, viewer);
  if (question.kind === "gaps in plain SQL") return judgeGapsSql(stage, viewer);
  if (question.kind === "written") return judgeWriting(stage, viewer, question);
  // Nobody reaches a resolver without a viewer.
  const asks = viewer ?? PUBLIC_VIEWER;
  const day = question.day ?? TODAY;
  const look: Look = { oracle: stage.oracle, viewer: asks, day };
  switch (question.kind) {
    case "list":
      return judgeList(stage, look, question);
    case "one by one":
      return judgeOneByOne(stage, look, question);
    case "by key":
      return judgeByKey(stage, look, question);
    case "under":
      return judgeUnder(stage, look, question);
    case "filtered":
      return judgeFiltered(stage, look, question);
    case "paged":
      return judgePaged(stage, look, question);
    case "sums":
      return judgeSums(stage, look, question);
    case "comparison":
      return judgeComparison(stage, look, question);
    case "indicators":
      return judgeIndicators(stage, look, question);
    case "search":
      return judgeSearch(stage, look, question);
    case "gaps":
      return judgeGaps(stage, look, question);
  }
}

/** Whether a token can say all that of a viewer: at the gateway nobody else is let in. */
function hasToken({ role, partnerships, pccArea, scopes }: Viewer): boolean {
  const sound = [...partnerships, ...(pccArea === null ? [] : [pccArea])].every((each) => /^(partnership|pcc-area)-[a-z0-9-]+$/.test(each));
  if (role === "HUB") return false;
  if (role === Role.PUBLIC) return partnerships.length === 0 && pccArea === null && scopes.length === 0;
  if (role === Role.MEMBER) return sound && partnerships.length > 0 && pccArea === null && scopes.length === 0;
  if (role === Role.APP) return sound && partnerships.length === 1 && pccArea === null && scopes.length > 0;
  return sound && partnerships.length === 0 && pccArea !== null && scopes.length === 0;
}

/** The door at which a viewer can be judged. */
function doorFor(door: Door, viewer: Asker): Door {
  return viewer && !hasToken(viewer) ? "subgraph" : door;
}

type Service = (typeof ASKED)[Noun]["service"];

/** The answer's data. No other error is let pass, and no word of a version that the viewer does not see, wherever it stands. */
async function ask({ hub, oracle }: Stage, door: Door, service: Service, { viewer }: Look, query: string, variables: Record<string, unknown> = {}): Promise<Record<string, never>> {
  const asks = viewer!;
  const answer = door === "gateway" ? await (asks.role === Role.PUBLIC ? hub : hub.as(asks)).ask(query, variables) : await hub.service(service).ask({ query, variables }, { viewer: asks, requestId: "property", deadline: Infinity });
  const text = JSON.stringify(answer);
  for (const [mark] of text.matchAll(/mark\d+mark/g)) {
    if (!oracle.sees(asks, oracle.marked(mark))) throw new Error(`${mark} stands in the answer: ${JSON.stringify(oracle.marked(mark))}`);
  }
  for (const [word] of text.matchAll(/gap\d+gap/g)) {
    if (!oracle.world.gaps.some((gap) => gap.explanation === word && oracle.sees(asks, gap))) throw new Error(`${word} stands in the answer`);
  }
  const { data, errors = [] } = JSON.parse(text) as { data: Record<string, never>; errors?: { path?: unknown[]; extensions: Record<string, unknown> }[] };
  // What another service does not show is told as what it does not know, at its place; that it is null there is judged with the rest.
  const others = errors.filter(({ path, extensions }) => !(door === "gateway" && extensions["code"] === "THING_UNKNOWN" && path?.includes("partnership")));
  if (others.length) throw new Error(`It answered with errors: ${JSON.stringify(errors).slice(0, 2_000)}`);
  return data;
}

const DAY = "$asOf: Date";
const asOf = ({ day }: Look): { asOf: string | null } => ({ asOf: day === TODAY ? null : day });

/** The same content, in whatever order the keys stand. */
function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

const byId = <T extends { id: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const ids = (list: readonly { id: string }[]): string[] => byId(list).map(({ id }) => id);

async function judgeList(stage: Stage, look: Look, { noun, ...asked }: Question & { kind: "list" | "one by one" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { many, service } = ASKED[noun];
  const fields = fieldsAt(door, noun);
  const data = await ask(stage, door, service, look, `query(${DAY}) { ${many}(asOf: $asOf, first: 1000) { totalCount nodes { id ${fields.map((each) => each.ask).join(" ")} } } }`, asOf(look));
  const { totalCount, nodes } = data[many]! as { totalCount: number; nodes: { id: string }[] };
  const seen = stage.oracle.seen(look.viewer, noun, look.day);
  same(byId(nodes), byId(seen).map((version) => shown(version, fields, look)));
  same(totalCount, seen.length);
  stage.tally.rows(door, look, noun, seen, fields.length);
}

async function judgeOneByOne(stage: Stage, look: Look, { noun, ...asked }: Question & { kind: "list" | "one by one" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { one, service } = ASKED[noun];
  const fields = fieldsAt(door, noun);
  const all = [...new Set(stage.oracle.versionsOf(noun).map(({ id }) => id)), `${one}-of-nobody`].slice(0, 150);
  const data = await ask(stage, door, service, look, `query(${DAY}) { ${all.map((id, i) => `a${i}: ${one}(id: "${id}", asOf: $asOf) { ...all }`).join(" ")} } fragment all on ${noun} { id ${fields.map((each) => each.ask).join(" ")} }`, asOf(look));
  const seen = new Map(stage.oracle.seen(look.viewer, noun, look.day).map((version) => [version.id, version]));
  // What is kept is told by the same null as what there never was.
  all.forEach((id, i) => same(data[`a${i}`], seen.has(id) ? shown(seen.get(id)!, fields, look) : null));
  stage.tally.rows(door, look, noun, [...seen.values()].filter(({ id }) => all.includes(id)), fields.length);
}

async function judgeByKey(stage: Stage, look: Look, { noun }: Question & { kind: "by key" }): Promise<void> {
  const { service } = ASKED[noun];
  const fields = fieldsAt("subgraph", noun);
  const all = [...new Set(stage.oracle.versionsOf(noun).map(({ id }) => id)), "nothing-of-this-name"];
  const representations = all.map((id) => ({ __typename: noun, id, asOf: look.day === TODAY ? "2026-01-01" : look.day }));
  const data = await ask(stage, "subgraph", service, look, `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${noun} { id ${fields.map((each) => each.ask).join(" ")} } } }`, { representations });
  const seen = new Map(stage.oracle.seen(look.viewer, noun, look.day).map((version) => [version.id, version]));
  same(data["_entities"], all.map((id) => (seen.has(id) ? shown(seen.get(id)!, fields, look) : null)));
  stage.tally.rows("by key", look, noun, [...seen.values()], fields.length);
}

/** A list under a thing. */
interface Edge {
  /** What it hangs on: a noun, or reference data, which everybody sees. */
  parent: Noun | "PccArea" | "Fund" | "Organisation" | "Indicator" | "Strategy";
  list: string;
  child: Noun;
  on: (parent: { id: string; cells: Version["cells"] }, child: Version) => boolean;
  /** The question asks for what the thing itself is of as well: the list hangs on that, and is null where it is not seen. */
  withPartnership?: true;
}

const holds = (column: string): Edge["on"] => ({ id }, { cells }) => cells[column] === id;
const ofIt: Edge["on"] = ({ id }, { of }) => of === id;
const inYearsOf: Edge["on"] = (plan, award) => award.cells["partnership"] === plan.cells["partnership"] && amountsOf(award).some((each) => each.year === yearOf(plan as Version));

const EDGES: Edge[] = [
  { parent: "Partnership", list: "plans", child: "Plan", on: holds("partnership") },
  { parent: "Plan", list: "priorities", child: "Priority", on: holds("plan") },
  { parent: "Plan", list: "actions", child: "Action", on: holds("plan") },
  { parent: "Priority", list: "actions", child: "Action", on: holds("priority") },
  { parent: "Plan", list: "workProgrammes", child: "WorkProgramme", on: holds("plan") },
  { parent: "Plan", list: "outcomes", child: "Outcome", on: holds("plan") },
  { parent: "Plan", list: "actionAreas", child: "ActionArea", on: holds("plan") },
  { parent: "Priority", list: "workProgrammes", child: "WorkProgramme", on: holds("priority") },
  { parent: "Priority", list: "workstreams", child: "Workstream", on: holds("priority") },
  { parent: "Priority", list: "outcomes", child: "Outcome", on: holds("priority") },
  { parent: "Priority", list: "actionAreas", child: "ActionArea", on: holds("priority") },
  { parent: "WorkProgramme", list: "actions", child: "Action", on: holds("work_programme") },
  { parent: "WorkProgramme", list: "outcomes", child: "Outcome", on: holds("work_programme") },
  { parent: "WorkProgramme", list: "measures", child: "MeasureLink", on: holds("work_programme") },
  { parent: "Outcome", list: "measures", child: "MeasureLink", on: holds("outcome") },
  { parent: "Indicator", list: "measuredFor", child: "MeasureLink", on: holds("indicator") },
  { parent: "Action", list: "outcomes", child: "Outcome", on: holds("action") },
  { parent: "Action", list: "actionAreas", child: "ActionArea", on: holds("action") },
  { parent: "Plan", list: "statements", child: "Statement", on: holds("subject") },
  { parent: "Priority", list: "statements", child: "Statement", on: holds("subject") },
  { parent: "Partnership", list: "engagementForums", child: "EngagementForum", on: holds("partnership") },
  { parent: "Plan", list: "engagementForums", child: "EngagementForum", on: holds("plan") },
  { parent: "Action", list: "projects", child: "Project", on: holds("action") },
  { parent: "Action", list: "progress", child: "ProgressUpdate", on: holds("action") },
  { parent: "Project", list: "progress", child: "ProgressUpdate", on: holds("project") },
  { parent: "Partnership", list: "bodies", child: "Body", on: holds("partnership") },
  { parent: "Partnership", list: "reportingLines", child: "ReportingLine", on: holds("partnership") },
  { parent: "Body", list: "reportingLines", child: "ReportingLine", on: holds("from") },
  { parent: "Body", list: "reportingLinesToIt", child: "ReportingLine", on: holds("to_body") },
  { parent: "PccArea", list: "partnerships", child: "Partnership", on: holds("pcc_area") },
  { parent: "Partnership", list: "awards", child: "Award", on: holds("partnership") },
  { parent: "Plan", list: "awards", child: "Award", on: inYearsOf },
  { parent: "Plan", list: "awards", child: "Award", on: inYearsOf, withPartnership: true },
  { parent: "Fund", list: "awards", child: "Award", on: holds("fund") },
  { parent: "Organisation", list: "awards", child: "Award", on: holds("recipient") },
  { parent: "Partnership", list: "commissioningPlans", child: "CommissioningPlan", on: holds("partnership") },
  { parent: "Partnership", list: "services", child: "Service", on: holds("partnership") },
  { parent: "Partnership", list: "statedSums", child: "StatedSum", on: holds("partnership") },
  { parent: "Partnership", list: "applications", child: "Application", on: holds("partnership") },
  { parent: "Award", list: "conditions", child: "Condition", on: holds("award") },
  { parent: "Award", list: "claims", child: "Claim", on: holds("award") },
  { parent: "Award", list: "variations", child: "Variation", on: holds("award") },
  { parent: "CommissioningPlan", list: "services", child: "Service", on: holds("commissioning_plan") },
  { parent: "Service", list: "outcomes", child: "ServiceOutcome", on: holds("service") },
  { parent: "Service", list: "statedSums", child: "StatedSum", on: holds("service") },
  { parent: "Fund", list: "services", child: "Service", on: holds("fund") },
  { parent: "Organisation", list: "servicesProvided", child: "Service", on: holds("provider") },
  { parent: "Award", list: "profile", child: "ProfileLine", on: holds("award") },
  { parent: "Award", list: "returnExpectations", child: "ReturnExpectation", on: holds("award") },
  { parent: "Award", list: "spendReturns", child: "SpendReturn", on: holds("award") },
  { parent: "Partnership", list: "profile", child: "ProfileLine", on: ofIt },
  { parent: "Partnership", list: "returnExpectations", child: "ReturnExpectation", on: ofIt },
  { parent: "Partnership", list: "spendReturns", child: "SpendReturn", on: ofIt },
  { parent: "Partnership", list: "observations", child: "Observation", on: holds("partnership") },
  { parent: "Partnership", list: "targets", child: "Target", on: holds("partnership") },
  { parent: "Partnership", list: "surveys", child: "Survey", on: holds("partnership") },
  { parent: "Partnership", list: "vulnerableWards", child: "VulnerableWard", on: holds("partnership") },
  { parent: "Plan", list: "vulnerableWards", child: "VulnerableWard", on: holds("plan") },
  { parent: "Indicator", list: "observations", child: "Observation", on: holds("indicator") },
  { parent: "Indicator", list: "targets", child: "Target", on: holds("indicator") },
  { parent: "Award", list: "allocations", child: "Allocation", on: holds("award") },
  { parent: "Award", list: "overAllocations", child: "OverAllocation", on: holds("award") },
  { parent: "Award", list: "ledgerEntries", child: "LedgerEntry", on: holds("award") },
  { parent: "Allocation", list: "grantedOnward", child: "Allocation", on: holds("parent") },
  { parent: "Partnership", list: "allocations", child: "Allocation", on: ofIt },
  { parent: "Partnership", list: "claims", child: "Claim", on: ofIt },
  { parent: "Partnership", list: "ledgerEntries", child: "LedgerEntry", on: ofIt },
  { parent: "Service", list: "fundings", child: "ServiceFunding", on: holds("service") },
  { parent: "Partnership", list: "expectations", child: "Expectation", on: holds("partnership") },
  { parent: "Indicator", list: "expectations", child: "Expectation", on: holds("indicator") },
  { parent: "Partnership", list: "directionClaims", child: "DirectionClaim", on: holds("partnership") },
  { parent: "Partnership", list: "memberships", child: "Membership", on: holds("partnership") },
  { parent: "Body", list: "memberships", child: "Membership", on: holds("body") },
  { parent: "Partnership", list: "statutoryDuties", child: "StatutoryDuty", on: holds("partnership") },
  { parent: "Partnership", list: "glossaryTerms", child: "GlossaryTerm", on: holds("partnership") },
  { parent: "Plan", list: "strategies", child: "StrategyLink", on: holds("subject") },
  { parent: "Priority", list: "strategies", child: "StrategyLink", on: holds("subject") },
  { parent: "Strategy", list: "links", child: "StrategyLink", on: holds("strategy") },
  { parent: "Plan", list: "ragScheme", child: "RagLevel", on: holds("plan") },
  { parent: "Plan", list: "publicationChannels", child: "PublicationChannel", on: holds("plan") },
];

const REFERENCE = {
  PccArea: { many: "pccAreas", service: "plans", ids: AREAS },
  Fund: { many: "funds", service: "grants", ids: FUNDS },
  Organisation: { many: "organisations", service: "plans", ids: ORGANISATIONS },
  Indicator: { many: "indicators", service: "indicators", ids: INDICATORS },
  Strategy: { many: "strategies", service: "plans", ids: STRATEGIES },
} as const;

async function judgeUnder(stage: Stage, look: Look, asked: Question & { kind: "under" }): Promise<void> {
  const { oracle } = stage;
  const { parent, list, child, on, withPartnership } = EDGES[asked.edge % EDGES.length]!;
  const door = doorFor(asked.door, look.viewer);
  const { many, service: owner } = parent in REFERENCE ? REFERENCE[parent as keyof typeof REFERENCE] : ASKED[parent as Noun];
  const children = `${list}(first: 1000) { totalCount nodes { id } ${list === "awards" && parent === "Partnership" ? "gaps { explanation }" : ""} }`;
  const things = parent in REFERENCE ? REFERENCE[parent as keyof typeof REFERENCE].ids.map((id) => ({ id, cells: {} })) : null;
  let parents: { id: string; cells: Version["cells"] }[];
  let answers: (Record<string, { totalCount: number; nodes: { id: string }[]; gaps?: unknown }> | null)[];
  const seen = things ?? byId(oracle.seen(look.viewer, parent as Noun, look.day));
  if (door === "gateway" || look.day < "2014-01-01") {
    const data = await ask(stage, door, owner, look, `query(${DAY}) { ${many}(asOf: $asOf, first: 1000) { nodes { id ${withPartnership ? "partnership { name }" : ""} ${children} } } }`, asOf(look));
    parents = seen;
    answers = byId((data[many]! as { nodes: { id: string }[] }).nodes) as never;
    same(answers.map((each) => each!["id"]), parents.map(({ id }) => id));
  } else {
    // Asked by key, also for parents that the viewer does not see: another service than their own knows nothing of that.
    const { service } = ASKED[child];
    parents = things ?? byId(oracle.known(parent as Noun, look.day));
    const representations = parents.map(({ id, cells }) => ({
      __typename: parent,
      id,
      asOf: look.day === TODAY ? "2026-01-01" : look.day,
      ...(parent === "Plan" && service === "grants" ? { partnership: { __typename: "Partnership", id: cells["partnership"] }, period: daysOf(yearOf({ cells } as Version)) } : {}),
    }));
    const data = await ask(stage, door, service, look, `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${parent} { id ${children} } } }`, { representations });
    answers = data["_entities"]!;
    if (service === owner) {
      const visible = new Set(seen.map(({ id }) => id));
      same(answers.map((each) => each !== null), parents.map(({ id }) => visible.has(id)));
    }
  }
  parents.forEach((thing, i) => {
    const answer = answers[i];
    if (!answer) return;
    if (door === "gateway" && withPartnership && !oracle.find(look.viewer, "Partnership", thing.cells["partnership"], look.day)) return same(answer[list], null);
    const under = oracle.seen(look.viewer, child, look.day).filter((each) => on(thing, each));
    const { totalCount, nodes, gaps } = answer[list]!;
    same(ids(nodes), ids(under));
    same(totalCount, under.length);
    if (gaps) same(gaps, oracle.gapsOn(look.viewer, thing.id).map(({ explanation }) => ({ explanation })));
    stage.tally.among(door, look, child, oracle.known(child, look.day).filter((each) => on(thing, each)));
  });
}

function daysOf(firstYear: number): { from: string; to: string } {
  return { from: `${firstYear}-04-01`, to: `${firstYear + 1}-03-31` };
}

/** Filters: what does not pass a filter and what is not seen must not be told apart by a count. */
const FILTERS: { noun: Noun; values: readonly string[]; where: (value: string) => string; holds: (version: Version, value: string, look: Look) => boolean }[] = [
  ...(["Plan", "Award", "CommissioningPlan", "Service", "StatedSum", "Allocation", "OverAllocation", "LedgerEntry", "ServiceFunding", "Observation", "Target", "SeriesBreak", "Expectation", "DirectionClaim"] as const).map((noun) => ({
    noun,
    values: PARTNERSHIPS,
    where: (value: string) => `{ partnership: ["${value}"] }`,
    holds: ({ of }: Version, value: string) => of === value,
  })),
  { noun: "Partnership", values: AREAS, where: (value) => `{ pccArea: ["${value}"] }`, holds: ({ cells }, value) => cells["pcc_area"] === value },
  // A plan is found by the area of its partnership only where that is seen too.
  { noun: "Plan", values: AREAS, where: (value) => `{ pccArea: ["${value}"] }`, holds: ({ cells }, value, { oracle, viewer, day }) => oracle.find(viewer, "Partnership", cells["partnership"], day)?.cells["pcc_area"] === value },
  { noun: "Award", values: FUNDS, where: (value) => `{ fund: ["${value}"] }`, holds: ({ cells }, value) => cells["fund"] === value },
  { noun: "Award", values: ["2014", "2015", "2016", "2017"], where: (value) => `{ year: "${year(Number(value) - 2014)}" }`, holds: (version, value) => amountsOf(version).some((each) => String(each.year) === value) },
  { noun: "Plan", values: ["2014", "2015", "2016", "2017"], where: (value) => `{ year: "${year(Number(value) - 2014)}" }`, holds: (version, value) => String(yearOf(version)) === value },
  { noun: "Priority", values: PARTNERSHIPS, where: (value) => `{ plan: ["plan-${value.slice(12)}-0", "plan-${value.slice(12)}-1"] }`, holds: ({ cells }, value) => [0, 1].some((y) => cells["plan"] === `plan-${value.slice(12)}-${y}`) },
];

async function judgeFiltered(stage: Stage, look: Look, asked: Question & { kind: "filtered" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { noun, values, where, holds } = FILTERS[asked.filter % FILTERS.length]!;
  const value = values[asked.value % values.length]!;
  const { many, service } = ASKED[noun];
  const data = await ask(stage, door, service, look, `query(${DAY}) { ${many}(asOf: $asOf, first: 1000, where: ${where(value)}) { totalCount nodes { id } } }`, asOf(look));
  const { totalCount, nodes } = data[many]! as { totalCount: number; nodes: { id: string }[] };
  const passed = stage.oracle.seen(look.viewer, noun, look.day).filter((version) => holds(version, value, look));
  same(ids(nodes), ids(passed));
  same(totalCount, passed.length);
  stage.tally.among(door, look, noun, stage.oracle.known(noun, look.day).filter((version) => holds(version, value, look)));
}

async function judgePaged(stage: Stage, look: Look, { noun, size, ...asked }: Question & { kind: "paged" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { many, service } = ASKED[noun];
  const seen = stage.oracle.seen(look.viewer, noun, look.day);
  const found: { id: string }[] = [];
  // What is not seen leaves no hole in a page and no page more.
  for (let after: string | null = null, more = true; more; ) {
    const data: Record<string, never> = await ask(stage, door, service, look, `query(${DAY}, $after: String) { ${many}(asOf: $asOf, first: ${size}, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, { ...asOf(look), after });
    const { nodes, pageInfo } = data[many]! as { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    found.push(...nodes);
    same(nodes.length, Math.min(size, seen.length - found.length + nodes.length));
    same(pageInfo.hasNextPage, found.length < seen.length);
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  same(ids(found), ids(seen));
  stage.tally.rows(door, look, noun, seen, 1);
}

/** The money that a viewer sees of a partnership, in the years that one of some plans covers. */
function awarded({ oracle, viewer, day }: Look, partnership: string, years: readonly number[]): number {
  return oracle
    .seen(viewer, "Award", day)
    .filter(({ cells }) => cells["partnership"] === partnership)
    .flatMap(amountsOf)
    .reduce((sum, { year, pence }) => sum + (years.includes(year) ? pence : 0), 0);
}

async function judgeSums(stage: Stage, look: Look, { noun, direction, ...asked }: Question & { kind: "sums" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { many } = ASKED[noun];
  const data = await ask(stage, door, "plans", look, `query(${DAY}) { ${many}(asOf: $asOf, first: 1000, orderBy: { field: AWARDED, direction: ${direction} }) { nodes { id awardedTotal { amount { pence } } } } }`, asOf(look));
  const expected = stage.oracle.seen(look.viewer, noun, look.day).map((version) => {
    const plans = noun === "Plan" ? [version] : stage.oracle.seen(look.viewer, "Plan", look.day).filter(({ cells }) => cells["partnership"] === version.id);
    return { id: version.id, pence: awarded(look, version.of, plans.map(yearOf)) };
  });
  const sign = direction === "ASC" ? 1 : -1;
  expected.sort((a, b) => sign * (a.pence - b.pence || (a.id < b.id ? -1 : 1)));
  same((data[many]! as { nodes: unknown }).nodes, expected.map(({ id, pence }) => ({ id, awardedTotal: { amount: { pence: String(pence) } } })));
  stage.tally.rows(door, look, noun, stage.oracle.seen(look.viewer, noun, look.day), 2);
}

/** A plan beside the one before it that the viewer sees, as the rule says it. */
function comparison(look: Look, plan: Version): object | null {
  const { oracle, viewer, day } = look;
  const before = oracle
    .seen(viewer, "Plan", day)
    .filter((other) => other.cells["partnership"] === plan.cells["partnership"] && yearOf(other) < yearOf(plan))
    .sort((a, b) => yearOf(b) - yearOf(a))[0];
  if (!before) return null;
  const prioritiesOf = (of: Version): Version[] =>
    oracle.seen(viewer, "Priority", day).filter(({ cells }) => cells["plan"] === of.id).sort((a, b) => Number(a.cells["number"]) - Number(b.cells["number"]));
  const earlier = prioritiesOf(before);
  const title = ({ cells }: Version): string => cells["title"]!.toLowerCase();
  const matched = prioritiesOf(plan).map((after) => ({ after, from: earlier.find((each) => (after.cells["continues"] ? each.id === after.cells["continues"] : title(each) === title(after))) }));
  const dropped = earlier.filter((each) => !matched.some(({ from }) => from === each));
  return {
    before: { id: before.id },
    changes: [
      ...matched.map(({ after, from }) => ({ change: !from ? "ADDED" : title(from) === title(after) ? "KEPT" : "CHANGED", before: from ? { id: from.id } : null, after: { id: after.id } })),
      ...dropped.map(({ id }) => ({ change: "DROPPED", before: { id }, after: null })),
    ],
  };
}

async function judgeComparison(stage: Stage, look: Look, asked: Question & { door: Door }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const data = await ask(stage, door, "plans", look, `query(${DAY}) { plans(asOf: $asOf, first: 1000) { nodes { id comparison { before { id } changes { change before { id } after { id } } } } } }`, asOf(look));
  const seen = byId(stage.oracle.seen(look.viewer, "Plan", look.day));
  same(byId((data["plans"]! as { nodes: { id: string }[] }).nodes), seen.map((plan) => ({ id: plan.id, comparison: comparison(look, plan) })));
  stage.tally.rows(door, look, "Plan", seen, 1);
  stage.tally.among(door, look, "Priority", stage.oracle.known("Priority", look.day));
}

/** The indicators of a partnership are those of which the viewer sees a value or a target: the list itself must not tell more. */
async function judgeIndicators(stage: Stage, look: Look, asked: Question & { door: Door }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const { oracle } = stage;
  const list = "indicators(first: 1000) { totalCount nodes { id } }";
  let answers: { id: string; indicators: { totalCount: number; nodes: { id: string }[] } }[];
  if (door === "gateway") {
    const data = await ask(stage, door, "plans", look, `query(${DAY}) { partnerships(asOf: $asOf, first: 1000) { nodes { id ${list} } } }`, asOf(look));
    answers = (data["partnerships"]! as { nodes: typeof answers }).nodes;
    same(ids(answers), ids(oracle.seen(look.viewer, "Partnership", look.day)));
  } else {
    const representations = PARTNERSHIPS.map((id) => ({ __typename: "Partnership", id, asOf: look.day === TODAY ? "2026-01-01" : look.day }));
    const data = await ask(stage, door, "indicators", look, `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Partnership { id ${list} } } }`, { representations });
    answers = data["_entities"]!;
  }
  for (const { id, indicators } of answers) {
    const stated = (["Observation", "Target"] as const).flatMap((noun) => oracle.known(noun, look.day)).filter(({ cells }) => cells["partnership"] === id);
    const of = [...new Set(stated.filter((each) => oracle.sees(look.viewer, each)).map(({ cells }) => cells["indicator"]!))].toSorted();
    same(ids(indicators.nodes), of);
    same(indicators.totalCount, of.length);
    for (const noun of ["Observation", "Target"] as const) stage.tally.among(door, look, noun, stated.filter((each) => each.noun === noun));
  }
}

/** A word that stands in every version of a noun. */
const WORD: Record<Noun, string> = {
  Partnership: "partnership",
  Body: "purpose",
  ReportingLine: "subject",
  Plan: "plan",
  Priority: "summary",
  Statement: "aim",
  EngagementForum: "forum",
  WorkProgramme: "programme",
  Workstream: "stream",
  Action: "outcomes",
  Project: "project",
  ProgressUpdate: "progress",
  Outcome: "change",
  MeasureLink: "measure",
  ActionArea: "area",
  Award: "awarded",
  CommissioningPlan: "evidence",
  Service: "service",
  ServiceOutcome: "outcomes",
  StatedSum: "use",
  ProfileLine: "line",
  ReturnExpectation: "expectation",
  SpendReturn: "reason",
  Application: "application",
  Agreement: "reasons",
  Condition: "condition",
  Claim: "claim",
  Variation: "reason",
  Observation: "base",
  Target: "places",
  Allocation: "allocation",
  OverAllocation: "excess",
  LedgerEntry: "entry",
  ServiceFunding: "funding",
  SeriesBreak: "broken",
  Expectation: "expected",
  DirectionClaim: "fallen",
  Membership: "member",
  StatutoryDuty: "duty",
  GlossaryTerm: "meaning",
  StrategyLink: "link",
  RagLevel: "meaning",
  PublicationChannel: "carries",
  Survey: "question",
  VulnerableWard: "crime",
};

/** What is found is what is seen, and is counted so, on every page; neither a title nor a snippet tells of what is not. */
async function judgeSearch(stage: Stage, look: Look, { noun, size, ...asked }: Question & { kind: "search" }): Promise<void> {
  const door = doorFor(asked.door, look.viewer);
  const found: { id: string }[] = [];
  const seen = stage.oracle.seen(look.viewer, noun, look.day);
  for (let after: string | null = null, more = true; more; ) {
    const data = await ask(stage, door, "plans", look, `query(${DAY}, $text: String!, $kind: FactKind!, $after: String) { search(text: $text, where: { kinds: [$kind] }, asOf: $asOf, first: ${size * 2}, after: $after) { totalCount nodes { id title snippet { text } } pageInfo { hasNextPage endCursor } } }`, {
      ...asOf(look),
      text: WORD[noun],
      kind: ASKED[noun].table.toUpperCase(),
      after,
    });
    const page = data["search"]! as { totalCount: number; nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    same(page.totalCount, seen.length);
    found.push(...page.nodes);
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  same(ids(found), ids(seen));
  stage.tally.rows(door, look, noun, seen, 1);
}

/** A gap is in the list for whoever sees it and the thing it is of. */
async function judgeGaps(stage: Stage, look: Look, asked: Question & { door: Door }): Promise<void> {
  const { oracle } = stage;
  const data = await ask(stage, doorFor(asked.door, look.viewer), "plans", look, `query(${DAY}) { gaps(asOf: $asOf, first: 1000, where: { kinds: [PARTNERSHIP, PLAN] }) { nodes { thingId field explanation } } }`, asOf(look));
  const { nodes } = data["gaps"]! as { nodes: { thingId: string; field: string; explanation: string }[] };
  const withheld = oracle.seen(look.viewer, "Plan", look.day).filter(({ cells }) => cells["vision"]!.startsWith("?")).map(({ id, cells }) => `${id} vision ${cells["vision"]!.split(": ")[1]}`);
  const noted = oracle.world.gaps.filter((gap) => oracle.sees(look.viewer, gap) && (["Partnership", "Plan"] as const).some((noun) => oracle.find(look.viewer, noun, gap.subject, look.day)));
  const expected = [...withheld, ...noted.map(({ subject, field, explanation }) => `${subject} ${field} ${explanation}`)];
  same(nodes.filter(({ field }) => ["vision", "actions", "awards"].includes(field)).map(({ thingId, field, explanation }) => `${thingId} ${field} ${explanation}`).toSorted(), expected.toSorted());
}

/** What the index holds of all versions of a noun, as the service's own role reads it; its words nobody reads. */
async function judgeIndexSql({ sql, oracle, tally }: Stage, viewer: Asker, noun: Noun): Promise<void> {
  const found = await sql.rows("plans", viewer, `select id, version, to_char(known_from at time zone 'UTC', 'YYYY-MM-DD') as from, to_char(known_to at time zone 'UTC', 'YYYY-MM-DD') as to from plans.indexed_fact where noun = $1 order by section`, [ASKED[noun].table]);
  const seen = oracle.versionsOf(noun).filter((version) => oracle.sees(viewer, version));
  same(found, seen.toSorted((a, b) => (a.mark < b.mark ? -1 : 1)).map(({ id, version, from, to }) => ({ id, version, from, to })));
  const words = await sql.rows<{ n: number }>("plans", viewer, `select count(*)::int as n from plans.facts_with(websearch_to_tsquery('english', $1)) m join plans.indexed_fact f using (n) where f.noun = $2`, [WORD[noun], ASKED[noun].table]);
  same(words, [{ n: seen.length }]);
  same(await sql.rows("plans", viewer, `select n from plans.facts_with('mark') except select n from plans.indexed_fact`), []);
  same(await sql.attempt("plans", viewer, "select n from plans.indexed_words"), DENIED);
  same(await sql.rows("plans", null, "select id from plans.indexed_fact"), []);
  tally.versions("plain SQL", viewer, noun, oracle.versionsOf(noun), seen, 4);
}

/** All versions of a noun, as the service's own role reads them with the viewer's settings; and nothing once these are gone. */
async function judgeSql({ sql, oracle, tally }: Stage, viewer: Asker, noun: Noun): Promise<void> {
  const { service, table } = ASKED[noun];
  const found = await sql.rows(
    service,
    viewer,
    `select id, version, visibility, of_partnership as of, section as mark, to_char(known_from at time zone 'UTC', 'YYYY-MM-DD') as from, to_char(known_to at time zone 'UTC', 'YYYY-MM-DD') as to from ${service}.${table} order by section`,
  );
  const seen = oracle.versionsOf(noun).filter((version) => oracle.sees(viewer, version));
  same(found, seen.toSorted((a, b) => (a.mark < b.mark ? -1 : 1)).map(({ id, version, visibility, of, mark, from, to }) => ({ id, version, visibility, of, mark, from, to })));
  same(await sql.rows(service, null, `select id from ${service}.${table}`), []);
  tally.versions("plain SQL", viewer, noun, oracle.versionsOf(noun), seen, 6);
}

/** What plans keeps of awards, likewise. */
async function judgeMoneySql({ sql, oracle, tally }: Stage, viewer: Asker): Promise<void> {
  const found = await sql.rows("plans", viewer, "select award_id as id, version, extract(year from year_from)::int as year, pence from plans.awarded order by 1, 2, 3");
  const seen = oracle.versionsOf("Award").filter((version) => oracle.sees(viewer, version));
  const expected = seen.flatMap((award) => amountsOf(award).map(({ year, pence }) => ({ id: award.id, version: award.version, year, pence: String(pence) })));
  expected.sort((a, b) => (a.id === b.id ? a.version - b.version || a.year - b.year : a.id < b.id ? -1 : 1));
  same(found, expected);
  same(await sql.rows("plans", null, "select award_id from plans.awarded"), []);
  tally.versions("plain SQL", viewer, "Award", oracle.versionsOf("Award"), seen, 2);
}

/** The gaps that the services have noted, likewise. */
async function judgeGapsSql({ sql, oracle }: Stage, viewer: Asker): Promise<void> {
  for (const service of ["plans", "grants"] as const) {
    const found = await sql.rows(service, viewer, `select explanation, of_partnership as of from ${service}.noted_gap order by id`);
    same(found, oracle.world.gaps.filter((gap) => gap.service === service && oracle.sees(viewer, gap)).map(({ explanation, of }) => ({ explanation, of })));
    same(await sql.rows(service, null, `select id from ${service}.noted_gap`), []);
  }
}

/** What another of a noun must say otherwise, where there is one of it alone: an award has one agreement, and one condition of a number. */
const ANOTHER: Partial<Record<Noun, (version: Version) => Record<string, unknown>>> = {
  Agreement: ({ id }) => ({ award_id: `award-${id.split("-")[1]!}-3`, state: "AWARDED" }),
  Condition: () => ({ number: 99 }),
  Variation: () => ({ number: 99 }),
  Observation: () => ({ place: "Elsewhere" }),
  // Of a year that the award does not give for no excess is approved.
  OverAllocation: () => ({ year: year(9), excess_pence: 0 }),
  ServiceFunding: () => ({ year: year(9) }),
};

/** PostgreSQL's code for what a guard does not let be. */
const BROKEN = "23514";

/** An attempt to write by plain SQL; all of it is taken back. */
async function judgeWriting({ sql, oracle, tally, rows }: Stage, viewer: Asker, { act, noun, partnership, row, anothers }: Question & { kind: "written" }): Promise<void> {
  const { service, table } = ASKED[noun];
  const name = `${service}.${table}`;
  const current = oracle.versionsOf(noun).filter(({ of, to }) => of === PARTNERSHIPS[partnership % PARTNERSHIPS.length] && to === null);
  const version = current[row % current.length]!;
  const may = oracle.mayWrite(viewer, version);
  const now = "2030-01-01T00:00:00Z";
  const end = (client: Parameters<typeof attempt>[0]) => attempt(client, `update ${name} set known_to = $2 where id = $1 and known_to is null`, [version.id, now]);
  const given = rows.get(version.id)!;
  const id = act === "new" ? `${version.id}-new` : version.id;
  // A partnership is its own; all else is of the one that it hangs on, whatever it says.
  const own = noun === "Partnership" ? id : version.of;
  const whose = anothers ? PARTNERSHIPS.find((each) => each !== version.of)! : own;
  const written = { ...given, id, version: act === "new" ? 1 : version.version + 1, known_from: now, known_to: null, of_partnership: whose, ...(act === "new" ? ANOTHER[noun]?.(version) : {}) };
  const did = await sql.as(service, viewer, async (client) => {
    if (act === "end") return [await end(client)];
    if (act === "new") return [await attempt(client, ...insertion(name, written))];
    return [await end(client), await attempt(client, ...insertion(name, written))];
  });
  // An entry of the ledger has no second version: that is refused before anything else of it is looked at.
  const inserted = may && whose === own && !(noun === "LedgerEntry" && act === "next") ? 1 : DENIED;
  same(noun === "LedgerEntry" ? did.map((each) => (each === BROKEN ? DENIED : each)) : did, act === "end" ? [may ? 1 : 0] : act === "new" ? [inserted] : [may ? 1 : 0, inserted]);
  tally.versions("writing", viewer, noun, [version], may ? [version] : [], 1);
}

/** How many lists under things there are, and how many filters. */
export const COUNTS = { edges: EDGES.length, filters: FILTERS.length, nouns: NOUNS.length };
