/** The room "returns": how an award is to be spent, what the partnership owes to tell of it, and what it told. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { importProfileLines } from "./profile-line/import-profile-lines.js";
import { ProfileLine } from "./profile-line/profile-line.js";
import { ProfileLineResolver } from "./profile-line/profile-line.resolver.js";
import { importReturnExpectations } from "./return-expectation/import-return-expectations.js";
import { ReturnExpectation } from "./return-expectation/return-expectation.js";
import { ReturnExpectationResolver } from "./return-expectation/return-expectation.resolver.js";
import { importSpendReturns } from "./spend-return/import-spend-returns.js";
import { SpendReturn } from "./spend-return/spend-return.js";
import { SpendReturnResolver } from "./spend-return/spend-return.resolver.js";

/** How an award is to be spent, what the partnership owes to tell of it, and what it told. */
export const returns: Room = {
  nouns: [ProfileLine, ReturnExpectation, SpendReturn],
  resolvers: [ProfileLineResolver, ReturnExpectationResolver, SpendReturnResolver],
  imports: {
    "profile-lines": importProfileLines,
    "return-expectations": importReturnExpectations,
    "spend-returns": importSpendReturns,
  },
};
