/** Each saved question by its three roads, in GraphQL, JSON and CSV, with a hundred drawn sets of parameters: the same rows on all of them. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { synthesise } from "../../data/synthetic.js";
import { FAULTY_PACKAGE } from "../support/open-grants.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";

const SETS = 100;
const SEED = 21;

let hub: TestHub;
beforeAll(async () => {
  // Small pages, so that each table has several.
  hub = await startHub("empty", { pageSizeAtMost: 7 });
  for (const [what, csv] of Object.entries(synthesise({ seed: SEED, partnerships: 16, actions: 2 }))) {
    expect(await hub.importCsv(what, csv)).toMatchObject({ problems: [] });
  }
  // Some values are revised: those of another seed have the same ids.
  const revised = synthesise({ seed: SEED + 1, partnerships: 16, actions: 2 })["indicators/observations"]!.split("\n").slice(0, 121).join("\n");
  expect(await hub.importCsv("indicators/observations", revised)).toMatchObject({ problems: [] });
  expect(await hub.importAs("JSON", "grants/published-grants", FAULTY_PACKAGE)).toMatchObject({ problems: [] });
  await hub.fetchFacts();
});
afterAll(() => hub.close());

type Row = Record<string, unknown>;
// What a question answers is the test's to know.
type Data = HubAnswer["data"];

/** How a test reads a question's first table from its GraphQL, apart from the hub's code. */
interface Reading {
  /** The list whose pages are followed; undefined where the thing it hangs on is not there. */
  list: (data: Data) => Data;
  rows: (node: Data, data: Data) => Row[];
}

const area = (node: Data): unknown => node.partnership?.pccArea?.name ?? null;
const source = ({ provenance }: Data): Row => ({
  publisher: provenance.document?.publisher ?? null,
  document: provenance.document?.title ?? null,
  section: provenance.section,
  as_printed: provenance.asPrinted,
});
const figure = (node: Data): Row => ({
  pcc_area: area(node),
  partnership_id: node.partnership?.id ?? null,
  partnership: node.partnership?.name ?? null,
  indicator: node.indicator.name,
  unit: node.indicator.unit,
  period: node.period?.label ?? null,
  ...source(node),
});

const grant = (award: Data): Row => ({
  award_id: award.id,
  partnership_id: award.partnership?.id ?? null,
  partnership: award.partnership?.name ?? null,
  fund: award.fund.name,
  recipient: award.recipient?.name ?? null,
  pounds: award.awarded.pounds,
  period: award.period.label,
  made_on: award.publication.madeOn,
  published_on: award.publication.publishedOn,
  status: award.publication.status,
});

