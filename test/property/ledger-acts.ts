/** Acts on the ledger drawn by chance: each is judged by the model, done through the hub's own doors, and must come out as the model said. */
import { randomUUID } from "node:crypto";
import type { Viewer } from "../../kernel/authority/viewer.js";
import type { Draw } from "../support/busy-clients.js";
import type { HubAnswer, TestHub } from "../support/hub.js";
import { mutationOf, type Verb } from "../support/ledger-verbs.js";
import { administrator, grantOfficer, member } from "../support/people.js";
import { LedgerModel, type ModelAward, type ModelClaim, type ModelEntry, type Refusals } from "./ledger-model.js";

const FUND = "fund-cambridgeshire-pcc-safer-peterborough";
const YEARS = ["2016/17", "2017/18"];
/** One that no award gives anything for. */
const OUTSIDE = "2018/19";
const AGREED_ON = "2024-06-01";
const OFFICER = grantOfficer("pcc-area-cambridgeshire");
const CHIEF = administrator("pcc-area-cambridgeshire");
const MEMBER = member("partnership-peterborough");

const pounds = (pence: bigint): string => `${pence / 100n}.${String(pence % 100n).padStart(2, "0")}`;

/** One run: a few awards, and what is done with them. */
export class LedgerRun {
  readonly model = new LedgerModel();
  /** How many acts of each verb were taken, and how many were refused. */
  readonly taken = new Map<string, number>();
  readonly refused = new Map<string, number>();

  constructor(
    private readonly hub: TestHub,
    private readonly draw: Draw,
  ) {}

  /** Makes the awards. */
  async begin(): Promise<void> {
    for (let n = 0; n < 2; n++) {
      const years = new Map(YEARS.map((year) => [year, BigInt(this.draw(100_000) + 1)]));
      const written = await this.do(OFFICER, "recordAward", this.awardInput(null, years), 0, new Set());
      const award: ModelAward = { id: written!.id, version: 1, years, excess: new Map(), agreedOn: null, returns: new Map() };
      this.model.awards.push(award);
      // The second is at work under an agreement.
      if (n) await this.agree(award);
    }
  }

  private async agree(award: ModelAward): Promise<void> {
    const report = await this.hub.importCsv(
      "grants/agreements",
      `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,document,section,as_printed,known_from\nagreement-of-${award.id},${award.id},ACTIVE,${AGREED_ON},,,${AGREED_ON},,,,,,,\n`,
    );
    if (report.problems.length) throw new Error(JSON.stringify(report.problems));
    award.agreedOn = AGREED_ON;
  }

