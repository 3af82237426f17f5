/** Finds entries of the ledger: all, or those of an award, allocation or partnership; by kind and day. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { PeriodRange, readRange } from "../../../../kernel/values/period.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { EntryKind, LedgerEntry } from "./ledger-entry.js";

enum LedgerEntryOrderField {
  ON = "ON",
  AMOUNT = "AMOUNT",
}

registerEnumType(LedgerEntryOrderField, {
  name: "LedgerEntryOrderField",
  description: "What entries of the ledger are sorted by.",
  valuesConfig: {
    ON: { description: "The day on which the money moved." },
    AMOUNT: { description: "The sum that moved." },
  },
});

const LedgerEntryOrder = orderInput("LedgerEntry", LedgerEntryOrderField);

@InputType({ description: "Which entries of the ledger to show: all conditions hold together." })
class LedgerEntryFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [EntryKind], { nullable: true, description: "Of one of these kinds." })
  kind?: EntryKind[];

  @Field(() => [EntryKind], { nullable: true, description: "That count as one of these kinds: corrections with what they take back." })
  countsAs?: EntryKind[];

  @Field(() => [ID], { nullable: true, description: "That left, or came to, one of these funds, awards or allocations." })
  node?: string[];

  @Field(() => PeriodRange, { nullable: true, description: "On one of these days." })
  on?: PeriodRange;
}

/** What a list of entries of the ledger takes. */
@ArgsType()
export class LedgerEntriesArgs extends PageArgs {
  @Field(() => LedgerEntryFilter, { nullable: true, description: "Which entries of the ledger to show." })
  where?: LedgerEntryFilter;

  @Field(() => LedgerEntryOrder, { nullable: true, description: "How to sort; by the day on which the money moved where left out." })
  orderBy?: { field: LedgerEntryOrderField; direction: Direction };
}

/** That left or came to one of these. */
function passing(nodes: readonly string[] | null | undefined): Sql[] {
  if (!nodes) return [];
  for (const node of nodes) refuseUnless(!node.includes("\u0000"), "MALFORMED_FILTER", { field: "where.node" });
  return [sql`(t.from_node = any(${nodes}::text[]) or t.to_node = any(${nodes}::text[]))`];
}

/** On one of these days. */
function onDays(range: PeriodRange | null | undefined): Sql[] {
  if (!range) return [];
  const { from, to } = readRange(range, "where.on");
  return [sql`t.on_day between ${from}::date and ${to}::date`];
}

/** The entries of the ledger that the arguments ask for; all of them, or those under one thing. */
export function findLedgerEntries(context: Context, args: LedgerEntriesArgs, info: GraphQLResolveInfo, under?: Under): Page<LedgerEntry> {
  const { award, partnership, kind, countsAs, node, on } = args.where ?? {};
  return pageOf(context, {
    noun: LedgerEntry,
    args,
    info,
    under,
    orders: {
      ON: [by.day("on_day")],
      AMOUNT: [by.whole("amount_pence")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...oneOf("kind", kind, "where.kind"),
      ...oneOf("counts_as", countsAs, "where.countsAs"),
      ...passing(node),
      ...onDays(on),
    ],
  });
}
