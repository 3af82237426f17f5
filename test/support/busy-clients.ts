/** Clients that write all the time, ask again under the same key until they are answered, and remember what they were told. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { addDays } from "../../kernel/values/day.js";
import type { Caller, Callers, SentAnswer } from "./callers.js";
import { grantOfficer, member, steward } from "./people.js";
import { until } from "./processes.js";

const RECORD_AWARD = `mutation($input: AwardInput!, $expectedVersion: Int!, $key: ID!) {
  recordAward(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) {
    id version awarded { pence } annualAmounts { year amount { pence } } purpose visibility knownFrom knownTo partnership { id }
  }
}`;
const RECORD_PROGRESS = `mutation($input: ProgressInput!, $expectedVersion: Int!, $key: ID!) {
  recordProgress(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) {
    id version narrative deliveryRag visibility knownFrom knownTo period { from to } action { id }
  }
}`;
const IMPORT_AWARDS = `mutation($csv: String!, $key: ID!) {
  importGrantsFile(file: AWARDS, csv: $csv, idempotencyKey: $key) { read written unchanged refused problems { line column code } }
}`;

/** What a verb on money answers of what it wrote, version by version: nothing that later acts could change. */
const MONEY = {
  allocate: ["AllocationInput", "id version amount { pence }"],
  draftClaim: ["ClaimInput", "id version state amount { pence }"],
  submitClaim: ["SubmissionInput", "id version state amount { pence }"],
  decideClaim: ["DecisionInput", "id version state amount { pence }"],
  payClaim: ["ClaimPaymentInput", "id version state amount { pence }"],
  recordPayment: ["AwardMoneyInput", "id version kind from to amount { pence }"],
  passOn: ["AllocationMoneyInput", "id version kind from to amount { pence }"],
  correctEntry: ["CorrectionInput", "id version kind from to amount { pence }"],
} as const;

/** A verb on money. */
export type MoneyVerb = keyof typeof MONEY;

/** Verbs on money, and how many rows each of them writes. */
export const ROWS_OF_MONEY_VERBS: Readonly<Record<MoneyVerb, number>> = { allocate: 1, draftClaim: 1, submitClaim: 1, decideClaim: 1, payClaim: 2, recordPayment: 1, passOn: 1, correctEntry: 1 };

/** After a restart everybody is served again within this time. */
const ANSWERED_WITHIN_MS = 60_000;

/** Refusals that say nothing of what became of the act: whoever gets one asks again. */
const NO_ANSWER = new Set(["SUBGRAPH_UNAVAILABLE", "SUBGRAPH_MISANSWERED", "DEADLINE_PASSED"]);

/** Something that a client did: sent until it was answered. */
export interface Act {
  verb: "recordAward" | "recordProgress" | "importGrantsFile" | MoneyVerb;
  caller: Caller;
  subject: string;
  key: string;
  query: string;
  variables: Record<string, unknown>;
  /** What an import brings: the awards by id, with their pence. */
  rows: Map<string, number>;
  /** The first answer; null as long as there is none. */
  answer: SentAnswer | null;
  /** How often it was sent and nobody answered. */
  unanswered: number;
}

/** Draws whole numbers from 0 to below `most`. */
export type Draw = (most: number) => number;

/** Numbers that a seed tells: the same for the same seed. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** Seven clients: four grant officers, two of whom move money, two members, a steward. Each writes things of its own, so that nothing it does can be refused. */
export class BusyClients {
  /** All that was done, in the order of its beginning. */
  readonly acts: Act[] = [];
  private stopped = false;
  private hurried = false;
  private givenUp = false;
  private readonly running: Promise<void>[] = [];

  /** Starts them, on a hub that has the shipped data. The same seed draws the same acts. */
  static async start(callers: Callers, address: () => string, seed: number): Promise<BusyClients> {
    const clients = new BusyClients();
    const kinds: [Viewer, (...who: [Caller, string, Draw]) => () => Act][] = [
      [grantOfficer("pcc-area-cambridgeshire"), (...who) => clients.awards(...who, "partnership-peterborough", "fund-cambridgeshire-pcc-safer-peterborough")],
      [grantOfficer("pcc-area-devon-and-cornwall"), (...who) => clients.awards(...who, "partnership-plymouth", "fund-devon-and-cornwall-pcc-plymouth")],
      [grantOfficer("pcc-area-cambridgeshire"), (...who) => clients.money(...who, "partnership-peterborough", "fund-cambridgeshire-pcc-safer-peterborough")],
      [grantOfficer("pcc-area-devon-and-cornwall"), (...who) => clients.money(...who, "partnership-plymouth", "fund-devon-and-cornwall-pcc-plymouth")],
      [member("partnership-fenland"), (...who) => clients.progress(...who, "action-fenland-2014-15-1-2-1")],
      [member("partnership-fenland"), (...who) => clients.progress(...who, "action-fenland-2014-15-1-2-2")],
      [steward("pcc-area-cambridgeshire"), (...who) => clients.imports(...who)],
    ];
    for (const [n, [viewer, acting]] of kinds.entries()) {
      const subject = `client-${n}`;
      const caller = await callers.at(address, { ...viewer, subject });
      const draw = drawFrom(seed + n);
      const working = clients.work(acting(caller, subject, draw), draw);
      working.catch(() => {}); // whoever stops them is told
      clients.running.push(working);
    }
    return clients;
  }