  /** One act, whatever chance wills. */
  async act(): Promise<void> {
    const { model } = this;
    const award = this.one(model.awards)!;
    switch (this.draw(17)) {
      case 0:
      case 1:
        return this.allocate(award);
      case 2:
        return this.changeAllocation();
      case 3:
        return this.approveExcess(award);
      case 4:
        return this.vary(award);
      case 5:
      case 6:
        return this.draft(award);
      case 7:
      case 8:
        return this.step(this.draw(4) ? "SUBMITTED" : "QUERIED");
      case 9:
        return this.step(this.draw(5) ? "APPROVED" : "REJECTED");
      case 10:
        return this.step("PAID");
      case 11: {
        const pence = this.about(model.awarded(award) - model.paid(award) - model.claimed(award, "APPROVED"), 4);
        const on = this.day();
        return this.move(OFFICER, "recordPayment", { award: award.id, amount: pounds(pence), ...(on ? { on } : {}) }, model.mayPay(award, pence, on), { award, kind: "PAYMENT", from: "fund", to: award.id, pence });
      }
      case 12:
      case 13: {
        const allocation = this.one(model.allocations);
        if (!allocation) return this.allocate(award);
        const above = model.above(allocation);
        const pence = this.about(least(model.at(above), allocation.pence - model.passedInto(allocation)), 2);
        const on = this.day();
        return this.move(OFFICER, "passOn", { allocation: allocation.id, amount: pounds(pence), ...(on ? { on } : {}) }, model.mayPassOn(allocation, pence, on), { award: allocation.award, kind: "PASS_ON", from: above, to: allocation.id, pence });
      }
      case 14: {
        // Mostly from where there is something, so that some of it comes back.
        const held = model.allocations.filter(({ id }) => model.at(id) > 0n);
        const allocation = this.one(held.length && this.draw(3) ? held : model.allocations);
        if (!allocation || !this.draw(3)) {
          const from = this.draw(4) ? model.awards.find(({ agreedOn }) => agreedOn === null)! : award;
          const pence = this.about(model.at(from.id), 3);
          return this.move(OFFICER, "clawBack", { award: from.id, amount: pounds(pence) }, model.mayClawBack(from, pence), { award: from, kind: "CLAWBACK", from: from.id, to: "fund", pence });
        }
        const pence = this.about(model.at(allocation.id), 2);
        return this.move(OFFICER, "refund", { allocation: allocation.id, amount: pounds(pence) }, model.mayLeave(allocation.id, pence), { award: allocation.award, kind: "REFUND", from: allocation.id, to: model.above(allocation), pence });
      }
      case 15:
        if (this.draw(4)) return this.tell(award);
        await this.do(OFFICER, "recordAward", this.awardInput(null, new Map(YEARS.map((year) => [year, 0n]))), 0, new Set(["AMOUNT_IS_ZERO"]));
        return;
      default: {
        // At times one that paid a claim, so that some are paid again.
        const paying = model.entries.filter(({ claim }) => claim);
        const entry = this.one(paying.length && !this.draw(3) ? paying : model.entries);
        if (!entry) return this.draft(award);
        const { award: of, from, to, pence } = entry;
        return this.move(OFFICER, "correctEntry", { entry: entry.id, reason: "By chance" }, model.mayCorrect(entry), { award: of, kind: "CORRECTION", from: to, to: from, pence, corrects: entry });
      }
    }
  }

  /** The balances that the hub shows, beside those of the model: what differs. */
  async differences(): Promise<unknown[]> {
    const { model } = this;
    const awardFields = ["paidIn", "passedOn", "refunded", "clawedBack", "retained", "claimed", "approved", "due", "available"];
    const allocationFields = ["received", "passedOn", "refunded", "givenBack", "retained", "claimed", "approved", "due"];
    const asked = (fields: string[]): string => `balance { ${fields.map((each) => `${each} { pence }`).join(" ")} }`;
    const ids = model.awards.map(({ id }) => JSON.stringify(id)).join(", ");
    const answer = await this.ask(
      OFFICER,
      `{ ${model.awards.map(({ id }, i) => `a${String(i)}: award(id: "${id}") { id allocationYears { year amount { pence } allocated { pence } approvedExcess { pence } } ${asked(awardFields)} }`).join(" ")}
         allocations(first: 1000, where: { award: [${ids}] }) { nodes { id amount { pence } ${asked(allocationFields)} } } }`,
    );
    if (answer.errors) return answer.errors;
    const found: unknown[] = [];
    const compare = (id: string, shown: Record<string, { pence: string }> | null, meant: Record<string, bigint> | null): void => {
      const shownPence = shown && Object.fromEntries(Object.entries(shown).map(([name, { pence }]) => [name, pence]));
      const meantPence = meant && Object.fromEntries(Object.entries(meant).map(([name, pence]) => [name, pence.toString()]));
      if (JSON.stringify(shownPence) !== JSON.stringify(meantPence)) found.push({ id, shown: shownPence, meant: meantPence });
    };
    model.awards.forEach((award, i) => {
      const shown = answer.data[`a${String(i)}`];
      compare(award.id, shown.balance, model.balanceOf(award));
      for (const { year, amount, allocated, approvedExcess } of shown.allocationYears) {
        const is = [amount.pence, allocated?.pence ?? "0", approvedExcess?.pence ?? "0"];
        const meant = [award.years.get(year), model.allocated(award, year), award.excess.get(year)?.pence ?? 0n].map(String);
        if (is.join() !== meant.join()) found.push({ award: award.id, year, is, meant });
      }
    });
    const nodes = new Map((answer.data.allocations.nodes as { id: string; amount: { pence: string }; balance: Record<string, { pence: string }> | null }[]).map((node) => [node.id, node]));
    if (nodes.size !== model.allocations.length) found.push({ allocations: nodes.size, meant: model.allocations.length });
    for (const allocation of model.allocations) {
      const node = nodes.get(allocation.id);
      if (node?.amount.pence !== allocation.pence.toString()) found.push({ id: allocation.id, amount: node?.amount.pence, meant: allocation.pence.toString() });
      else compare(allocation.id, node.balance, model.balanceIn(allocation));
    }
    return found;
  }

