/** The world that the property is judged in: invented partnerships, and what each published and kept, version by version, as a seed makes them. */
import type { TestHub } from "../support/hub.js";

/** What a partnership can own, by its name in the API. */
export const NOUNS = ["Partnership", "Plan", "Priority", "WorkProgramme", "Workstream", "Action", "Project", "ProgressUpdate", "Outcome", "MeasureLink", "ActionArea", "Award", "Observation", "Target", "CommissioningPlan", "Service", "ServiceOutcome", "StatedSum", "ProfileLine", "ReturnExpectation", "SpendReturn", "Application", "Agreement", "Condition", "Variation", "Claim", "Allocation", "OverAllocation", "LedgerEntry", "ServiceFunding", "Survey", "VulnerableWard", "SeriesBreak", "Expectation", "DirectionClaim", "Body", "ReportingLine", "Membership", "StatutoryDuty", "GlossaryTerm", "Statement", "StrategyLink", "EngagementForum", "RagLevel", "PublicationChannel"] as const;

/** One of them. */
export type Noun = (typeof NOUNS)[number];

/** The cells of a row of a file. */
export type Cells = Record<string, string>;

/** One version of one thing, as it was imported: nothing here was read back from the hub. */
export interface Version {
  noun: Noun;
  id: string;
  version: number;
  /** The day it is known from, and the day the next one is; null where none is. */
  from: string;
  to: string | null;
  /** The partnership that it is of. */
  of: string;
  visibility: "PUBLISHED" | "PARTNERSHIP";
  cells: Cells;
  /** A word that stands in this version and nowhere else: where it is seen, the version is. */
  mark: string;
}

/** The days on which something is written. */
export const WRITTEN_ON = ["2016-01-01", "2017-01-01", "2018-01-01"] as const;

/** Days to ask as of: before anything, between all writings, and long after. */
export const ASKED_ON = ["2015-12-31", "2016-01-01", "2016-06-30", "2017-06-30", "2018-01-01", "2025-01-01"] as const;

/** The PCC areas; in the last lies no partnership. */
export const AREAS = [0, 1, 2, 3].map((a) => `pcc-area-w${a}`);
export const PARTNERSHIPS = [0, 1, 2, 3, 4, 5].map((p) => `partnership-w${p}`);
export const FUNDS = ["fund-w0", "fund-w1"];
export const ORGANISATIONS = ["organisation-w0", "organisation-w1"];
export const INDICATORS = ["indicator-w0", "indicator-w1", "indicator-w2", "indicator-w3"];
export const WARDS = ["area-w0", "area-w1"];
export const STRATEGIES = ["strategy-w0", "strategy-w1"];

/** A gap noted apart from rows: of whom the thing is that it is about, and published or kept by itself. */
export interface Gap extends Pick<Version, "of" | "visibility"> {
  service: "plans" | "grants";
  subject: string;
  field: string;
  /** A word that stands nowhere else. */
  explanation: string;
}

/** All of it. */
export interface World {
  versions: Version[];
  gaps: Gap[];
}

