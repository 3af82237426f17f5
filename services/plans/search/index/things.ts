/** The kinds of facts that the index holds, and the thing that each kind leads to: one line for each noun of the hub, whichever service owns it. */
import { createUnionType, Directive, ObjectType, registerEnumType, type ClassType } from "type-graphql";
import type { NounClass } from "../../../../kernel/subgraph/context.js";
import { Seen } from "../../../../kernel/facts/seen.js";
import { ActionArea } from "../../delivery/action-area/action-area.js";
import { Action } from "../../delivery/action/action.js";
import { Body } from "../../partners/body/body.js";
import { Document } from "../../sources/document/document.js";
import { EngagementForum } from "../../engagement/engagement-forum/engagement-forum.js";
import { GlossaryTerm } from "../../sources/glossary-term/glossary-term.js";
import { Indicator } from "../../references/indicator/indicator.js";
import { MeasureLink } from "../../delivery/measure-link/measure-link.js";
import { Membership } from "../../partners/membership/membership.js";
import { Organisation } from "../../partners/organisation/organisation.js";
import { Outcome } from "../../delivery/outcome/outcome.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { PccArea } from "../../partners/pcc-area/pcc-area.js";
import { PccObjective } from "../../planning/pcc-objective/pcc-objective.js";
import { Plan } from "../../planning/plan/plan.js";
import { Pledge } from "../../planning/pledge/pledge.js";
import { Priority } from "../../planning/priority/priority.js";
import { ProgressUpdate } from "../../delivery/progress-update/progress-update.js";
import { Project } from "../../delivery/project/project.js";
import { PublicationChannel } from "../../engagement/publication-channel/publication-channel.js";
import { RagLevel } from "../../delivery/rag-level/rag-level.js";
import { ReportingLine } from "../../partners/reporting-line/reporting-line.js";
import { Statement } from "../../planning/statement/statement.js";
import { StatutoryDuty } from "../../partners/statutory-duty/statutory-duty.js";
import { StrategyLink } from "../../planning/strategy-link/strategy-link.js";
import { Strategy } from "../../planning/strategy/strategy.js";
import { Succession } from "../../partners/succession/succession.js";
import { Topic } from "../../sources/topic/topic.js";
import { WorkProgramme } from "../../delivery/work-programme/work-programme.js";
import { Workstream } from "../../delivery/workstream/workstream.js";

/** A noun that another service owns, by its key; described as it is there. */
function ofAnotherService(name: string, description: string): NounClass {
  const { [name]: noun } = { [name]: class extends Seen {} };
  Directive('@key(fields: "id asOf")')(noun!);
  ObjectType(name, { simpleResolvers: true, description })(noun!);
  return noun!;
}

