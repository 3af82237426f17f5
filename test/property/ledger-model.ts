/** The rules of the ledger as plain sums in memory, told from domain alone: without a look at the hub's code or its SQL. */

/** What hangs together with one award. */
export interface ModelAward {
  id: string;
  version: number;
  years: Map<string, bigint>;
  /** What an administrator approved beyond each year. */
  excess: Map<string, { pence: bigint; version: number }>;
  /** The day on which it was agreed, of one that is at work under an agreement; null where it has none. */
  agreedOn: string | null;
  /** The version of the return of each period, by the first day of it. */
  returns: Map<string, number>;
}

export interface ModelAllocation {
  id: string;
  award: ModelAward;
  year: string;
  parent: ModelAllocation | null;
  pence: bigint;
  version: number;
}

export interface ModelClaim {
  id: string;
  award: ModelAward;
  allocation: ModelAllocation | null;
  pence: bigint;
  state: "DRAFT" | "SUBMITTED" | "QUERIED" | "REJECTED" | "APPROVED" | "PAID";
  version: number;
}

export interface ModelEntry {
  id: string;
  award: ModelAward;
  kind: "PAYMENT" | "PASS_ON" | "REFUND" | "CLAWBACK" | "CORRECTION";
  /** A node: "fund", the id of an award, or of an allocation. */
  from: string;
  to: string;
  pence: bigint;
  corrects: ModelEntry | null;
  /** The claim that it paid. */
  claim: ModelClaim | null;
}

/** What an act may be refused with; empty where it must be taken. */
export type Refusals = ReadonlySet<string>;

const sum = (all: Iterable<bigint>): bigint => [...all].reduce((total, each) => total + each, 0n);

/** Knows all that was done, and judges what is to be done next. */
export class LedgerModel {
  readonly awards: ModelAward[] = [];
  readonly allocations: ModelAllocation[] = [];
  readonly claims: ModelClaim[] = [];
  readonly entries: ModelEntry[] = [];

  /** What a node has: all that came, less all that went. */
  at(node: string): bigint {
    return sum(this.entries.map(({ from, to, pence }) => (to === node ? pence : from === node ? -pence : 0n)));
  }

  awarded(award: ModelAward): bigint {
    return sum(award.years.values());
  }

  /** Of one kind, corrections taken away; `by` chooses the entries by the nodes of what was first entered. */
  moved(award: ModelAward, kind: ModelEntry["kind"], by: (entry: ModelEntry) => boolean = () => true): bigint {
    const counted = (entry: ModelEntry): bigint => {
      const first = entry.corrects ?? entry;
      if (first.kind !== kind || !by(first)) return 0n;
      return entry.corrects ? -entry.pence : entry.pence;
    };
    return sum(this.entries.filter((entry) => entry.award === award).map(counted));
  }

  /** What the fund paid and did not get back. */
  paid(award: ModelAward): bigint {
    return this.moved(award, "PAYMENT") - this.moved(award, "CLAWBACK");
  }

  claimed(award: ModelAward, ...states: ModelClaim["state"][]): bigint {
    return sum(this.claims.filter((claim) => claim.award === award && states.includes(claim.state)).map(({ pence }) => pence));
  }

  claimedFor(allocation: ModelAllocation, ...states: ModelClaim["state"][]): bigint {
    return sum(this.claims.filter((claim) => claim.allocation === allocation && states.includes(claim.state)).map(({ pence }) => pence));
  }

  above(allocation: ModelAllocation): string {
    return allocation.parent?.id ?? allocation.award.id;
  }

  /** What an allocation got from above and did not give back. */
  passedInto(allocation: ModelAllocation): bigint {
    const between = ({ from, to }: ModelEntry): boolean => [from, to].includes(allocation.id) && [from, to].includes(this.above(allocation));
    return this.moved(allocation.award, "PASS_ON", between) - this.moved(allocation.award, "REFUND", between);
  }

  allocated(award: ModelAward, year: string): bigint {
    return sum(this.allocations.filter((each) => each.award === award && each.year === year && each.parent === null).map(({ pence }) => pence));
  }

  under(parent: ModelAllocation): bigint {
    return sum(this.allocations.filter((each) => each.parent === parent).map(({ pence }) => pence));
  }

  limit(award: ModelAward, year: string): bigint {
    return (award.years.get(year) ?? 0n) + (award.excess.get(year)?.pence ?? 0n);
  }