  /** Has them write one thing after the other from here on; answers when each has been answered once more. */
  async hurry(): Promise<void> {
    this.hurried = true;
    const begun = this.acts.length;
    const subjects = new Set(this.acts.map(({ subject }) => subject));
    await until(() => [...subjects].every((subject) => this.acts.some((act, n) => n >= begun && act.subject === subject && act.answer)), "A client was not answered", ANSWERED_WITHIN_MS);
  }

  /** Has them take their time from here on: nobody is killed just now, and the machine has other things to do. */
  rest(): void {
    this.hurried = false;
  }

  /** Lets each finish what it began: afterwards everything is answered. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
  }

  /** Has them ask no more, whatever is not answered: for the end of a test that failed. */
  giveUp(): void {
    this.stopped = true;
    this.givenUp = true;
  }

  /** Asks everything again; answers what is answered otherwise than the first time. */
  async repeatAll(): Promise<{ first: string; again: string }[]> {
    const different: { first: string; again: string }[] = [];
    const left = [...this.acts];
    const asking = Array.from({ length: 4 }, async () => {
      for (let act = left.pop(); act; act = left.pop()) {
        const first = act.answer!.text;
        const again = (await this.untilAnswered(act)).text;
        if (again !== first) different.push({ first, again });
      }
    });
    await Promise.all(asking);
    return different;
  }

  private async work(next: () => Act, draw: Draw): Promise<void> {
    const own: Act[] = [];
    while (!this.stopped) {
      const act = next();
      this.acts.push(act);
      own.push(act);
      act.answer = await this.untilAnswered(act);
      for (let pauses = draw(20); pauses > 0 && !this.hurried; pauses--) await sleep(50);
      // Now and then somebody asks again what was answered long ago.
      if (draw(4) > 0) continue;
      const old = own[draw(own.length)]!;
      const again = await this.untilAnswered(old);
      if (again.text !== old.answer!.text) throw new Error(`A repeat was answered otherwise: ${old.answer!.text} and then ${again.text}`);
    }
  }

  /** New awards and changes of them. */
  private awards(caller: Caller, subject: string, draw: Draw, partnership: string, fund: string): () => Act {
    const own: Act[] = [];
    return () => {
      const before = own.length && draw(2) ? own[draw(own.length)] : undefined;
      const { id, version } = (before?.answer?.data.recordAward ?? { id: null, version: 0 }) as { id: string | null; version: number };
      const amounts = ["2014/15", "2015/16", "2016/17", "2017/18"].slice(draw(4)).map((year) => ({ year, pence: 1 + draw(1_000_000) }));
      const input = {
        award: id,
        fund,
        partnership,
        awarded: pounds(amounts.reduce((sum, { pence }) => sum + pence, 0)),
        annualAmounts: amounts.map(({ year, pence }) => ({ year, amount: pounds(pence) })),
        purpose: `Act ${this.acts.length} of ${subject}`,
        visibility: draw(2) ? "PUBLISHED" : "PARTNERSHIP",
      };
      const act = this.act("recordAward", caller, subject, RECORD_AWARD, { input, expectedVersion: version });
      if (before) own[own.indexOf(before)] = act;
      else own.push(act);
      return act;
    };
  }

