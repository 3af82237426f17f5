/** The doors that grants adds to a PCC area. */
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Reporting, ReportingArgs, reportingOf } from "../../returns/return-expectation/reporting.js";
import { PccArea } from "./pcc-area.js";

@Resolver(() => PccArea)
export class PccAreaResolver {
  @FieldResolver(() => Reporting, { nullable: true, description: "How well the returns of awards are made for all partnerships that are now of the area, as far as plans has told of them, added up." })
  reporting(@Root() pccArea: PccArea, @Args(() => ReportingArgs) args: ReportingArgs, @Ctx() context: Context): Promise<Reporting> {
    return reportingOf(context, pccArea, args, "pccArea");
  }
}