  mayAllocate(award: ModelAward, year: string, parent: ModelAllocation | null, pence: bigint): Refusals {
    const broken = new Set<string>();
    if (!award.years.has(year)) broken.add("PERIOD_OUTSIDE_YEAR");
    if (parent && (parent.award !== award || parent.year !== year)) broken.add("REFERENCE_ASTRAY");
    if (parent ? this.under(parent) + pence > parent.pence : this.allocated(award, year) + pence > this.limit(award, year)) broken.add(parent ? "ALLOCATIONS_EXCEED_PARENT" : "ALLOCATIONS_EXCEED_YEAR");
    return broken;
  }

  mayChange(allocation: ModelAllocation, pence: bigint): Refusals {
    const broken = new Set<string>();
    const { award, year, parent } = allocation;
    const more = pence - allocation.pence;
    if (more === 0n) return broken;
    if (parent ? this.under(parent) + more > parent.pence : this.allocated(award, year) + more > this.limit(award, year)) broken.add(parent ? "ALLOCATIONS_EXCEED_PARENT" : "ALLOCATIONS_EXCEED_YEAR");
    if (this.under(allocation) > pence) broken.add("ALLOCATIONS_EXCEED_PARENT");
    if (this.passedInto(allocation) > pence) broken.add("PASSED_ON_EXCEEDS_ALLOCATION");
    if (this.claimedFor(allocation, "APPROVED", "PAID") > pence) broken.add("CLAIM_EXCEEDS_AWARD");
    return broken;
  }

  mayApproveExcess(award: ModelAward, year: string, pence: bigint): Refusals {
    const broken = new Set(this.allocated(award, year) > (award.years.get(year) ?? 0n) + pence ? ["ALLOCATIONS_EXCEED_YEAR"] : []);
    if (!award.years.has(year) && pence > (award.excess.get(year)?.pence ?? 0n)) broken.add("PERIOD_OUTSIDE_YEAR");
    return broken;
  }

  mayVary(award: ModelAward, years: Map<string, bigint>): Refusals {
    const broken = new Set<string>();
    const all = new Set([...award.years.keys(), ...years.keys()]);
    for (const year of all) if (this.allocated(award, year) > (years.get(year) ?? 0n) + (award.excess.get(year)?.pence ?? 0n)) broken.add("ALLOCATIONS_EXCEED_YEAR");
    const total = sum(years.values());
    if (total === 0n) broken.add("AMOUNT_IS_ZERO");
    // What is agreed changes by a variation, of which these acts know nothing.
    if (award.agreedOn) broken.add("VARIATION_NEEDED");
    if (this.paid(award) > total) broken.add("PAYMENTS_EXCEED_AWARD");
    else if (this.paid(award) + this.claimed(award, "APPROVED") > total) broken.add("CLAIM_EXCEEDS_AWARD");
    return broken;
  }

  mayStep(claim: ModelClaim, next: ModelClaim["state"]): Refusals {
    const steps: Record<ModelClaim["state"], ModelClaim["state"][]> = { DRAFT: ["SUBMITTED"], SUBMITTED: ["APPROVED", "QUERIED", "REJECTED"], QUERIED: ["SUBMITTED"], REJECTED: [], APPROVED: ["PAID"], PAID: [] };
    if (!steps[claim.state].includes(next)) return new Set(["STEP_NOT_OPEN"]);
    if (next !== "SUBMITTED" && next !== "APPROVED") return new Set();
    const beyondAward = claim.pence + this.claimed(claim.award, "APPROVED") > this.awarded(claim.award) - this.paid(claim.award);
    const beyondAllocation = claim.allocation !== null && claim.pence + this.claimedFor(claim.allocation, "APPROVED", "PAID") > claim.allocation.pence;
    return new Set(beyondAward || beyondAllocation ? ["CLAIM_EXCEEDS_AWARD"] : []);
  }

  /** What is told of days is told of the award's years. */
  mayTellOf(award: ModelAward, year: string): Refusals {
    return new Set(award.years.has(year) ? [] : ["PERIOD_OUTSIDE_YEAR"]);
  }

  /** Nothing is paid, and nothing passed on, before it was agreed; a day that is not said is today. */
  private tooEarly(award: ModelAward, on: string | null): string[] {
    return award.agreedOn && on && on < award.agreedOn ? ["DATES_OUT_OF_ORDER"] : [];
  }

