/** The door by which a file of street-level crime comes in over the API: one file, on the same road as the command. */
import { Readable } from "node:stream";
import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { ImportProblemShape } from "../../../../kernel/files/import-door.js";
import { PublicationRefused, type PublicationReport } from "../../../../kernel/files/publication.js";
import { refuse, REFUSALS, refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, readDay, today, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { StreetCrimeReading } from "./import-street-crime.js";

/** Bytes of a file at most, unpacked, that comes through the API: a request is short, and a short one that unpacks to more is made to. */
const UNPACKED_AT_MOST = 50_000_000;

@ObjectType("CountedRecords", { simpleResolvers: true, description: "How many records of a published file became what." })
class CountedRecordsShape {
  @Field(() => String, { description: "What became of them: in a partnership; outside the force's area; without a place; in no partnership of the hub. Each record is in one of them." })
  what!: string;

  @Field(() => Int, { description: "How many records." })
  records!: number;
}

@ObjectType("StreetCrimeReport", { simpleResolvers: true, description: "What became of a file of street-level crime: it was counted and taken whole, or not at all." })
class StreetCrimeReportShape {
  @Field(() => Int, { description: "Records in the file, the header not counted." })
  records!: number;

  @Field(() => [CountedRecordsShape], { description: "What became of the records; empty where the file was refused. Those of no partnership are counted here and not written: only whoever runs the hub keeps what is no partnership's, by the command." })
  counts!: CountedRecordsShape[];

  @Field(() => Int, { description: "Observations that became a version." })
  written!: number;

  @Field(() => Int, { description: "Observations that say what the hub already knew." })
  unchanged!: number;

  @Field(() => Int, { description: "Lines with a problem; where there is one, nothing was written." })
  refused!: number;

  @Field(() => [ImportProblemShape], { description: "The first 1,000 problems, by line." })
  problems!: ImportProblemShape[];
}

@Resolver()
export class StreetCrimeResolver {
  @MayCall({ roles: [Role.STEWARD, Role.ADMINISTRATOR] })
  @Mutation(() => StreetCrimeReportShape, {
    nullable: true,
    description:
      "Imports a month of street-level crime of one force as data.police.uk publishes it, all of it or nothing: each record is counted by type of crime, in the partnership in whose district it lies, which must be of the caller's area. No id, point or street of a record is kept. A month that is imported again becomes a new version of what has changed. A file with problems is no error: the report says which lines they are in.",
  })
  async importStreetCrime(
    @Arg("csv", () => String, { nullable: true, description: "The file as it was published." }) csv: string | null,
    @Arg("gzipBase64", () => String, { nullable: true, description: "The file packed by gzip, in Base64: a month of most forces fits into a request in this way." }) gzipBase64: string | null,
    @Arg("knownFrom", () => DateScalar, { nullable: true, description: "The day on which the file was published, or the last on which it can have been; what it says is known from now where left out." }) knownFrom: Day | null,
    @Arg("document", () => ID, { nullable: true, description: "Id of the document that the file is, which plans holds; `document-police-uk-`, the area and the month where left out." }) document: string | null,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this file: 8 to 100 letters, digits, - and _. A repeat gets the first report." }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<object> {
    refuseUnless((csv == null) !== (gzipBase64 == null), "ONE_FILE_NEEDED", { field: "csv" });
    if (knownFrom != null) refuseUnless(readDay(knownFrom, "knownFrom") <= today(), "KNOWN_AHEAD", { field: "knownFrom" });
    if (document != null) refuseUnless(/^document-[a-z0-9-]+$/.test(document), "MALFORMED_ID", { field: "document" });
    const reading = new StreetCrimeReading({ asking: context.asking, log: context.reading.log, knownFrom, document });
    const read = async (): Promise<void> => reading.read([{ name: "the file", bytes: Readable.from([csv == null ? await unpacked(gzipBase64!) : Buffer.from(csv)]) }]);
    try {
      const said = [csv ?? gzipBase64, knownFrom, document];
      return shown(await actOnce(context, { verb: "importStreetCrime", idempotencyKey, said }, (client) => reading.writeIn(client, context.database), read));
    } catch (error) {
      if (error instanceof PublicationRefused) return shown(error.report);
      throw error;
    }
  }
}

async function unpacked(gzipBase64: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(Buffer.from(gzipBase64, "base64"), { maxOutputLength: UNPACKED_AT_MOST });
  } catch {
    return refuse("MALFORMED_GZIP", { field: "gzipBase64" });
  }
}

function shown({ counts, problems, ...report }: PublicationReport): object {
  return {
    ...report,
    counts: report.refused ? [] : counts,
    problems: problems.map((problem) => ({ ...problem, action: REFUSALS[problem.code].act })),
  };
}
