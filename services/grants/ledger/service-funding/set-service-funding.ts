/** Sets who bears what of a service's year: the whole of it at once, so that its shares never come apart. */
import type { PoolClient } from "pg";
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { sharesAsWritten } from "../share/shares.js";
import { importServiceFundings } from "./import-service-fundings.js";
import { ServiceFunding } from "./service-funding.js";

@InputType({ description: "The share that one fund bears." })
class FundingShareInput {
  @Field(() => ID, { description: "The fund." })
  fund!: string;

  @Field(() => DecimalScalar, { description: 'In per cent with exactly two decimals, above 0.00: "33.34".' })
  share!: string;
}

@InputType({ description: "What a service costs in a year, and which fund bears which share of it. For one service and year there is one funding: setting it again changes it." })
export class ServiceFundingInput {
  @Field(() => ID, { description: "The service: one for a partnership of the caller's PCC area." })
  service!: string;

  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;

  @Field(() => DecimalScalar, { description: 'What it costs in all, in pounds with exactly two decimals: "30000.00".' })
  total!: string;

  @Field(() => [FundingShareInput], { description: "The shares, each fund once. Refused with SHARES_DO_NOT_SUM where they do not come to 100.00." })
  shares!: FundingShareInput[];

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: whoever may see the service, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Sets a funding once for its key; answers what was written. */
export function setServiceFunding(context: Context, input: ServiceFundingInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  refuseUnless(!input.service.includes("\u0000"), "MALFORMED_TEXT", { field: "input.service" });
  const { shares, ...said } = input;
  const year = readFinancialYear(input.year, "input.year");
  return actOnce(context, { verb: "setServiceFunding", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    await takeNouns(client, context.database, [ServiceFunding]);
    return record(context, client, {
      declaration: importServiceFundings,
      prefix: "service-funding",
      changes: () => fundingOf(client, input.service, year),
      cells: { ...said, year, shares: sharesAsWritten(shares.map(({ fund, share }) => ({ id: fund, share }))) },
      expectedVersion,
    });
  });
}

async function fundingOf(client: PoolClient, service: string, year: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>("select id from grants.service_funding where service_id = $1 and year = $2 and known_to is null", [service, year]);
  return rows[0]?.id ?? null;
}