const READINGS: Record<string, Reading> = {
  "compare-plans": {
    list: (data) => data.partnerships,
    rows: (partnership) =>
      partnership.plans.nodes.flatMap((plan: Data) =>
        (plan.comparison?.changes ?? []).map((change: Data) => ({
          pcc_area: partnership.pccArea.name,
          partnership_id: partnership.id,
          partnership: partnership.name,
          plan_id: plan.id,
          plan: plan.title,
          period: plan.period.label,
          plan_before: plan.comparison.before.title,
          period_before: plan.comparison.before.period.label,
          change: change.change,
          before_id: change.before?.id ?? null,
          before_number: change.before?.number ?? null,
          before_title: change.before?.title ?? null,
          after_id: change.after?.id ?? null,
          after_number: change.after?.number ?? null,
          after_title: change.after?.title ?? null,
          after_topics: change.after ? (change.after.topicIds as string[]).join("; ") : null,
        })),
      ),
  },
  gaps: {
    list: (data) => data.gaps,
    rows: (gap) => [
      {
        gap_id: gap.id,
        kind: gap.kind,
        thing_id: gap.thingId,
        thing: gap.title,
        partnership_id: gap.partnership?.id ?? null,
        partnership: gap.partnership?.name ?? null,
        field: gap.field,
        reason: gap.reason,
        explanation: gap.explanation,
        publisher: gap.provenance.document?.publisher ?? null,
        document: gap.provenance.document?.title ?? null,
        section: gap.provenance.section,
        as_printed: gap.provenance.asPrinted,
      },
    ],
  },
  "grants-data-quality": {
    // No connection: a line for each rule, in one answer.
    list: (data) => ({ nodes: data.openGrantsChecks, pageInfo: { hasNextPage: false } }),
    rows: ({ rule, kind, means, count, grants, percentage }) => [{ rule, kind, means, count, grants, percentage }],
  },
  "grants-register": {
    list: (data) => data.awards,
    rows: (award) => [
      {
        ...grant(award),
        funder: award.fund.funder?.name ?? null,
        purpose: award.purpose,
        conditions: award.publication.conditions.join("; "),
        without_conditions: award.agreement?.withoutConditions ?? null,
        reasons: award.publication.reasons,
      },
    ],
  },
  "publication-gaps": {
    list: (data) => data.awards,
    rows: (award) => [{ ...grant(award), missing_items: award.publication.missingItems.join("; "), due_on: award.publication.dueOn, days_late: award.publication.daysLate }],
  },
  "inconsistent-targets": {
    list: (data) => data.targets,
    rows: (target) => [
      {
        target_id: target.id,
        ...figure(target),
        baseline_value: target.baselineValue,
        baseline_period: target.baselinePeriod?.label ?? null,
        change_percent: target.changePercent,
        implied_change: target.impliedChange,
        change_number: target.changeNumber,
      },
    ],
  },
  "period-mismatches": {
    list: (data) => data.observations,
    rows: (observation) => [
      {
        observation_id: observation.id,
        ...figure(observation),
        period_from: observation.period?.from ?? null,
        period_to: observation.period?.to ?? null,
        reported_under: observation.reportedUnder.label,
        qualifier: observation.qualifier,
        value: observation.value,
      },
    ],
  },
  "recorded-crime": {
    list: (data) => data.pccArea?.partnerships,
    rows: (partnership, data) =>
      partnership.observations.nodes.map((observation: Data) => ({
        observation_id: observation.id,
        pcc_area: data.pccArea.name,
        partnership_id: partnership.id,
        partnership: partnership.name,
        indicator_id: observation.indicator.id,
        indicator: observation.indicator.name,
        period: observation.period.label,
        qualifier: observation.qualifier,
        value: observation.value,
        status: observation.status,
        ...source(observation),
      })),
  },
  "indicator-revisions": {
    list: (data) => data.observationRevisions,
    rows: (revision) => [
      {
        revision_id: revision.id,
        pcc_area: area(revision),
        partnership_id: revision.partnership?.id ?? null,
        partnership: revision.partnership?.name ?? null,
        indicator_id: revision.indicator.id,
        indicator: revision.indicator.name,
        unit: revision.indicator.unit,
        period: revision.period?.label ?? null,
        value_before: revision.before.value,
        value_since: revision.after.value,
        change_percent: revision.changePercent,
        status_before: revision.before.status,
        status_since: revision.after.status,
        target_status_before: revision.targetStatusBefore,
        target_status_since: revision.targetStatusAfter,
        statistical_status_before: revision.statisticalStatusBefore.code,
        statistical_status_since: revision.statisticalStatusAfter.code,
        changed: (revision.changed as string[]).join("; "),
        known_from: revision.after.knownFrom,
      },
    ],
  },
  "significant-change": {
    list: (data) => data.significantChanges,
    rows: ({ comparison, ...observation }) => [
      {
        partnership_id: observation.partnership?.id ?? null,
        partnership: observation.partnership?.name ?? null,
        pcc_area: area(observation),
        indicator_id: observation.indicator.id,
        indicator: observation.indicator.name,
        unit: observation.indicator.unit,
        polarity: comparison.polarity,
        period: observation.period.label,
        value: observation.value,
        period_before: comparison.referencePeriod.label,
        value_before: comparison.reference,
        standing: comparison.standing,
        judgement: comparison.judgement,
        method: comparison.method,
        ratio: comparison.ratio,
        difference: comparison.difference,
        lower: comparison.lower,
        upper: comparison.upper,
        p: comparison.p,
        observation_id: observation.id,
        computed_from: (comparison.observationIds as string[]).join("; "),
      },
    ],
  },
  "stated-sums": {
    list: (data) => data.statedSums,
    rows: (sum) => [
      {
        stated_sum_id: sum.id,
        partnership_id: sum.partnership?.id ?? null,
        partnership: sum.partnership?.name ?? null,
        is_local: sum.isLocal,
        period: sum.period?.label ?? null,
        nature: sum.nature,
        qualifier: sum.qualifier,
        pounds: sum.amount?.pounds ?? null,
        per: sum.per,
        use: sum.use,
        source: sum.source?.name ?? null,
        fund: sum.fund?.name ?? null,
        award_id: sum.award?.id ?? null,
        ...source(sum),
      },
    ],
  },
  coverage: {
    list: (data) => data.pccArea?.partnerships,
    rows: (partnership, data) =>
      (partnership.plans.nodes.length ? partnership.plans.nodes : [null]).map((plan: Data) => ({
        pcc_area: data.pccArea.name,
        partnership_id: partnership.id,
        partnership: partnership.name,
        plan_id: plan?.id ?? null,
        plan: plan?.title ?? null,
        period: plan?.period.label ?? null,
        publisher: plan?.provenance.document?.publisher ?? null,
        document: plan?.provenance.document?.title ?? null,
        document_kind: plan?.provenance.document?.kind ?? null,
        known_from: plan?.knownFrom ?? null,
      })),
  },
  "spend-against-profile": {
    list: (data) => data.pccArea?.partnerships,
    rows: (partnership, data) =>
      partnership.awards.nodes.flatMap((award: Data) =>
        award.spending.map((spending: Data) => ({
          pcc_area: data.pccArea.name,
          partnership_id: partnership.id,
          partnership: partnership.name,
          award_id: award.id,
          fund: award.fund.name,
          year: spending.year,
          awarded: spending.awarded.pounds,
          planned: spending.planned?.pounds ?? null,
          planned_to_date: spending.plannedToDate?.pounds ?? null,
          spent: spending.spent?.pounds ?? null,
          spent_to: spending.spentTo,
          variance: spending.variance?.pounds ?? null,
          variance_percent: spending.variancePercent,
          outturn: spending.outturn?.pounds ?? null,
          underspend: spending.underspend?.pounds ?? null,
          underspend_percent: spending.underspendPercent,
          is_underspent: spending.isUnderspent,
          missing_returns: spending.missingReturns,
        })),
      ),
  },
  "spend-promise-movement": {
    list: (data) => data.plans,
    rows: ({ partnership, title, period, priorities }) =>
      priorities.nodes.map(({ id, number, title: priority, funding }: Data) => ({
        partnership_id: partnership.id,
        partnership: partnership.name,
        pcc_area: partnership.pccArea.name,
        plan: title,
        period: period.label,
        priority_id: id,
        number,
        priority,
        partnership_awarded: partnership.funding.awarded?.pounds ?? null,
        partnership_unattributed: partnership.funding.unattributed?.pounds ?? null,
        allocated: funding.allocated?.pounds ?? null,
        paid: funding.paid?.pounds ?? null,
        spent: funding.spent?.pounds ?? null,
        remaining: funding.remaining?.pounds ?? null,
        unattributed_spent: funding.unattributedSpent?.pounds ?? null,
        shared: funding.shared?.pounds ?? null,
        shared_spent: funding.sharedSpent?.pounds ?? null,
        up_to_date_at: funding.upToDateAt,
      })),
  },
  "late-returns": {
    list: (data) => data.pccArea?.partnerships,
    rows: (partnership, data) =>
      partnership.returnExpectations.nodes.map((expectation: Data) => ({
        pcc_area: data.pccArea.name,
        partnership_id: partnership.id,
        partnership: partnership.name,
        return_expectation_id: expectation.id,
        award_id: expectation.award.id,
        kind: expectation.kind,
        period: expectation.period.label,
        due_on: expectation.dueOn,
        status: expectation.status,
        received_on: expectation.receivedOn,
      })),
  },
  "actions-side-by-side": {
    list: (data) => data.actions,
    rows: (action) =>
      (action.progress.nodes.length ? action.progress.nodes : [null]).map((report: Data) => ({
        partnership_id: action.plan.partnership.id,
        partnership: action.plan.partnership.name,
        plan: action.plan.title,
        period: action.plan.period.label,
        priority: action.priority.title,
        action_id: action.id,
        number: action.number,
        action: action.title,
        outcome: action.outcome,
        progress_id: report?.id ?? null,
        project: report?.project?.description ?? null,
        target: report?.project?.target ?? null,
        reported_for: report?.period.label ?? null,
        delivery_rag: report?.deliveryRag ?? null,
        narrative: report?.narrative ?? null,
        carry_over: report?.carryOver ?? null,
        section: action.provenance.section,
      })),
  },
};

