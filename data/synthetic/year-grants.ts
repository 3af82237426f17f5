/**
 * The grants of the worked year: six awards, each on another way through the life of a grant. What goes through several
 * states comes in as several files, one state after the other, so that every day of the year can be asked for.
 *
 *   award 1, North: applied for, agreed, varied, claimed, passed on, returned, reconciled and closed
 *   award 2, North: at work, with two of the four items of publication lacking and a return missing
 *   award 3, South: underspent by a fifth, and partly clawed back
 *   award 4, South: allocated beyond what it gives, with approval; published late
 *   award 5, East: suspended and terminated
 *   award 6, East: for the year after, awarded and not agreed yet
 */
import { file, type Row, type SyntheticFile } from "./file.js";
import { told, WORKED_YEAR } from "./year-plans.js";

const FUND = "fund-synthetic-year-safety";
const NEXT_YEAR = "2024/25";
const award = (n: number): string => `award-synthetic-year-${n}`;
const allocation = (name: string): string => `allocation-synthetic-year-${name}`;
const partnership = (p: number): string => `partnership-synthetic-year-${p}`;
const provider = (n: number): string => `organisation-synthetic-year-provider-${n}`;
const service = (n: number): string => `service-synthetic-year-${n}`;
const quarter = (q: number): string => `FINANCIAL_QUARTER ${WORKED_YEAR} Q${q}`;

/** Which partnership each award is for, what it gives and to whom. */
const AWARDS: readonly { n: number; p: number; year: string; pounds: string; provider: number; on: string }[] = [
  { n: 1, p: 1, year: WORKED_YEAR, pounds: "60000.01", provider: 1, on: "2023-03-20" },
  { n: 2, p: 1, year: WORKED_YEAR, pounds: "18250.75", provider: 2, on: "2023-03-20" },
  { n: 3, p: 2, year: WORKED_YEAR, pounds: "45000.00", provider: 1, on: "2023-03-21" },
  { n: 4, p: 2, year: WORKED_YEAR, pounds: "20000.00", provider: 3, on: "2023-03-21" },
  { n: 5, p: 3, year: WORKED_YEAR, pounds: "12345.67", provider: 2, on: "2023-03-22" },
  { n: 6, p: 3, year: NEXT_YEAR, pounds: "8000.00", provider: 2, on: "2024-03-25" },
];
/** What the first award gives once it is varied. */
const VARIED = "57500.01";
const SILENT = "?NOT_STATED: The synthetic register leaves it out.";

/** What goes through states: for each thing its rows in their order, as one file for all first rows, one for all second rows, and so on. */
function states(what: string, columns: string, histories: readonly (readonly Row[])[]): SyntheticFile[] {
  const longest = Math.max(...histories.map(({ length }) => length));
  return Array.from({ length: longest }, (_, step) => file(what, columns, () => histories.flatMap((rows) => rows.slice(step, step + 1))));
}

function applications(): SyntheticFile[] {
  type Step = readonly [state: string, on: string, reason?: string];
  const history = (n: number, p: number, of: number, year: string, pounds: string, steps: readonly Step[]): Row[] =>
    steps.map(([state, on, reason = ""]) => {
      const asked = [FUND, partnership(p), provider(of), "Synthetic: nobody applied.", pounds, `${year} ${pounds}`];
      return [`application-synthetic-year-${n}`, ...asked, state, on, reason, state === "AWARDED" ? award(n) : "", ...told(on)];
    });
  return states("grants/applications", "id,fund,partnership,applicant,purpose,requested,annual_amounts,state,state_on,reason,award", [
    ...AWARDS.map(({ n, p, year, pounds, provider: of, on }) => {
      const asked: Step[] = n === 6 ? [["APPLICATION", "2024-02-01"], ["ASSESSMENT", "2024-02-20"]] : [["EXPRESSION_OF_INTEREST", "2023-01-16"], ["APPLICATION", "2023-02-06"], ["ASSESSMENT", "2023-02-27"]];
      return history(n, p, of, year, pounds, [...asked, ["AWARDED", on]]);
    }),
    history(7, 2, 2, WORKED_YEAR, "31000.00", [["APPLICATION", "2023-02-06"], ["ASSESSMENT", "2023-02-27"], ["DECLINED", "2023-03-21", "Synthetic: the fund was spent."]]),
    history(8, 3, 3, WORKED_YEAR, "9999.99", [["EXPRESSION_OF_INTEREST", "2023-01-16"], ["APPLICATION", "2023-02-06"], ["WITHDRAWN", "2023-02-14"]]),
  ]);
}