/** Columns of each file, besides those that every file ends with. */
const FILES: Record<Noun, { what: string; columns: string[] }> = {
  Partnership: { what: "plans/partnerships", columns: ["id", "name", "place", "pcc_area", "gss_code"] },
  Plan: { what: "plans/plans", columns: ["id", "partnership", "title", "period", "vision"] },
  Priority: { what: "plans/priorities", columns: ["id", "plan", "number", "word", "title", "topics", "continues", "summary"] },
  WorkProgramme: {
    what: "plans/work-programmes",
    columns: ["id", "plan", "priority", "position", "letter", "title", "title_in_delivery_plan", "word_in_delivery_plan", "summary", "lead_organisations", "lead_post", "lead_status", "leads", "supporters"],
  },
  Workstream: { what: "plans/workstreams", columns: ["id", "plan", "priority", "relation", "position", "name"] },
  Action: { what: "plans/actions", columns: ["id", "plan", "priority", "work_programme", "number", "title", "outcome"] },
  Project: { what: "plans/projects", columns: ["id", "action", "position", "description", "target", "lead_organisations", "lead_post", "lead_status"] },
  ProgressUpdate: { what: "plans/progress-updates", columns: ["id", "action", "project", "period", "narrative", "rag", "carry_over"] },
  Outcome: { what: "plans/outcomes", columns: ["id", "plan", "priority", "work_programme", "action", "position", "number", "description"] },
  MeasureLink: { what: "plans/measure-links", columns: ["id", "plan", "work_programme", "outcome", "position", "measure", "indicator", "role", "polarity"] },
  ActionArea: { what: "plans/action-areas", columns: ["id", "plan", "priority", "action", "position", "place", "instrument", "status", "started_on", "ended_on", "summary"] },
  Body: { what: "plans/bodies", columns: ["id", "name", "kind", "status", "tie", "partnership", "pcc_area", "plan", "organisation", "purpose", "duties", "meets", "lead_post", "lead_organisation", "lead_status"] },
  ReportingLine: { what: "plans/reporting-lines", columns: ["id", "partnership", "from", "kind", "to_body", "to_organisation", "subject", "frequency"] },
  Award: { what: "grants/awards", columns: ["id", "fund", "partnership", "recipient", "awarded", "annual_amounts", "purpose"] },
  CommissioningPlan: { what: "grants/commissioning-plans", columns: ["id", "partnership", "title", "made", "made_by", "evidence", "channel", "channelled_through", "award", "purpose"] },
  Service: {
    what: "grants/services",
    columns: ["id", "name", "partnership", "commissioning_plan", "purpose", "need", "provider", "commissioners", "scope", "status", "start", "start_as_printed", "fund", "award"],
  },
  ServiceOutcome: { what: "grants/service-outcomes", columns: ["id", "service", "number", "outcome", "measure", "indicator"] },
  StatedSum: { what: "grants/stated-sums", columns: ["id", "partnership", "nature", "amount", "qualifier", "per", "period", "source", "fund", "award", "service", "use"] },
  ProfileLine: { what: "grants/profile-lines", columns: ["id", "award", "allocation", "period", "planned"] },
  ReturnExpectation: { what: "grants/return-expectations", columns: ["id", "award", "allocation", "kind", "period", "due_on"] },
  SpendReturn: { what: "grants/spend-returns", columns: ["id", "award", "allocation", "period", "spend", "forecast", "variance_reason", "received_on", "final"] },
  Application: { what: "grants/applications", columns: ["id", "fund", "partnership", "applicant", "purpose", "requested", "annual_amounts", "state", "state_on", "reason", "award"] },
  Agreement: { what: "grants/agreements", columns: ["id", "award", "state", "state_on", "reasons", "without_conditions", "agreed_on", "published_on", "note", "clawback"] },
  Condition: { what: "grants/conditions", columns: ["id", "award", "number", "text", "due_on", "evidence", "met_on", "waived_on", "reason"] },
  Claim: { what: "grants/claims", columns: ["id", "award", "allocation", "period", "amount", "state", "on", "reason", "purpose"] },
  Variation: { what: "grants/variations", columns: ["id", "award", "number", "reason", "varied_on", "before_amounts", "after_amounts"] },
  Allocation: { what: "grants/allocations", columns: ["id", "award", "year", "amount", "service", "recipient", "parent", "purpose", "attributed_level", "attributed_to"] },
  OverAllocation: { what: "grants/over-allocations", columns: ["id", "award", "year", "excess", "reason", "approved_on"] },
  LedgerEntry: { what: "grants/ledger-entries", columns: ["id", "award", "kind", "from", "to", "amount", "on", "claim", "corrects", "note"] },
  ServiceFunding: { what: "grants/service-fundings", columns: ["id", "service", "year", "total", "shares"] },
  SeriesBreak: { what: "indicators/series-breaks", columns: ["id", "indicator", "partnership", "area", "on_day", "reason"] },
  Expectation: { what: "indicators/expectations", columns: ["id", "indicator", "partnership", "period", "due_on"] },
  DirectionClaim: { what: "indicators/direction-claims", columns: ["id", "partnership", "area", "place", "claim", "direction", "period", "indicator", "figures"] },
  Membership: { what: "plans/memberships", columns: ["id", "partnership", "body", "plan", "position", "kind", "member", "organisation", "represents", "priority", "post", "post_status"] },
  StatutoryDuty: { what: "plans/statutory-duties", columns: ["id", "partnership", "pcc_area", "act", "act_section", "bearer", "lies_on", "asks"] },
  GlossaryTerm: { what: "plans/glossary-terms", columns: ["id", "partnership", "term", "kind", "stands_for", "meaning"] },
  StrategyLink: { what: "plans/strategy-links", columns: ["id", "subject", "strategy", "relation", "number", "text"] },
  RagLevel: { what: "plans/rag-levels", columns: ["id", "plan", "position", "level", "meaning", "colour"] },
  PublicationChannel: { what: "plans/publication-channels", columns: ["id", "plan", "number", "kind", "name", "carries", "place", "languages"] },
  Observation: { what: "indicators/observations", columns: ["id", "indicator", "partnership", "place", "period", "reported_under", "qualifier", "value", "numerator", "denominator", "base", "status"] },
  Target: { what: "indicators/targets", columns: ["id", "indicator", "partnership", "place", "period", "kind", "value", "change_percent", "change_number", "baseline_value", "baseline_period"] },
  Survey: { what: "indicators/surveys", columns: ["id", "name", "partnership", "area", "period", "commissioned_by", "method", "population", "respondents", "approached", "question"] },
  VulnerableWard: { what: "indicators/vulnerable-wards", columns: ["id", "partnership", "plan", "crime_type", "ward"] },
  Statement: { what: "plans/statements", columns: ["id", "subject", "kind", "number", "title", "text"] },
  EngagementForum: { what: "plans/engagement-forums", columns: ["id", "partnership", "plan", "name", "kind", "purpose", "frequency", "open_to", "count", "count_qualifier"] },
};