/** Every row of the first table, in GraphQL by the question's slug: pages of five are followed by cursor. Null where there is no such thing. */
async function byGraphql(slug: string, variables: Row): Promise<Row[] | null> {
  const { list, rows } = READINGS[slug]!;
  const all: Row[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await hub.askSaved(slug, { ...variables, first: 5, after });
    expect(errors).toBeUndefined();
    const page = list(data);
    if (!page) return null;
    for (const node of page.nodes) all.push(...rows(node, data));
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

/** Of which noun an id among the parameters is. */
const NOUNS: Record<string, string> = { partnership: "partnership", other: "partnership", topic: "topic", pccArea: "pccArea", indicator: "indicator" };

/** Whether each id stands for something on the day: in GraphQL a list of what belongs to nothing is empty; a door turns down the id. */
async function allKnown(given: Record<string, string>): Promise<boolean> {
  const things = Object.keys(given).filter((name) => name in NOUNS).map((name) => `${name}: ${NOUNS[name]!}(id: "${given[name]!}"${given["asOf"] ? `, asOf: "${given["asOf"]}"` : ""}) { id }`);
  if (!things.length) return true;
  const { data } = await hub.ask(`{ ${things.join(" ")} }`);
  return Object.values(data as Row).every((thing) => thing !== null);
}

/** A drawn set of parameters; those that may be left out are left out at times. */
const day = fc.date({ min: new Date("2014-01-01"), max: new Date("2020-12-31"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const asOf = fc.option(day, { nil: undefined });
// The last of them is none.
const partnership = fc.nat(16).map((n) => `partnership-synthetic-${n}`);
const topic = fc.constantFrom("prevention", "anti-social-behaviour", "young-people", "domestic-abuse", "victims", "reoffending", "arson").map((words) => `topic-synthetic-${words}`);
const PARAMETERS: Record<string, fc.Arbitrary<Row>> = {
  "compare-plans": fc.record({ asOf }),
  "grants-data-quality": fc.record({ source: fc.constantFrom(undefined, "PUBLISHED_GRANT", "PUBLISHED_GRANT"), year: fc.option(fc.nat(4).map((n) => `${2016 + n}/${17 + n}`), { nil: undefined }), asOf: fc.option(day, { nil: undefined, freq: 2 }) }),
  "inconsistent-targets": fc.record({ asOf }),
  "indicator-revisions": fc.record({ since: fc.constantFrom("2014-01-01", "2017-06-30"), partnership: fc.option(partnership, { nil: undefined, freq: 2 }), asOf: fc.option(day, { nil: undefined, freq: 1 }) }),
  "period-mismatches": fc.record({ asOf }),
  gaps: fc.record({ partnership, reason: fc.option(fc.constantFrom("NOT_STATED", "NOT_HELD"), { nil: undefined }), asOf }),
  "recorded-crime": fc.record({
    pccArea: fc.nat(3).map((n) => `pcc-area-synthetic-${n}`),
    indicator: fc.nat(3).map((n) => `indicator-synthetic-${n}`),
    // With the figure of the year there are two values of each partnership.
    month: fc.nat(11),
    asOf: fc.option(day, { nil: undefined, freq: 2 }),
  }).map(({ month, ...others }) => {
    const [from, to] = [month, month + 1].map((n, i) => new Date(Date.UTC(2015, 3 + n, 1 - i)).toISOString().slice(0, 10));
    return { ...others, from, to };
  }),
  // The synthetic indicators are about no topic.
  "significant-change": fc.record({ pccArea: fc.option(fc.nat(3).map((n) => `pcc-area-synthetic-${n}`), { nil: undefined, freq: 4 }), partnership: fc.option(partnership, { nil: undefined, freq: 1 }), year: fc.option(fc.nat(4).map((n) => `${2015 + n}/${16 + n}`), { nil: undefined }), confidence: fc.option(fc.constantFrom("P95", "P99_8"), { nil: undefined }), asOf: fc.option(day, { nil: undefined, freq: 2 }) }),
  "grants-register": fc.record({ partnership: fc.option(partnership, { nil: undefined, freq: 2 }), year: fc.option(fc.nat(4).map((n) => `${2015 + n}/${16 + n}`), { nil: undefined }), asOf }),
  "publication-gaps": fc.record({ partnership: fc.option(partnership, { nil: undefined, freq: 2 }), year: fc.option(fc.nat(4).map((n) => `${2015 + n}/${16 + n}`), { nil: undefined }), asOf }),
  "stated-sums": fc.record({ partnership: fc.option(partnership, { nil: undefined, freq: 2 }), year: fc.option(fc.nat(4).map((n) => `${2015 + n}/${16 + n}`), { nil: undefined }), asOf }),
  coverage: fc.record({ pccArea: fc.nat(3).map((n) => `pcc-area-synthetic-${n}`), asOf }),
  "spend-against-profile": fc.record({ pccArea: fc.nat(3).map((n) => `pcc-area-synthetic-${n}`), year: fc.nat(2).map((n) => `${2015 + n}/${16 + n}`), asOf }),
  "spend-promise-movement": fc.record({ pccArea: fc.option(fc.nat(3).map((n) => `pcc-area-synthetic-${n}`), { nil: undefined, freq: 2 }), partnership: fc.option(partnership, { nil: undefined, freq: 1 }), year: fc.nat(2).map((n) => `${2015 + n}/${16 + n}`), asOf }),
  "late-returns": fc.record({ pccArea: fc.nat(3).map((n) => `pcc-area-synthetic-${n}`), from: fc.nat(7).map((q) => new Date(Date.UTC(2015, 3 + 3 * q, 1)).toISOString().slice(0, 10)), to: fc.constantFrom("2016-03-31", "2017-03-31", "2017-06-30"), asOf: fc.option(day, { nil: undefined, freq: 2 }) }).filter(({ from, to }) => from < to),
  "actions-side-by-side": fc.record({ partnership, other: partnership, topic, asOf }),
};

test.each(Object.keys(READINGS))("%s has the same rows in GraphQL, JSON and CSV", async (slug) => {
  let rowsSeen = 0;
  let pagesSeen = 0;
  for (const drawn of fc.sample(PARAMETERS[slug]!, { seed: SEED, numRuns: SETS })) {
    const given = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)) as Record<string, string>;
    const parameters = new URLSearchParams(given).toString();
    const rows = await byGraphql(slug, given);
    const [json, csv] = [await hub.read(`/q/${slug}.json?${parameters}`), await hub.read(`/q/${slug}.csv?${parameters}`)];
    if (!rows || !(await allKnown(given))) {
      expect([json.status, csv.status]).toEqual([404, 404]);
      continue;
    }
    const shown = JSON.parse(json.text) as { columns: { name: string; kind: string }[]; rows: Row[] };
    const numbers = new Set(shown.columns.filter(({ kind }) => kind === "number").map(({ name }) => name));
    const numbered = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, numbers.has(name) && value !== null ? Number(value) : value])));
    expect(shown.rows).toEqual(numbered);
    const cells = parse(csv.text, { bom: true, columns: true, record_delimiter: "\r\n" }) as unknown as Row[];
    expect(cells).toEqual(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? "" : String(value as string | number)]))));
    rowsSeen += rows.length;
    pagesSeen += rows.length > 7 ? 1 : 0;
  }
  expect(rowsSeen).toBeGreaterThan(["period-mismatches", "recorded-crime", "spend-against-profile"].includes(slug) ? 50 : 300);
  // Few targets are at odds with themselves, and an area has few partnerships: these are pages of their own.
  if (!["inconsistent-targets", "recorded-crime", "spend-against-profile"].includes(slug)) expect(pagesSeen).toBeGreaterThan(10);
});