function awards(): SyntheticFile[] {
  const rowOf = ({ n, p, year, pounds, provider: of, on }: (typeof AWARDS)[number]): Row =>
    [award(n), FUND, partnership(p), provider(of), pounds, `${year} ${pounds}`, n === 2 ? SILENT : "Synthetic: it pays for nothing.", ...told(on)];
  const [first, ...others] = AWARDS.map((each) => [rowOf(each)]);
  return states("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", [[...first!, rowOf({ ...AWARDS[0]!, pounds: VARIED, on: "2023-10-02" })], ...others]);
}

function agreements(): SyntheticFile[] {
  type Step = readonly [state: string, on: string, note?: string, clawback?: string];
  interface Told {
    agreed?: string;
    published?: string;
    reasons?: string;
    conditions?: "YES" | "NO";
  }
  const history = (n: number, { agreed = "", published = "", reasons = "Synthetic: no crime is reduced by it.", conditions = "YES" }: Told, steps: readonly Step[]): Row[] =>
    steps.map(([state, on, note = "", clawback = ""]) => {
      const known = (day: string): string => (day && day <= on ? day : "");
      return [`agreement-synthetic-year-${n}`, award(n), state, on, reasons, conditions, known(agreed), known(published), note, clawback, ...told(on)];
    });
  return states("grants/agreements", "id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback", [
    history(1, { agreed: "2023-04-03", published: "2023-04-28", conditions: "NO" }, [
      ["AWARDED", "2023-03-20"], ["AGREED", "2023-04-03"], ["ACTIVE", "2023-04-28"], ["VARIED", "2023-10-02", "Synthetic: less was needed."], ["ACTIVE", "2023-10-09"],
      ["FINAL_RETURN_DUE", "2024-04-01"], ["RECONCILED", "2024-05-07"], ["CLOSED", "2024-05-20"],
    ]),
    // Nobody says why it is given, nor what for.
    history(2, { agreed: "2023-04-04", reasons: SILENT, conditions: "NO" }, [["AWARDED", "2023-03-20"], ["AGREED", "2023-04-04"], ["ACTIVE", "2023-05-02"]]),
    history(3, { agreed: "2023-04-05", published: "2023-05-12" }, [
      ["AWARDED", "2023-03-21"], ["AGREED", "2023-04-05"], ["ACTIVE", "2023-05-15"], ["FINAL_RETURN_DUE", "2024-04-01"], ["RECONCILED", "2024-05-08"], ["CLAWBACK", "2024-05-13", "Synthetic: a fifth was not spent.", "9000.00"],
    ]),
    history(4, { agreed: "2023-04-14", published: "2023-08-03", conditions: "NO" }, [["AWARDED", "2023-03-21"], ["AGREED", "2023-04-14"], ["ACTIVE", "2023-05-02"], ["ACTIVE", "2023-08-03"]]),
    history(5, { agreed: "2023-04-06", published: "2023-05-26" }, [
      ["AWARDED", "2023-03-22"], ["AGREED", "2023-04-06"], ["ACTIVE", "2023-05-30"], ["SUSPENDED", "2023-10-16", "Synthetic: a service that nobody ran."], ["TERMINATED", "2024-01-15", "Synthetic: it was not resumed."],
    ]),
    history(6, {}, [["AWARDED", "2024-03-25"]]),
  ]);
}

function conditions(): SyntheticFile[] {
  interface Settled {
    on: string;
    evidence?: string;
    waived?: string;
  }
  const history = (n: number, number: number, agreed: string, text: string, due = "", settled?: Settled): Row[] => {
    const row = (met: string, waived: string, evidence: string, reason: string, day: string): Row =>
      [`condition-synthetic-year-${n}-${number}`, award(n), number, `Synthetic: ${text}`, due, evidence, met, waived, reason, ...told(day)];
    const { on = "", evidence = "", waived = "" } = settled ?? {};
    return [row("", "", "", "", agreed), ...(settled ? [row(waived ? "" : on, waived ? on : "", evidence, waived, on)] : [])];
  };
  return states("grants/conditions", "id,award,number,text,due_on,evidence,met_on,waived_on,reason", [
    history(1, 1, "2023-04-03", "report after the summer.", "2023-10-31", { on: "2023-10-20", evidence: "Synthetic report" }),
    history(2, 1, "2023-04-04", "name what is measured.", "2023-09-30"),
    history(4, 1, "2023-04-14", "tell of whatever changes."),
    history(4, 2, "2023-04-14", "find a second funder.", "2023-12-31", { on: "2023-11-30", waived: "Synthetic: nobody was to be found." }),
  ]);
}