  private async allocate(award: ModelAward): Promise<void> {
    const { model } = this;
    const parent = this.draw(3) ? null : (this.one(model.allocations) ?? null);
    const year = parent && this.draw(6) ? parent.year : this.year();
    const of = parent && this.draw(6) ? parent.award : award;
    const pence = this.about(parent ? parent.pence - model.under(parent) : model.limit(of, year) - model.allocated(of, year), 4);
    const input = { award: of.id, year, amount: pounds(pence), ...(parent ? { parent: parent.id } : {}), ...(this.draw(3) ? {} : this.attribution()) };
    const written = await this.do(OFFICER, "allocate", input, 0, model.mayAllocate(of, year, parent, pence));
    if (written) model.allocations.push({ id: written.id, award: of, year, parent, pence, version: 1 });
  }

  private attribution(): object {
    const shares = [this.draw(9_999) + 1];
    return { attributedTo: { level: "ACTION", things: [{ id: "action-a", share: pounds(BigInt(shares[0]!)) }, { id: "action-b", share: pounds(BigInt(10_000 - shares[0]!)) }].filter(({ share }) => share !== "0.00") } };
  }

  private async changeAllocation(): Promise<void> {
    const { model } = this;
    const allocation = this.one(model.allocations);
    if (!allocation) return this.allocate(this.one(model.awards)!);
    const { award, year, parent } = allocation;
    const room = allocation.pence + (parent ? parent.pence - model.under(parent) : model.limit(award, year) - model.allocated(award, year));
    const pence = this.about(this.draw(2) ? room : greatest(model.under(allocation), model.passedInto(allocation)), 1, 0n);
    const expected = this.expected(allocation.version);
    const written = await this.do(OFFICER, "changeAllocation", { allocation: allocation.id, amount: pounds(pence) }, expected, expected === allocation.version ? model.mayChange(allocation, pence) : MOVED);
    if (!written) return;
    if (allocation.pence !== pence) allocation.version++;
    allocation.pence = pence;
    if (written.version !== allocation.version) throw new Error(`${allocation.id} is at ${String(written.version)}, not ${String(allocation.version)}`);
  }

  private async approveExcess(award: ModelAward): Promise<void> {
    const { model } = this;
    const year = this.year();
    const former = award.excess.get(year);
    const pence = this.about(this.draw(2) ? model.allocated(award, year) - (award.years.get(year) ?? 0n) : BigInt(this.draw(50_000)), 1, 0n);
    const expected = this.expected(former?.version ?? 0);
    const input = { award: award.id, year, excess: pounds(pence), reason: `Reason ${randomUUID()}` };
    const written = await this.do(CHIEF, "approveOverAllocation", input, expected, expected === (former?.version ?? 0) ? model.mayApproveExcess(award, year, pence) : MOVED);
    if (written) award.excess.set(year, { pence, version: expected + 1 });
  }

  private async vary(award: ModelAward): Promise<void> {
    const { model } = this;
    const nothing = !this.draw(8);
    const years = new Map(YEARS.map((year) => [year, nothing ? 0n : this.about(this.draw(2) ? (award.years.get(year) ?? 0n) : model.allocated(award, year) + BigInt(this.draw(40_000)), 1, 0n)]));
    if (YEARS.every((year) => years.get(year) === award.years.get(year))) return;
    const expected = this.expected(award.version);
    const written = await this.do(OFFICER, "recordAward", this.awardInput(award.id, years), expected, expected === award.version ? model.mayVary(award, years) : MOVED);
    if (!written) return;
    award.years = years;
    award.version++;
  }