/** By kind, the noun: a kind is the name of its table in capitals. */
const THINGS = {
  ACTION: Action,
  ACTION_AREA: ActionArea,
  AGREEMENT: ofAnotherService("Agreement", "Where the grant of an award stands, from the award to its closure. Each award has one at most; an award without one was recorded or imported without its lifecycle."),
  ALLOCATION: ofAnotherService("Allocation", "The part of an award's year that is set aside for a service, a project or a recipient. Allocations hang under each other as money is granted onward; those under one sum to it at most."),
  APPLICATION: ofAnotherService("Application", "What a partnership asks a funder for, year by year, and how far that has come: from the expression of interest to the award, the refusal or the withdrawal."),
  AREA: ofAnotherService("Area", "A place that figures are about: a nation, a police force area, a county, a district, a ward, or a town or street that a document names."),
  AREA_PARTNERSHIP: ofAnotherService("AreaPartnership", "That a partnership answers for an area, and from which day to which. One partnership may answer for several areas, and after a merger or a split an area for which one answered may have another."),
  AREA_SUCCESSION: ofAnotherService("AreaSuccession", "What became of an area, and which came in its place: a line for each pair of the two."),
  AWARD: ofAnotherService("Award", "Money given from a fund for a partnership, in one or more financial years. An award that its source does not split is not split here."),
  BODY: Body,
  CLAIM: ofAnotherService("Claim", "Money of an award that its partnership asks to be paid. Each step is a version of it; what was known on a day shows how far it had come by then."),
  COMMISSIONING_PLAN: ofAnotherService("CommissioningPlan", "How a partnership turns need and evidence into services: what it rests on, how the money reaches it, and what is commissioned under it."),
  COMPARATOR_GROUP: ofAnotherService("ComparatorGroup", "Partnerships that are alike by some method, so that their figures may be set beside each other."),
  CONDITION: ofAnotherService("Condition", "A condition that is attached to a grant: what has to be done or shown, by when, and what came of it."),
  DIRECTION_CLAIM: ofAnotherService("DirectionClaim", "What a document says in words of which way something went, beside the figures of the hub that it speaks of. The phrase stands in the provenance; who says it is the document's publisher."),
  DOCUMENT: Document,
  ENGAGEMENT_FORUM: EngagementForum,
  EXPECTATION: ofAnotherService("Expectation", "A value of an indicator that a partnership is to return for a period, and by when."),
  FUND: ofAnotherService("Fund", "A pot of money from which a funder gives: a Commissioner's grant, a department's programme."),
  GLOSSARY_TERM: GlossaryTerm,
  INDICATOR: Indicator,
  LEDGER_ENTRY: ofAnotherService("LedgerEntry", "Money that moved, from one that holds it to the next: fund, award, allocation, allocation under it. An entry stands as it was written; what was wrong is taken back by a correction. All balances are sums of entries."),
  MEASURE_LINK: MeasureLink,
  MEMBERSHIP: Membership,
  OBSERVATION: ofAnotherService("Observation", "The value of an indicator for a partnership, a place in it or an area around it, in a period."),
  ORGANISATION: Organisation,
  OUTCOME: Outcome,
  OVER_ALLOCATION: ofAnotherService("OverAllocation", "An administrator's approval that more is allocated in a year than the award gives for it. It approves no payment: payments stay within the award."),
  PARTNERSHIP: Partnership,
  PCC_AREA: PccArea,
  PCC_OBJECTIVE: PccObjective,
  PLAN: Plan,
  PLEDGE: Pledge,
  POPULATION: ofAnotherService("Population", "How many live in an area, on a day or in a year."),
  PRIORITY: Priority,
  PROFILE_LINE: ofAnotherService("ProfileLine", "What is planned to be spent of an award, or of an allocation of it, in a period of one of its years. The lines of one award or allocation have no day in common, so that they may be added."),
  PROGRESS_UPDATE: ProgressUpdate,
  PROJECT: Project,
  PUBLICATION_CHANNEL: PublicationChannel,
  PUBLISHED_GRANT: ofAnotherService("PublishedGrant", "A grant to an organisation that a funder published by the 360Giving Data Standard, as its package had it. It is what others say: it is never added to the awards of the hub, which may tell of the same money."),
  RAG_LEVEL: RagLevel,
  REPORTING_LINE: ReportingLine,
  RETURN_EXPECTATION: ofAnotherService("ReturnExpectation", "That a return is due of an award, or of an allocation of it: for which period, and by which day."),
  SERIES_BREAK: ofAnotherService("SeriesBreak", "A day from which the values of an indicator are not comparable with those before: another definition, recording rule, boundary or survey. No trend and no control chart reaches over it."),
  SERVICE: ofAnotherService("Service", "A service that is commissioned or a project that is paid for: the need it answers, who provides it, and out of which money."),
  SERVICE_FUNDING: ofAnotherService("ServiceFunding", "What a service costs in a financial year, and which fund bears which share of it. One row holds the whole of the year, so that its money is never counted twice."),
  SERVICE_OUTCOME: ofAnotherService("ServiceOutcome", "What should come of a service, with one measure of it: a line for each measure that the source lists. The figure, where one is printed, stands in the provenance; its value is an observation of the indicator."),
  SPEND_RETURN: ofAnotherService("SpendReturn", "What was spent of an award, or of an allocation of it, in a period, as the partnership returned it. The returns of one award or allocation have no day in common, so that they may be added; what is returned of an allocation is spent of its award."),
  STATED_SUM: ofAnotherService("StatedSum", "Money as a document speaks of it, with its amount where one is printed: an award, a bid, a cost, a saving, or funding that is mentioned without a sum. It repeats what is printed; awards are the ledger's own, so the two are never added, and sums of different natures are not added either."),
  STATEMENT: Statement,
  STATUTORY_DUTY: StatutoryDuty,
  STRATEGY: Strategy,
  STRATEGY_LINK: StrategyLink,
  SUCCESSION: Succession,
  SURVEY: ofAnotherService("Survey", "A survey in one wave: who was asked what, how, and how many answered. Shares of two surveys are never one series, however alike their questions."),
  TARGET: ofAnotherService("Target", "What a plan promises of an indicator, with the baseline it is promised against. Where nothing is promised but to watch, it is MONITOR_ONLY."),
  TOPIC: Topic,
  VARIATION: ofAnotherService("Variation", "A change of an award's amounts: what they were, what they are, and why. The award itself has a version with the new amounts, written in the same moment."),
  VULNERABLE_WARD: ofAnotherService("VulnerableWard", "A ward that a plan lists among the most vulnerable for a type of crime. The order in which a plan prints the wards of one type is no rank, and none is kept."),
  WORKSTREAM: Workstream,
  WORK_PROGRAMME: WorkProgramme,
} satisfies Record<string, NounClass>;

/** A kind of fact. */
export type FactKind = keyof typeof THINGS;

/** All kinds. */
export const KINDS = Object.keys(THINGS) as FactKind[];

/** The kinds as the API has them. */
export const FactKind = Object.fromEntries(KINDS.map((kind) => [kind, kind])) as { [K in FactKind]: K };

registerEnumType(FactKind, {
  name: "FactKind",
  description: "What kind of thing a fact is: the nouns of the hub, whichever service owns them.",
  valuesConfig: Object.fromEntries(KINDS.map((kind) => [kind, { description: `A thing of the type ${THINGS[kind].name}.` }])),
});

/** Any of them. */
export const Thing = createUnionType({
  name: "Thing",
  description: "A thing that the hub holds facts of: each noun, whichever service owns it.",
  types: () => Object.values(THINGS) as unknown as readonly ClassType[],
});

/** The noun of a kind. */
export function nounOf(kind: FactKind): NounClass {
  return THINGS[kind];
}

/** The kind of what lies in a table. */
export function kindOf(table: string): FactKind {
  return table.toUpperCase() as FactKind;
}

/** The table of a kind. */
export function tableOf(kind: FactKind): string {
  return kind.toLowerCase();
}

/** The nouns that other services own, known here by their key. */
export const othersThings: readonly NounClass[] = Object.values<NounClass>(THINGS).filter((noun) => Object.getPrototypeOf(noun) === Seen);
