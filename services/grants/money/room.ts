/** The room "money": who gives what, and what documents say of money. */
import type { Room } from "../../../kernel/subgraph/subgraph.js";
import { Award } from "./award/award.js";
import { AwardResolver } from "./award/award.resolver.js";
import { importAwards } from "./award/import-awards.js";
import { Fund } from "./fund/fund.js";
import { FundResolver } from "./fund/fund.resolver.js";
import { importFunds } from "./fund/import-funds.js";
import { importStatedSums } from "./stated-sum/import-stated-sums.js";
import { StatedSum } from "./stated-sum/stated-sum.js";
import { StatedSumResolver } from "./stated-sum/stated-sum.resolver.js";

/** Who gives what, and what documents say of money. */
export const money: Room = {
  nouns: [Fund, Award, StatedSum],
  resolvers: [FundResolver, AwardResolver, StatedSumResolver],
  imports: {
    funds: importFunds,
    awards: importAwards,
    "stated-sums": importStatedSums,
  },
};