/** The awards of a partnership that have a ledger, by their numbers, and what each of their years gives at least, in pence. */
const LEDGERS = [2, 4];
const LEAST = 100_000;

/** Numbers that a seed decides (mulberry32). */
function dice(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** Makes a world. */
export function makeWorld(seed: number): World {
  const pick = dice(seed);
  const oneOf = <T>(list: readonly T[]): T => list[pick(list.length)]!;
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const versions: Version[] = [];
  const visible = (): Version["visibility"] => (pick(2) ? "PUBLISHED" : "PARTNERSHIP");

  /** Adds a thing with one to three versions; what hangs on nothing younger may itself begin late. An entry of the ledger stands as it was written. */
  function add(noun: Noun, of: string, id: string, cells: (mark: string, version: number) => Cells, begins = 0): string {
    const first = begins ? pick(begins + 1) : 0;
    const days = WRITTEN_ON.slice(first).filter((_, i) => i === 0 || (noun !== "LedgerEntry" && pick(2)));
    // An award stays as it is: what happens to all that hangs on one that is published or hidden has a test of its own.
    const stays = noun === "Award" ? visible() : null;
    days.forEach((from, i) => {
      const mark = `mark${versions.length}mark`;
      versions.push({ noun, id, version: i + 1, from, to: days[i + 1] ?? null, of, visibility: stays ?? visible(), mark, cells: { id, section: mark, ...cells(mark, i + 1) } });
    });
    return id;
  }

  /** What is set aside of an award and passed on, and what moved: little beside the award, so that no guard but the walls stops anybody. */
  function addLedger(p: number, a: number, fund: string): void {
    const [of, award, first] = [PARTNERSHIPS[p]!, `award-w${p}-${a}`, `allocation-w${p}-${a}-0`];
    upTo(3).forEach((n) =>
      add("Allocation", of, `allocation-w${p}-${a}-${n}`, (mark) => ({ award, year: year(a % 3), amount: pounds(n === 1 ? 100 + pick(100) : 500 + pick(500)), parent: n === 1 ? first : "", purpose: `Allocation ${mark}`, attributed_level: "UNATTRIBUTED" }), n ? 2 : 0),
    );
    add("OverAllocation", of, `over-allocation-w${p}-${a}`, (mark) => ({ award, year: year(a % 3), excess: pounds(pick(100)), reason: `Excess ${mark}`, approved_on: "2015-05-01" }), 2);
    const moved = (n: number, kind: string, from: string, to: string, pence: number, begins: number): string =>
      add("LedgerEntry", of, `ledger-entry-w${p}-${a}-${n}`, (mark) => ({ award, kind, from, to, amount: pounds(pence), on: "2015-06-01", note: `Entry ${mark}` }), begins);
    moved(0, "PAYMENT", fund, award, 1_000 + pick(1_000), 0);
    moved(1, "PASS_ON", award, first, 1 + pick(200), 2);
    moved(2, "PAYMENT", fund, award, 1 + pick(1_000), 2);
  }

  PARTNERSHIPS.forEach((partnership, p) => {
    const area = AREAS[p % 3]!;
    // One of them moves to another area: who may see what it keeps goes with it, for all its past.
    const moves = p === 5;
    add("Partnership", partnership, partnership, (mark, version) => ({ name: `Partnership ${mark}`, place: `Place ${mark}`, pcc_area: moves && version > 1 ? AREAS[0]! : area }));
    upTo(3).forEach((y) => {
      const plan = add("Plan", partnership, `plan-w${p}-${y}`, (mark) => ({
        partnership,
        title: `Plan ${mark}`,
        period: `FINANCIAL_YEAR ${year(y)}`,
        vision: pick(2) ? `Vision ${mark}` : `?WITHHELD: Vision ${mark}`,
      }));
      add("EngagementForum", partnership, `engagement-forum-w${p}-${y}`, (mark) => ({ partnership, plan, name: `Forum ${mark}`, kind: "FORUM", purpose: `Purpose ${mark}`, frequency: "monthly", open_to: "all" }), 2);
      add("RagLevel", partnership, `rag-level-w${p}-${y}`, (mark) => ({ plan, position: "1", level: `Level ${mark}`, meaning: `Meaning ${mark}`, colour: oneOf(["RED", "AMBER", "GREEN"]) }), 2);
      add("PublicationChannel", partnership, `publication-channel-w${p}-${y}`, (mark) => ({ plan, number: "1", kind: "WEBSITE", name: `Channel ${mark}`, carries: `Carries ${mark}` }), 2);
      upTo(3).forEach((n) => {
        const continues = y > 0 && pick(2) ? `priority-w${p}-${y - 1}-${n}` : "";
        const ownTitle = pick(2);
        const priority = add("Priority", partnership, `priority-w${p}-${y}-${n}`, (mark) => ({
          plan,
          number: String(n + 1),
          word: "PRIORITY",
          title: ownTitle ? `Priority ${mark}` : `Priority ${n}`,
          topics: "topic-victims",
          continues,
          summary: `Summary ${mark}`,
        }));
        const position = String(n + 1);
        const work_programme = add("WorkProgramme", partnership, `work-programme-w${p}-${y}-${n}`, (mark) => ({ plan, priority, position, title: `Programme ${mark}`, summary: `Summary ${mark}`, lead_status: "NOT_STATED" }));
        add("Workstream", partnership, `workstream-w${p}-${y}-${n}`, (mark) => ({ plan, priority, relation: "LINKED_TO", position, name: `Stream ${mark}` }));
        const action = add("Action", partnership, `action-w${p}-${y}-${n}`, (mark) => ({ plan, priority, work_programme, number: `1.${n + 1}`, title: `Action ${mark}`, outcome: `Outcome ${mark}` }));
        add("Statement", partnership, `statement-w${p}-${y}-${n}`, (mark) => ({ subject: n ? priority : plan, kind: "AIM", number: "1", title: `Aim ${mark}`, text: `Text ${mark}` }), 2);
        add("StrategyLink", partnership, `strategy-link-w${p}-${y}-${n}`, (mark) => ({ subject: n ? priority : plan, strategy: oneOf(STRATEGIES), relation: "SUPPORTS", number: "1", text: `Link ${mark}` }), 2);
        const project = add("Project", partnership, `project-w${p}-${y}-${n}`, (mark) => ({ action, position: "1", description: `Project ${mark}`, lead_status: "NOT_STATED" }));
        const outcome = add("Outcome", partnership, `outcome-w${p}-${y}-${n}`, (mark) => ({ plan, priority, work_programme, action, position, description: `Change ${mark}` }));
        add("MeasureLink", partnership, `measure-link-w${p}-${y}-${n}`, (mark) => ({ plan, work_programme, outcome, position, measure: `Measure ${mark}`, indicator: oneOf(INDICATORS), role: "PROXY" }));
        add("ActionArea", partnership, `action-area-w${p}-${y}-${n}`, (mark) => ({ plan, priority, action, position, place: `Area ${mark}`, status: "PLANNED", summary: `Summary ${mark}` }));
        upTo(2).forEach((u) =>
          add("ProgressUpdate", partnership, `progress-w${p}-${y}-${n}-${u}`, (mark) => ({
            action,
            project: u ? project : "",
            period: `FINANCIAL_QUARTER ${year(y)} Q${u + 1}`,
            narrative: `Progress ${mark}`,
            rag: oneOf(["GREEN", "AMBER", "RED"]),
            carry_over: "NOT_STATED",
          }), 2),
        );
      });
    });
    const [from, toBody] = upTo(2).map((b) =>
      add("Body", partnership, `body-w${p}-${b}`, (mark) => ({ partnership, name: `Body ${mark}`, kind: "BOARD", status: "EXISTS", tie: "OWN", purpose: `Purpose ${mark}`, lead_status: "NOT_STATED" })),
    ) as [string, string];
    ["REPORTS_TO", "SCRUTINISED_BY"].forEach((kind, l) =>
      add("ReportingLine", partnership, `reporting-line-w${p}-${l}`, (mark) => ({ partnership, from, kind, to_body: toBody, subject: `Subject ${mark}` }), 2),
    );
    upTo(2).forEach((m) => {
      add("Membership", partnership, `membership-w${p}-${m}`, (mark) => ({ partnership, body: m ? from : "", position: "1", kind: "PARTNER", member: `Member ${mark}`, priority: `priority-w${p}-${m}-0`, post_status: "NOT_STATED" }), 2);
      add("StatutoryDuty", partnership, `statutory-duty-w${p}-${m}`, (mark) => ({ partnership, act: `Act ${mark}`, bearer: "PARTNERSHIP", lies_on: `Body ${mark}`, asks: `Duty ${mark}` }), 2);
      add("GlossaryTerm", partnership, `glossary-term-w${p}-${m}`, (mark) => ({ partnership, term: `Term ${mark}`, kind: "CONCEPT", meaning: `Meaning ${mark}` }), 2);
    });
    upTo(5).forEach((a) => {
      const years = pick(2) ? [a % 3] : [a % 3, (a % 3) + 1];
      const settled = { fund: oneOf(FUNDS), recipient: oneOf(ORGANISATIONS) };
      add("Award", partnership, `award-w${p}-${a}`, (mark) => {
        const amounts = years.map((y) => ({ y, pence: LEAST + pick(9_999_999) }));
        return {
          partnership,
          // What was paid from stays with its fund and recipient.
          ...(LEDGERS.includes(a) ? settled : { fund: oneOf(FUNDS), recipient: oneOf(ORGANISATIONS) }),
          awarded: pounds(amounts.reduce((sum, { pence }) => sum + pence, 0)),
          annual_amounts: amounts.map(({ y, pence }) => `${year(y)} ${pounds(pence)}`).join("; "),
          purpose: `Award ${mark}`,
        };
        // On the first two hangs an agreement, on the third claims, and on that and the last a ledger, which no agreement holds up: they begin with all else.
      }, a === 3 ? 2 : 0);
      if (LEDGERS.includes(a)) addLedger(p, a, settled.fund);
    });
    upTo(2).forEach((a) => {
      const award = `award-w${p}-${a}`;
      add("Agreement", partnership, `agreement-w${p}-${a}`, (mark) => ({ award, state: "AWARDED", state_on: "2015-04-01", reasons: `Reasons ${mark}`, note: `Note ${mark}` }), 2);
      upTo(2).forEach((n) => add("Condition", partnership, `condition-w${p}-${a}-${n}`, (mark) => ({ award, number: String(n + 1), text: `Condition ${mark}`, evidence: `Evidence ${mark}` }), 2));
      add("Claim", partnership, `claim-w${p}-${a}`, (mark) => ({ award: `award-w${p}-2`, amount: "0.01", state: "DRAFT", on: "2015-05-01", purpose: `Claim ${mark}` }), 2);
      add("Variation", partnership, `variation-w${p}-${a}`, (mark) => ({ award, number: "1", reason: `Reason ${mark}`, varied_on: "2015-10-01", before_amounts: "2015/16 1.00", after_amounts: `2015/16 ${pounds(1 + pick(9_999_999))}` }), 2);
      add("Application", partnership, `application-w${p}-${a}`, (mark) => {
        const requested = pounds(1 + pick(9_999_999));
        return { partnership, fund: oneOf(FUNDS), applicant: oneOf(ORGANISATIONS), purpose: `Application ${mark}`, requested, annual_amounts: `${year(a)} ${requested}`, state: "APPLICATION", state_on: "2015-01-01" };
      }, 2);
    });
    upTo(4).forEach((q) => {
      const period = `FINANCIAL_QUARTER ${year(0)} Q${q + 1}`;
      const [due, received] = [`2015-0${q + 4}-30`, `2015-0${q + 4}-${28 + pick(3)}`];
      add("ProfileLine", partnership, `profile-line-w${p}-${q}`, (mark) => ({ award: `award-w${p}-0`, period, planned: pounds(pick(9_999_999)), as_printed: `Line ${mark}` }), 2);
      add("ReturnExpectation", partnership, `return-expectation-w${p}-${q}`, (mark) => ({ award: `award-w${p}-0`, kind: "SPEND", period, due_on: due, as_printed: `Expectation ${mark}` }), 2);
      if (pick(3)) add("SpendReturn", partnership, `spend-return-w${p}-${q}`, (mark) => ({ award: `award-w${p}-0`, period, spend: pounds(pick(9_999_999)), variance_reason: `Reason ${mark}`, received_on: received, final: "NO" }), 2);
    });
    upTo(2).forEach((c) => {
      const commissioning_plan = add("CommissioningPlan", partnership, `commissioning-plan-w${p}-${c}`, (mark) => ({ partnership, title: `Commissioning ${mark}`, evidence: `Evidence ${mark}` }));
      const service = add("Service", partnership, `service-w${p}-${c}`, (mark) => ({
        partnership,
        commissioning_plan,
        name: `Service ${mark}`,
        provider: oneOf(ORGANISATIONS),
        scope: "LOCAL",
        status: "RUNNING",
        fund: oneOf(FUNDS),
      }));
      upTo(2).forEach((n) => add("ServiceOutcome", partnership, `service-outcome-w${p}-${c}-${n}`, (mark) => ({ service, number: String(n + 1), outcome: `Outcome ${mark}`, indicator: oneOf(INDICATORS) }), 2));
      add("ServiceFunding", partnership, `service-funding-w${p}-${c}`, (mark) => ({ service, year: year(c), total: pounds(pick(9_999_999)), shares: `${FUNDS[0]!} 60.00; ${FUNDS[1]!} 40.00`, as_printed: `Funding ${mark}` }), 2);
      add("StatedSum", partnership, `stated-sum-w${p}-${c}`, (mark) => ({ partnership, nature: "SPENDING", amount: pounds(1 + pick(9_999_999)), qualifier: "EQ", service, use: `Use ${mark}` }), 2);
    });
    upTo(4).forEach((o) =>
      add("Observation", partnership, `observation-w${p}-${o}`, (mark) => ({
        partnership,
        // Two of one indicator and year are about two places: else they would be one.
        place: `Place ${o}`,
        indicator: oneOf(INDICATORS),
        period: `FINANCIAL_YEAR ${year(o % 3)}`,
        reported_under: `FINANCIAL_YEAR ${year(o % 3)}`,
        qualifier: "EQ",
        value: String(pick(1_000)),
        base: `Base ${mark}`,
        status: "FINAL",
        // Of the first two something is claimed: they begin with all else.
      }), o < 2 ? 0 : 2),
    );
    upTo(4).forEach((e) => {
      const indicator = INDICATORS[e]!;
      add("Expectation", partnership, `expectation-w${p}-${e}`, (mark) => ({ partnership, indicator, period: `FINANCIAL_YEAR ${year(e % 3)}`, due_on: oneOf(["2015-12-31", "2016-12-31", "2017-12-31"]), as_printed: `Expected ${mark}` }), 2);
      add("SeriesBreak", partnership, `series-break-w${p}-${e}`, (mark) => ({ partnership, indicator, on_day: `2015-0${e + 1}-01`, reason: `Broken ${mark}` }), 2);
    });
    add("DirectionClaim", partnership, `direction-claim-w${p}`, (mark) => ({ partnership, claim: `Fallen ${mark}`, direction: "DOWN", indicator: oneOf(INDICATORS), figures: [0, 1].map((o) => `observation-w${p}-${o}`).join("; ") }), 2);
    upTo(3).forEach((t) =>
      add("Target", partnership, `target-w${p}-${t}`, (mark) => ({ partnership, indicator: oneOf(INDICATORS), place: `Place ${mark}`, period: `FINANCIAL_YEAR ${year(t)}`, kind: "MAX", value: String(pick(1_000)) }), 2),
    );
    upTo(2).forEach((s) => add("Survey", partnership, `survey-w${p}-${s}`, (mark) => ({ partnership, name: `Survey ${mark}`, area: oneOf(WARDS), question: `Question ${mark}` }), 2));
    upTo(2).forEach((w) =>
      add("VulnerableWard", partnership, `vulnerable-ward-w${p}-${w}`, (mark) => ({ partnership, plan: `plan-w${p}-${w}`, crime_type: `Crime ${mark}`, ward: oneOf(WARDS) }), 2),
    );
  });
  const gaps: Gap[] = [];
  const note = (service: Gap["service"], subject: string, field: string, of: string): unknown =>
    pick(3) && gaps.push({ service, subject, field, of, visibility: pick(2) ? "PUBLISHED" : "PARTNERSHIP", explanation: `gap${gaps.length}gap` });
  for (const partnership of PARTNERSHIPS) note("grants", partnership, "awards", partnership);
  for (const { id, of } of versions.filter(({ noun, version }) => noun === "Plan" && version === 1)) note("plans", id, "actions", of);
  return { versions, gaps };
}

/** Brings a world into an empty hub, day by day, by the road of every file. */
export async function bringIn(hub: TestHub, { versions, gaps }: World): Promise<void> {
  const send = async (what: string, columns: string[], rows: Cells[]): Promise<void> => {
    const names = [...columns, "document", "section", "as_printed", "visibility", "known_from"];
    const csv = [names.join(","), ...rows.map((row) => names.map((name) => row[name] ?? "").join(",")), ""].join("\n");
    const report = await hub.importCsv(what, csv);
    if (report.problems.length || report.written !== rows.length) throw new Error(`${what}: ${JSON.stringify(report).slice(0, 2_000)}`);
  };
  const known_from = "2014-01-01";
  await send("plans/pcc-areas", ["id", "name", "gss_code"], AREAS.map((id) => ({ id, name: id, known_from })));
  await send("plans/topics", ["id", "name", "description"], [{ id: "topic-victims", name: "Victims", description: "Support of victims.", known_from }]);
  await send("plans/organisations", ["id", "name", "short_name", "kind", "org_id"], ORGANISATIONS.map((id) => ({ id, name: id, kind: "COUNCIL", known_from })));
  await send("grants/funds", ["id", "name", "funder", "purpose"], FUNDS.map((id) => ({ id, name: id, known_from })));
  await send("indicators/indicators", ["id", "name", "definition", "unit", "value_type", "polarity"], INDICATORS.map((id) => ({ id, name: id, unit: "people", value_type: "COUNT", polarity: "NOT_STATED", known_from })));
  await send("indicators/areas", ["id", "name", "kind", "gss_code", "parent", "partnership", "pcc_area"], WARDS.map((id) => ({ id, name: id, kind: "WARD", known_from })));
  await send("plans/strategies", ["id", "name", "kind", "dated", "publishers"], STRATEGIES.map((id) => ({ id, name: id, kind: "STRATEGY", known_from })));
  for (const day of WRITTEN_ON) {
    for (const noun of NOUNS) {
      const rows = versions.filter((each) => each.noun === noun && each.from === day).map(({ cells, visibility }) => ({ ...cells, visibility, known_from: day }));
      if (rows.length) await send(FILES[noun].what, FILES[noun].columns, rows);
    }
  }
  for (const service of ["plans", "grants"] as const) {
    const rows = gaps.filter((gap) => gap.service === service).map(({ subject, field, explanation, visibility }, i) => ({ id: `gap-w${String(i).padStart(3, "0")}`, subject, field, reason: "NOT_ENTERED", explanation, visibility, known_from }));
    await send(`${service}/gaps`, ["id", "subject", "field", "reason", "explanation"], rows);
  }
  await hub.fetchFacts();
}

/** The financial year: `2014/15` is the first. */
export function year(y: number): string {
  return `${2014 + y}/${String(15 + y)}`;
}

function pounds(pence: number): string {
  return `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
}
