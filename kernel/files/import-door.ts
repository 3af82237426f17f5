/** The doors by which files come in over the API, on the same road as the command: one mutation for each service, and those that take one kind of file alone. */
import { Readable } from "node:stream";
import { Arg, Args, ArgsType, Ctx, Directive, Field, ID, Int, Mutation, ObjectType, registerEnumType, Resolver } from "type-graphql";
import { MayCall } from "../authority/may-call.js";
import { Role } from "../authority/viewer.js";
import { refuseUnless, REFUSALS } from "../refusals.js";
import type { Context } from "../subgraph/context.js";
import { actOnce } from "../writing/act.js";
import type { FileFormat } from "./file-format.js";
import { FileReading } from "./file-reading.js";
import type { ImportDeclaration } from "./import-declaration.js";
import { FileRefused, importInto, type ImportReport } from "./importer.js";

/** Bytes of a workbook at most, unpacked, that comes through the API: a request is short, and a short workbook that unpacks to more is made to. */
const UNPACKED_AT_MOST = 20_000_000;

/** What is wrong with a row of a file, as the API shows it. */
@Directive("@shareable")
@ObjectType("ImportProblem", { simpleResolvers: true, description: "What is wrong with a row of a file." })
export class ImportProblemShape {
  @Field(() => Int, { description: "Where the row is: in CSV the line that it begins on and in a workbook the row of the sheet, the header being line 1; in JSON the number of the object, from 1." })
  line!: number;

  @Field(() => String, { nullable: true, description: "The column; null where the whole row or file is meant." })
  column!: string | null;

  @Field(() => String, { description: "A code of the registry of refusals." })
  code!: string;

  @Field(() => String, { description: "What is wrong, in a sentence." })
  message!: string;

  @Field(() => String, { description: "What to do about it." })
  action!: string;
}

/** What became of a file, as the API shows it. */
@Directive("@shareable")
@ObjectType("ImportReport", { simpleResolvers: true, description: "What became of a file: all of its rows were taken, or none." })
export class ImportReportShape {
  @Field(() => Int, { description: "Rows in the file, the header not counted." })
  read!: number;

  @Field(() => Int, { description: "Rows that became a version." })
  written!: number;

  @Field(() => Int, { description: "Rows that say what the hub already knew." })
  unchanged!: number;

  @Field(() => Int, { description: "Rows with a problem; where there is one, nothing was written." })
  refused!: number;

  @Field(() => [ImportProblemShape], { description: "The first 1,000 problems, by line." })
  problems!: ImportProblemShape[];
}

/** A file as a mutation takes it. */
@ArgsType()
export class FileArgs {
  @Field(() => String, { nullable: true, description: "The file: CSV with a header row. A long one is better imported by the command." })
  csv?: string | null;

  @Field(() => String, { nullable: true, description: "The file as the text of JSON: an array of objects, one for each row, whose keys are the columns." })
  json?: string | null;

  @Field(() => String, { nullable: true, description: "The file as a workbook in Base64: its only sheet, or the one that is named as the import." })
  xlsxBase64?: string | null;

  @Field(() => ID, { description: "Made by the caller for this file: 8 to 100 letters, digits, - and _. A repeat gets the first report." })
  idempotencyKey!: string;
}

/** What a mutation imports: its own name, and that of the file with what it holds. */
export interface TakenFile {
  verb: string;
  name: string;
  declaration: ImportDeclaration;
}

/** Imports a file that a mutation was sent, and reports on it. Who may send it is declared on the door; whose its rows are is judged row by row. */
export async function takeFile(context: Context, { verb, name, declaration }: TakenFile, { csv, json, xlsxBase64, idempotencyKey }: FileArgs): Promise<object> {
  const given = [sent("CSV", csv), sent("JSON", json), sent("XLSX", xlsxBase64)].flat();
  const [only] = given;
  refuseUnless(only && given.length === 1, "ONE_FILE_NEEDED", { field: "csv" });
  const { format, content } = only;
  const bytes = Buffer.from(content, format === "XLSX" ? "base64" : "utf8");
  const reading = new FileReading(declaration, Readable.from([bytes]), {
    fileName: `${context.database.service}/${name}`,
    form: { format, sheet: name },
    asking: context.asking,
    log: context.reading.log,
    unpackedAtMost: UNPACKED_AT_MOST,
  });
  try {
    return shown(
      await actOnce(
        context,
        { verb, idempotencyKey, said: format === "CSV" ? [name, content] : [name, format, content] },
        (client) => importInto(client, context.database, reading),
        () => reading.ahead(),
      ),
    );
  } catch (error) {
    if (error instanceof FileRefused) return shown(error.report);
    throw error;
  }
}

/** The resolver of a service's import mutation. */
export function importDoor(service: string, imports: Readonly<Record<string, ImportDeclaration>>): new () => object {
  const title = service[0]!.toUpperCase() + service.slice(1);
  const files = Object.fromEntries(Object.keys(imports).map((name) => [name.toUpperCase().replaceAll("-", "_"), name]));
  registerEnumType(files, {
    name: `${title}File`,
    description: `What can be imported into the ${service} service; docs/reference/imports.md lists the columns of each.`,
    valuesConfig: Object.fromEntries(Object.entries(files).map(([code, name]) => [code, { description: `Rows as in \`${service}/${name}\`.` }])),
  });

  @Resolver()
  class ImportDoor {
    @MayCall({ roles: [Role.STEWARD, Role.ADMINISTRATOR] })
    @Mutation(() => ImportReportShape, {
      nullable: true,
      name: `import${title}File`,
      description: `Imports a file of CSV, JSON or XLSX into the ${service} service: all of its rows or none. What it says of a partnership must be of one in the caller's area. A file with problems is no error: the report says which rows they are in.`,
    })
    importFile(
      @Arg("file", () => files, { description: "What the rows are." }) file: string,
      @Args(() => FileArgs) sent: FileArgs,
      @Ctx() context: Context,
    ): Promise<object> {
      return takeFile(context, { verb: `import${title}File`, name: file, declaration: imports[file]! }, sent);
    }
  }
  return ImportDoor;
}

/** The file in one argument; nothing where it is left out. */
export function sent(format: FileFormat, content: string | null | undefined): { format: FileFormat; content: string }[] {
  return content == null ? [] : [{ format, content }];
}

/** A report with what to do about each problem. */
export function shown(report: ImportReport): object {
  return { ...report, problems: report.problems.map((problem) => ({ ...problem, action: REFUSALS[problem.code].act })) };
}