function commissioned(): SyntheticFile[] {
  const day = told("2023-04-03");
  return [
    file("grants/commissioning-plans", "id,partnership,title,made,made_by,evidence,channel,channelled_through,award,purpose", () => [
      ["commissioning-plan-synthetic-year", partnership(1), "Synthetic commissioning plan of the worked year", `FINANCIAL_YEAR ${WORKED_YEAR}`, "organisation-synthetic-year-office", "Synthetic evidence", "", "", award(1), "Synthetic: nobody commissions it.", ...day],
    ]),
    file("grants/services", "id,name,partnership,commissioning_plan,purpose,need,provider,commissioners,scope,status,start,start_as_printed,fund,award", () =>
      [{ p: 1, n: 1 }, { p: 2, n: 4 }, { p: 3, n: 5 }].map(({ p, n }): Row =>
        [service(p), `Synthetic service ${p} of the worked year`, partnership(p), p === 1 ? "commissioning-plan-synthetic-year" : "", "Synthetic: it serves nobody.", "Synthetic need", provider(p), "organisation-synthetic-year-office", "LOCAL", "COMMISSIONED", `FINANCIAL_YEAR ${WORKED_YEAR}`, "", FUND, award(n), ...day])),
    file("grants/service-outcomes", "id,service,number,outcome,measure,indicator", () => [["service-outcome-synthetic-year", service(1), 1, "Synthetic outcome 1", "Synthetic measure 1", "", ...day]]),
    file("grants/service-fundings", "id,service,year,total,shares", () => [
      ["service-funding-synthetic-year-1", service(1), WORKED_YEAR, "66666.67", `${FUND} 60.00; fund-synthetic-year-council 40.00`, ...day],
      ["service-funding-synthetic-year-2", service(2), WORKED_YEAR, "21500.00", `${FUND} 100.00`, ...day],
    ]),
  ];
}

function allocated(): SyntheticFile[] {
  const row = (name: string, n: number, pounds: string, of: string, to: string, parent: string, level: string, ids: string): Row =>
    [allocation(name), award(n), WORKED_YEAR, pounds, of, to, parent && allocation(parent), "Synthetic: it pays for nothing.", level, ids, ...told(parent ? "2023-06-01" : "2023-05-15")];
  return [
    file("grants/over-allocations", "id,award,year,excess,reason,approved_on", () => [["over-allocation-synthetic-year-4", award(4), WORKED_YEAR, "1500.00", "Synthetic: some of it is never spent.", "2023-05-12", ...told("2023-05-12")]]),
    file("grants/allocations", "id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to", () => [
      row("1-a", 1, "40000.01", service(1), provider(1), "", "ACTION", "action-synthetic-year-1-1 33.33; action-synthetic-year-1-2 66.67"),
      row("1-b", 1, "17500.00", "", provider(2), "", "OUTCOME", "outcome-synthetic-year-1-1; outcome-synthetic-year-1-2"),
      row("1-a-1", 1, "15000.00", "", provider(2), "1-a", "ACTION", "action-synthetic-year-1-1"),
      row("1-a-2", 1, "10000.00", "", provider(3), "1-a", "ACTION", "action-synthetic-year-1-2"),
      row("2-a", 2, "10000.00", "", provider(2), "", "UNATTRIBUTED", ""),
      row("3-a", 3, "30000.00", "", provider(1), "", "OBJECTIVE", "pcc-objective-synthetic-year"),
      row("3-b", 3, "15000.00", "", provider(3), "", "PLEDGE", "pledge-synthetic-year"),
      row("4-a", 4, "12000.00", service(2), provider(3), "", "ACTION", "action-synthetic-year-2-1"),
      row("4-b", 4, "9500.00", service(2), provider(2), "", "OUTCOME", "outcome-synthetic-year-2-2"),
      row("5-a", 5, "12345.67", service(3), provider(2), "", "UNATTRIBUTED", ""),
    ]),
  ];
}

/** What each award is planned to spend by quarter. */
const PROFILES: readonly (readonly [n: number, ...quarters: string[]])[] = [
  [1, "15000.01", "15000.00", "15000.00", "12500.00"],
  [2, "4562.75", "4562.00", "4563.00", "4563.00"],
  [3, "11250.00", "11250.00", "11250.00", "11250.00"],
  [4, "5000.00", "5000.00", "5000.00", "5000.00"],
  [5, "3086.67", "3086.00", "3086.00", "3087.00"],
];