  mayPay(award: ModelAward, pence: bigint, on: string | null = null): Refusals {
    return new Set([...this.tooEarly(award, on), ...(this.paid(award) + pence + this.claimed(award, "APPROVED") > this.awarded(award) ? ["PAYMENTS_EXCEED_AWARD"] : [])]);
  }

  mayClawBack(award: ModelAward, pence: bigint): Refusals {
    // Under an agreement that is at work nothing was demanded back.
    return award.agreedOn ? new Set(["AGREEMENT_NOT_OPEN"]) : this.mayLeave(award.id, pence);
  }

  mayPassOn(allocation: ModelAllocation, pence: bigint, on: string | null = null): Refusals {
    const broken = new Set<string>(this.tooEarly(allocation.award, on));
    if (this.at(this.above(allocation)) < pence) broken.add("MONEY_NOT_THERE");
    if (this.passedInto(allocation) + pence > allocation.pence) broken.add("PASSED_ON_EXCEEDS_ALLOCATION");
    return broken;
  }

  mayLeave(node: string, pence: bigint): Refusals {
    return new Set(this.at(node) < pence ? ["MONEY_NOT_THERE"] : []);
  }

  mayCorrect(entry: ModelEntry): Refusals {
    if (entry.kind === "CORRECTION" || this.entries.some((each) => each.corrects === entry)) return new Set(["ENTRY_STANDS"]);
    const broken = new Set<string>();
    if (entry.to !== "fund" && this.at(entry.to) < entry.pence) broken.add("MONEY_NOT_THERE");
    if (entry.kind === "CLAWBACK") for (const each of this.mayPay(entry.award, entry.pence)) broken.add(each);
    const again = entry.kind === "REFUND" ? this.allocations.find(({ id }) => id === entry.from) : undefined;
    if (again && this.passedInto(again) + entry.pence > again.pence) broken.add("PASSED_ON_EXCEEDS_ALLOCATION");
    return broken;
  }

  /** Takes an entry back: a claim that it paid waits to be paid again. */
  takeBack({ claim }: ModelEntry): void {
    if (claim) Object.assign(claim, { state: "APPROVED", version: claim.version + 1 });
  }

  /** What an award's balance must show, in pence; null where nothing is recorded. */
  balanceOf(award: ModelAward): Record<string, bigint> | null {
    if (![...this.entries, ...this.claims].some((each) => each.award === award)) return null;
    const beside = ({ from, to }: ModelEntry): boolean => from === award.id || to === award.id;
    const due = this.claimed(award, "APPROVED");
    return {
      paidIn: this.moved(award, "PAYMENT"),
      passedOn: this.moved(award, "PASS_ON", beside),
      refunded: this.moved(award, "REFUND", beside),
      clawedBack: this.moved(award, "CLAWBACK"),
      retained: this.at(award.id),
      claimed: this.claimed(award, "SUBMITTED", "QUERIED", "APPROVED", "PAID"),
      approved: this.claimed(award, "APPROVED", "PAID"),
      due,
      available: this.awarded(award) - this.paid(award) - due,
    };
  }

  /** What an allocation's balance must show, likewise. */
  balanceIn(allocation: ModelAllocation): Record<string, bigint> | null {
    const { id, award } = allocation;
    if (!this.entries.some(({ from, to }) => from === id || to === id) && !this.claims.some((claim) => claim.allocation === allocation)) return null;
    const above = this.above(allocation);
    const upward = ({ from, to }: ModelEntry): boolean => [from, to].includes(id) && [from, to].includes(above);
    const downward = ({ from, to }: ModelEntry): boolean => [from, to].includes(id) && ![from, to].includes(above);
    return {
      received: this.moved(award, "PASS_ON", upward),
      passedOn: this.moved(award, "PASS_ON", downward),
      refunded: this.moved(award, "REFUND", downward),
      givenBack: this.moved(award, "REFUND", upward),
      retained: this.at(id),
      claimed: this.claimedFor(allocation, "SUBMITTED", "QUERIED", "APPROVED", "PAID"),
      approved: this.claimedFor(allocation, "APPROVED", "PAID"),
      due: this.claimedFor(allocation, "APPROVED"),
    };
  }
}