  private async draft(award: ModelAward): Promise<void> {
    const { model } = this;
    const again = this.draw(4) ? undefined : this.one(model.claims);
    if (again) {
      const pence = this.about(again.pence, 1);
      const may = again.state === "DRAFT" || again.state === "QUERIED" ? new Set<string>() : new Set(["STEP_NOT_OPEN"]);
      const input = { claim: again.id, award: again.award.id, amount: pounds(pence), ...(again.allocation ? { allocation: again.allocation.id } : {}), purpose: `Purpose ${randomUUID()}` };
      if (await this.do(MEMBER, "draftClaim", input, again.version, may)) Object.assign(again, { pence, version: again.version + 1 });
      return;
    }
    const allocation = this.draw(2) ? null : (this.one(model.allocations) ?? null);
    const pence = this.about(allocation ? allocation.pence - model.claimedFor(allocation, "APPROVED", "PAID") : model.awarded(award) - model.paid(award) - model.claimed(award, "APPROVED"), 3);
    const year = this.draw(3) ? null : this.year();
    const input = { award: award.id, amount: pounds(pence), ...(allocation ? { allocation: allocation.id } : {}), ...(year ? { period: quarter(year, this.draw(4)) } : {}) };
    const written = await this.do(MEMBER, "draftClaim", input, 0, new Set([...(allocation && allocation.award !== award ? ["REFERENCE_ASTRAY"] : []), ...(year ? model.mayTellOf(award, year) : [])]));
    if (written) model.claims.push({ id: written.id, award, allocation, pence, state: "DRAFT", version: 1 });
  }

  /** A return of a quarter, for the first time or again. */
  private async tell(award: ModelAward): Promise<void> {
    const year = this.year();
    const period = quarter(year, this.draw(4));
    const version = award.returns.get(period.from) ?? 0;
    const expected = this.expected(version);
    const input = { award: award.id, period, spend: pounds(BigInt(this.draw(50_000))), varianceReason: `Reason ${randomUUID()}` };
    const written = await this.do(MEMBER, "recordReturn", input, expected, expected === version ? this.model.mayTellOf(award, year) : MOVED);
    if (written) award.returns.set(period.from, version + 1);
  }

  private async step(next: ModelClaim["state"]): Promise<void> {
    const { model } = this;
    // Mostly one for which the step is open, so that some come to their end.
    const open = model.claims.filter((claim) => !model.mayStep(claim, next).has("STEP_NOT_OPEN"));
    const claim = this.one(open.length && this.draw(8) ? open : model.claims);
    if (!claim) return this.draft(this.one(model.awards)!);
    const expected = this.expected(claim.version);
    const verb = next === "SUBMITTED" ? "submitClaim" : next === "PAID" ? "payClaim" : "decideClaim";
    const input = { claim: claim.id, ...(verb === "decideClaim" ? { decision: next, reason: "By chance" } : {}) };
    const written = await this.do(next === "SUBMITTED" ? MEMBER : OFFICER, verb, input, expected, expected === claim.version ? model.mayStep(claim, next) : MOVED);
    if (!written) return;
    Object.assign(claim, { state: next, version: claim.version + 1 });
    if (next !== "PAID") return;
    const before = new Set(model.entries.map(({ id }) => id));
    const payments = (written["payments"] as { nodes: { id: string }[] }).nodes.filter(({ id }) => !before.has(id));
    if (payments.length !== 1) throw new Error(`${claim.id} was paid by ${String(payments.length)} entries at once`);
    if (model.entries.some((entry) => entry.claim === claim)) this.taken.set("payClaim again", (this.taken.get("payClaim again") ?? 0) + 1);
    model.entries.push({ id: payments[0]!.id, award: claim.award, kind: "PAYMENT", from: "fund", to: claim.award.id, pence: claim.pence, corrects: null, claim });
  }