function returned(): SyntheticFile[] {
  const DUE = ["2023-07-30", "2023-10-30", "2024-01-30", "2024-04-30"];
  const spent = (n: number, q: number, pounds: string, forecast: string, on: string, reason = "", of = ""): Row =>
    [`spend-return-synthetic-year-${of || n}-${q}`, award(n), of && allocation(of), quarter(q), pounds, forecast, reason, on, q === 4 ? "YES" : "NO", ...told(on)];
  return [
    file("grants/profile-lines", "id,award,allocation,period,planned", () =>
      PROFILES.flatMap(([n, ...quarters]) => quarters.map((pounds, i): Row => [`profile-line-synthetic-year-${n}-${i + 1}`, award(n), "", quarter(i + 1), pounds, ...told("2023-05-15")]))),
    file("grants/return-expectations", "id,award,allocation,kind,period,due_on", () =>
      PROFILES.flatMap(([n]): Row[] => [
        ...DUE.map((due, i): Row => [`return-expectation-synthetic-year-${n}-${i + 1}`, award(n), "", "SPEND", quarter(i + 1), due, ...told("2023-05-15")]),
        [`return-expectation-synthetic-year-${n}-final`, award(n), "", "FINAL", `FINANCIAL_YEAR ${WORKED_YEAR}`, "2024-05-31", ...told("2023-05-15")],
      ])),
    file("grants/spend-returns", "id,award,allocation,period,spend,forecast,variance_reason,received_on,final", () => [
      spent(1, 1, "15000.01", "45000.00", "2023-07-20"),
      spent(1, 2, "14000.00", "28500.00", "2023-11-08", "Synthetic: a post was not filled."),
      spent(1, 3, "16000.00", "12500.00", "2024-01-24"),
      spent(1, 4, "12500.00", "", "2024-04-25"),
      // One who was granted onward tells of its part as well.
      spent(1, 3, "4000.00", "11000.00", "2024-01-22", "", "1-a-1"),
      spent(1, 4, "7000.00", "", "2024-04-22", "", "1-a-1"),
      // Of the second quarter nothing came.
      spent(2, 1, "4562.75", "13688.00", "2023-07-28"),
      spent(2, 3, "9125.00", "4563.00", "2024-02-19"),
      spent(3, 1, "9000.00", "36000.00", "2023-07-27"),
      spent(3, 2, "9000.00", "24000.00", "2023-10-30"),
      spent(3, 3, "9000.00", "10000.00", "2024-01-30", "Synthetic: nobody came."),
      spent(3, 4, "9000.00", "", "2024-05-03", "Synthetic: nobody came."),
      spent(4, 1, "5000.00", "15000.00", "2023-07-14"),
      spent(4, 2, "5100.00", "9900.00", "2023-10-13"),
      spent(4, 3, "4900.00", "5000.00", "2024-01-12"),
      spent(4, 4, "5000.00", "", "2024-04-12"),
      spent(5, 1, "2500.00", "", "2023-07-30", "Synthetic: it began late."),
    ]),
  ];
}

function claims(): SyntheticFile[] {
  type Step = readonly [state: string, on: string, reason?: string];
  const history = (name: string, n: number, of: string, q: number, pounds: string, steps: readonly Step[]): Row[] =>
    steps.map(([state, on, reason = ""]) => [`claim-synthetic-year-${name}`, award(n), of && allocation(of), quarter(q), pounds, state, on, reason, "Synthetic: nobody claims it.", ...told(on)]);
  // What is paid comes in with the day of its payment: a claim goes to PAID with its entry and not without.
  return states("grants/claims", "id,award,allocation,period,amount,state,on,reason,purpose", [
    history("1-1", 1, "", 1, "20000.01", [["PAID", "2023-07-20"]]),
    history("1-2", 1, "", 2, "22500.00", [["PAID", "2023-10-20"]]),
    history("1-3", 1, "", 3, "15000.00", [["PAID", "2024-01-22"]]),
    history("1-4", 1, "1-b", 4, "600.00", [["SUBMITTED", "2024-04-05"], ["REJECTED", "2024-04-12", "Synthetic: nothing is left."]]),
    history("2-1", 2, "2-a", 3, "3000.00", [["DRAFT", "2024-01-10"], ["SUBMITTED", "2024-01-15"]]),
    history("2-2", 2, "", 4, "500.00", [["DRAFT", "2024-03-18"]]),
    history("3-1", 3, "", 2, "25000.00", [["PAID", "2023-11-02"]]),
    history("4-1", 4, "4-a", 4, "4000.00", [["SUBMITTED", "2024-03-04"], ["APPROVED", "2024-03-11"]]),
    history("4-2", 4, "4-b", 4, "2000.00", [["SUBMITTED", "2024-03-05"], ["QUERIED", "2024-03-12", "Synthetic: of what?"]]),
  ]);
}

