/** Connections: the types that every list has in the API, and the arguments that every list takes. */
import { ArgsType, Directive, Field, InputType, Int, ObjectType, registerEnumType, type ClassType } from "type-graphql";
import { DateScalar, type Day } from "../values/day.js";
import type { Seen } from "../facts/seen.js";

/** Rows in a page where `first` is not given. */
export const PAGE_SIZE = 100;

/** Up or down. */
export enum Direction {
  ASC = "ASC",
  DESC = "DESC",
}

registerEnumType(Direction, {
  name: "Direction",
  description: "Up or down.",
  valuesConfig: { ASC: { description: "Smallest, earliest or first in the alphabet first." }, DESC: { description: "The other way round." } },
});

/** Where a page ends and whether more follows. */
@Directive("@shareable")
@ObjectType({ simpleResolvers: true, description: "Where a page ends and whether more follows." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether rows follow this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether this page was asked for with `after`. Lists are read forward only." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first row; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last row, for `after`; null on an empty page." })
  endCursor!: string | null;
}

/** The day a question is asked as of. */
@ArgsType()
export class AsOfArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      "Answer with what was known at the end of this day (UTC). Left out: as above in the question, or today. Refused with MALFORMED_DATE.",
  })
  asOf?: Day;
}

/** What every list takes. */
@ArgsType()
export class PageArgs extends AsOfArgs {
  @Field(() => Int, {
    nullable: true,
    description: "Rows in the page: 1 to 1000, or to the operator's limit where that is less; 100 where left out. Refused with PAGE_SIZE_OUT_OF_RANGE.",
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the row after which the page begins. Refused with MALFORMED_CURSOR.",
  })
  after?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "false leaves out invented data, true shows it alone; both where left out. Invented is what a synthetic document states.",
  })
  synthetic?: boolean | null;
}

/** One page of a noun, as the resolvers hand it on: each part is read only when asked for. */
export interface Page<T extends Seen = Seen> {
  nodes(): Promise<T[]>;
  edges(): Promise<{ cursor: string; node: T }[]>;
  pageInfo(): Promise<PageInfo>;
  totalCount(): Promise<number>;
  gaps(): Promise<unknown[]>;
}

/** The connection and edge types of a noun. */
export function connectionOf<T extends Seen>(noun: ClassType<T>, name: string, gap: ClassType): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} in a list, with its cursor.` })
  class Edge {
    @Field(() => String, { description: "Opaque; for `after`." })
    cursor!: string;

    @Field(() => noun, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list; each row is one ${name}.` })
  class Connection {
    @Field(() => [noun], { description: "The rows of the page." })
    nodes!: T[];

    @Field(() => [Edge], { description: "The rows of the page with their cursors." })
    edges!: Edge[];

    @Field(() => PageInfo, { description: "Where the page ends and whether more follows." })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: "Rows in the whole list under the same filter. Costs one statement more; only when asked for." })
    totalCount!: number;

    @Field(() => [gap], {
      description: "Why this list is empty, or what it is known to lack. Always empty for a list at the root of a question.",
    })
    gaps!: unknown[];
  }
  return Connection as unknown as ClassType<Page<T>>;
}

/** The order input of a noun: a field of the closed list and a direction. */
export function orderInput<F extends string>(name: string, fields: Record<string, F>): ClassType<{ field: F; direction: Direction }> {
  @InputType(`${name}Order`, { description: `How a list is sorted whose rows are each one ${name}; rows that are equal are sorted by their ids, in the same direction.` })
  class Order {
    @Field(() => fields, { description: "What to sort by." })
    field!: F;

    @Field(() => Direction, { nullable: true, defaultValue: Direction.ASC, description: "Up or down." })
    direction!: Direction;
  }
  return Order as ClassType<{ field: F; direction: Direction }>;
}