  /** Claims that go all the way to their payment, and money that is paid, passed on and taken back, all of one award of its own. */
  private money(caller: Caller, subject: string, draw: Draw, partnership: string, fund: string): () => Act {
    const year = "2016/17";
    const act = (verb: MoneyVerb, input: object, expectedVersion?: number): Act => {
      const [type, shown] = MONEY[verb];
      const query =
        expectedVersion === undefined
          ? `mutation($input: ${type}!, $key: ID!) { ${verb}(input: $input, idempotencyKey: $key) { ${shown} } }`
          : `mutation($input: ${type}!, $expectedVersion: Int!, $key: ID!) { ${verb}(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { ${shown} } }`;
      return this.act(verb, caller, subject, query, { input, ...(expectedVersion === undefined ? {} : { expectedVersion }) });
    };
    const idOf = (of: Act): string => (of.answer!.data[of.verb] as { id: string }).id;
    let first: Act | undefined;
    let last: Act | undefined;
    let allocation: Act | undefined;
    let retained = 0;
    const next = (): Act => {
      if (!first) {
        const amount = "9000000.00";
        const input = { award: null, fund, partnership, awarded: amount, annualAmounts: [{ year, amount }], purpose: `Act ${this.acts.length} of ${subject}`, visibility: "PUBLISHED" };
        return (first = this.act("recordAward", caller, subject, RECORD_AWARD, { input, expectedVersion: 0 }));
      }
      const award = idOf(first);
      if (last?.verb === "draftClaim") return act("submitClaim", { claim: idOf(last) }, 1);
      if (last?.verb === "submitClaim") return act("decideClaim", { claim: idOf(last), decision: "APPROVED" }, 2);
      if (last?.verb === "decideClaim") return act("payClaim", { claim: idOf(last) }, 3);
      const pence = 1 + draw(5_000);
      // A payment that should not have been made is taken back at once, while its money is still there.
      if (last?.verb === "recordPayment" && draw(2)) {
        retained -= Number((last.answer!.data["recordPayment"] as { amount: { pence: string } }).amount.pence);
        return act("correctEntry", { entry: idOf(last), reason: `Act ${this.acts.length}` });
      }
      if (last?.verb === "payClaim") retained += Number((last.answer!.data["payClaim"] as { amount: { pence: string } }).amount.pence);
      if (!allocation) return (allocation = act("allocate", { award, year, amount: "8000000.00", purpose: "To pass on" }));
      if (retained > pence && draw(2)) {
        retained -= pence;
        return act("passOn", { allocation: idOf(allocation), amount: pounds(pence) });
      }
      if (draw(2)) return act("draftClaim", { award, amount: pounds(pence), purpose: `Act ${this.acts.length} of ${subject}` }, 0);
      retained += pence;
      return act("recordPayment", { award, amount: pounds(pence) });
    };
    return () => (last = next());
  }

  /** New reports, one for each day, and changes of them. */
  private progress(caller: Caller, subject: string, draw: Draw, action: string): () => Act {
    const own: Act[] = [];
    return () => {
      const place = own.length && draw(2) ? draw(own.length) : own.length;
      const version = (own[place]?.answer?.data.recordProgress.version ?? 0) as number;
      const day = addDays("2000-01-01", place);
      const input = { action, period: { kind: "POINT", from: day, to: day }, narrative: `Act ${this.acts.length} of ${subject}`, deliveryRag: "AMBER", visibility: "PUBLISHED" };
      return (own[place] = this.act("recordProgress", caller, subject, RECORD_PROGRESS, { input, expectedVersion: version }));
    };
  }

  /** Files of a few awards. */
  private imports(caller: Caller, subject: string, draw: Draw): () => Act {
    return () => {
      const file = this.acts.length;
      const rows = new Map(Array.from({ length: 2 + draw(40) }, (_, n) => [`award-${subject}-${file}-${n}`, 1 + draw(1_000_000)]));
      const lines = [...rows].map(([id, pence]) => `${id},fund-cambridgeshire-pcc-safer-peterborough,partnership-fenland,,${pounds(pence)},2014/15 ${pounds(pence)},,,,,`);
      const csv = ["id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from", ...lines, ""].join("\n");
      return { ...this.act("importGrantsFile", caller, subject, IMPORT_AWARDS, { csv }), rows };
    };
  }

  private act(verb: Act["verb"], caller: Caller, subject: string, query: string, said: Record<string, unknown>): Act {
    const key = `${subject}-act-${this.acts.length}`;
    return { verb, caller, subject, key, query, variables: { ...said, key }, rows: new Map(), answer: null, unanswered: 0 };
  }

  /** Sends an act until somebody answers it; a refusal is none of the answers that it can have. */
  private async untilAnswered(act: Act): Promise<SentAnswer> {
    while (!this.givenUp) {
      const answer = await act.caller.ask(act.query, act.variables).catch(() => null);
      if (answer && !answer.errors) return answer;
      if (answer && !NO_ANSWER.has(answer.errors![0]!.extensions["code"] as string)) throw new Error(`${act.verb} under ${act.key} was answered: ${answer.text}`);
      act.unanswered++;
      await sleep(50);
    }
    throw new Error(`${act.verb} under ${act.key} was given up.`);
  }
}

function pounds(pence: number): string {
  return `${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
}