function ledger(): SyntheticFile {
  const entry = (name: string, n: number, kind: string, from: string, to: string, pounds: string, on: string, more: { claim?: string; corrects?: string; note?: string } = {}): Row => [
    `ledger-entry-synthetic-year-${name}`, award(n), kind, from, to, pounds, on,
    more.claim ? `claim-synthetic-year-${more.claim}` : "", more.corrects ? `ledger-entry-synthetic-year-${more.corrects}` : "", more.note ?? "", ...told(on),
  ];
  const paid = (name: string, n: number, pounds: string, on: string, claim?: string): Row => entry(name, n, "PAYMENT", FUND, award(n), pounds, on, claim ? { claim } : {});
  const passed = (name: string, n: number, to: string, pounds: string, on: string, from = award(n)): Row => entry(name, n, "PASS_ON", from, allocation(to), pounds, on);
  return file("grants/ledger-entries", "id,award,kind,from,to,amount,on,claim,corrects,note", () => [
    paid("1-1", 1, "20000.01", "2023-07-20", "1-1"),
    // Two digits changed places; the entry stands, and another takes it back.
    passed("1-2", 1, "1-a", "10200.01", "2023-07-24"),
    entry("1-3", 1, "CORRECTION", allocation("1-a"), award(1), "10200.01", "2023-07-25", { corrects: "1-2", note: "Synthetic: two digits changed places." }),
    passed("1-4", 1, "1-a", "12000.01", "2023-07-25"),
    passed("1-5", 1, "1-b", "8000.00", "2023-07-25"),
    paid("1-6", 1, "22500.00", "2023-10-20", "1-2"),
    passed("1-7", 1, "1-a", "18000.00", "2023-10-24"),
    passed("1-8", 1, "1-b", "4500.00", "2023-10-24"),
    passed("1-9", 1, "1-a-1", "15000.00", "2023-10-27", allocation("1-a")),
    paid("1-10", 1, "15000.00", "2024-01-22", "1-3"),
    passed("1-11", 1, "1-a", "10000.00", "2024-01-25"),
    passed("1-12", 1, "1-b", "5000.00", "2024-01-25"),
    passed("1-13", 1, "1-a-2", "10000.00", "2024-01-29", allocation("1-a")),
    entry("1-14", 1, "REFUND", allocation("1-a-2"), allocation("1-a"), "400.00", "2024-04-22", { note: "Synthetic: not needed." }),
    paid("2-1", 2, "5000.00", "2023-06-12"),
    passed("2-2", 2, "2-a", "5000.00", "2023-06-15"),
    paid("3-1", 3, "20000.00", "2023-06-12"),
    paid("3-2", 3, "25000.00", "2023-11-02", "3-1"),
    passed("3-3", 3, "3-a", "30000.00", "2023-11-06"),
    passed("3-4", 3, "3-b", "15000.00", "2023-11-06"),
    entry("3-5", 3, "REFUND", allocation("3-a"), award(3), "6000.00", "2024-05-17"),
    entry("3-6", 3, "CLAWBACK", award(3), FUND, "6000.00", "2024-05-20"),
    paid("4-1", 4, "10000.00", "2023-06-12"),
    passed("4-2", 4, "4-a", "6000.00", "2023-06-15"),
    paid("5-1", 5, "3000.00", "2023-06-12"),
  ]);
}

/** The files in the order in which they load. */
export function yearGrantsFiles(): SyntheticFile[] {
  return [
    file("grants/funds", "id,name,funder,purpose", () => [
      [FUND, "Synthetic safety fund of the worked year", "organisation-synthetic-year-office", "Synthetic: it is empty.", ...told("2023-01-10")],
      ["fund-synthetic-year-council", "Synthetic council fund of the worked year", "organisation-synthetic-year-council", "Synthetic: it is empty.", ...told("2023-01-10")],
    ]),
    ...awards(),
    ...applications(),
    ...agreements(),
    ...conditions(),
    file("grants/variations", "id,award,number,reason,varied_on,before_amounts,after_amounts", () => [
      ["variation-synthetic-year-1", award(1), 1, "Synthetic: less was needed.", "2023-10-02", `${WORKED_YEAR} ${AWARDS[0]!.pounds}`, `${WORKED_YEAR} ${VARIED}`, ...told("2023-10-02")],
    ]),
    ...commissioned(),
    ...allocated(),
    ...returned(),
    ...claims(),
    ledger(),
  ];
}