  /** Moves money, where it may be moved. */
  private async move(viewer: Viewer, verb: Verb, input: object, may: Refusals, entry: Omit<ModelEntry, "id" | "corrects" | "claim"> & { corrects?: ModelEntry }): Promise<void> {
    const written = await this.do(viewer, verb, input, 0, may);
    if (!written) return;
    this.model.entries.push({ ...entry, id: written.id, corrects: entry.corrects ?? null, claim: null });
    if (entry.corrects) this.model.takeBack(entry.corrects);
  }

  /** Does what was drawn, and holds it against what the model says of it: null where it was refused, as it had to be. */
  private async do(viewer: Viewer, verb: Verb, input: object, expectedVersion: number, may: Refusals): Promise<({ id: string; version: number } & Record<string, unknown>) | null> {
    const answer = await this.ask(viewer, mutationOf(verb), { input, expectedVersion, key: randomUUID() });
    const code = answer.errors?.[0]?.extensions["code"] as string | undefined;
    if (may.size ? !may.has(code ?? "") : code !== undefined) {
      throw new Error(`${verb} ${JSON.stringify(input)} at ${String(expectedVersion)}: ${code ?? "taken"}, but the model says ${may.size ? [...may].join(" or ") : "taken"}: ${JSON.stringify(answer).slice(0, 1_000)}`);
    }
    const counted = code ? this.refused : this.taken;
    const what = code ? `${verb} ${code}` : verb;
    counted.set(what, (counted.get(what) ?? 0) + 1);
    return code ? null : (answer.data[verb] as { id: string; version: number });
  }

  /** Past the gateway, for speed: the doors and all behind them are the same. */
  private async ask(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<HubAnswer> {
    return JSON.parse(JSON.stringify(await this.hub.service("grants").ask({ query, variables }, { viewer, requestId: "property", deadline: Infinity }))) as HubAnswer;
  }

  private awardInput(award: string | null, years: Map<string, bigint>): object {
    const total = [...years.values()].reduce((sum, each) => sum + each, 0n);
    return { ...(award ? { award } : {}), fund: FUND, partnership: "partnership-peterborough", awarded: pounds(total), annualAmounts: [...years].map(([year, pence]) => ({ year, amount: pounds(pence) })) };
  }

  /** Mostly a year of the awards. */
  private year(): string {
    return this.draw(8) ? this.one(YEARS)! : OUTSIDE;
  }

  /** Mostly today; at times the day on which an award was agreed, or the one before. */
  private day(): string | null {
    return [AGREED_ON, "2024-05-31"][this.draw(5)] ?? null;
  }

  private one<T>(all: readonly T[]): T | undefined {
    return all.length ? all[this.draw(all.length)] : undefined;
  }

  /** Mostly a part of what there is; at times all of it, or a penny more. */
  private about(whole: bigint, parts: number, atLeast = 1n): bigint {
    const most = whole > 0n ? whole : 0n;
    const pence = [most, most + 1n, most - 1n][this.draw(9)] ?? BigInt(this.draw(Number(most / BigInt(parts)) + 1));
    return pence < atLeast ? atLeast : pence;
  }

  /** Mostly the version that there is; at times another. */
  private expected(version: number): number {
    return this.draw(20) ? version : version + 1;
  }
}

/** A quarter of a financial year, the first being 0. */
function quarter(year: string, n: number): { kind: string; from: string; to: string } {
  const [from, to] = [["04-01", "06-30"], ["07-01", "09-30"], ["10-01", "12-31"], ["01-01", "03-31"]][n]!;
  const begins = Number(year.slice(0, 4)) + (n === 3 ? 1 : 0);
  return { kind: "FINANCIAL_QUARTER", from: `${begins}-${from}`, to: `${begins}-${to}` };
}

const MOVED: Refusals = new Set(["VERSION_MOVED"]);
const least = (...all: bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b));
const greatest = (...all: bigint[]): bigint => all.reduce((a, b) => (a > b ? a : b));
