/** Makes an indicator of each offence that tables of recorded crime name and the hub has none of: what their counts are then imported under. */
import { inTransaction } from "../../../../kernel/database/transaction.js";
import { FileReading } from "../../../../kernel/files/file-reading.js";
import { FileRefused, importInto } from "../../../../kernel/files/importer.js";
import { PublicationProblems, type Publication, type PublicationReport } from "../../../../kernel/files/publication.js";
import { importIndicators } from "../../figures/indicator/import-indicators.js";
import { readCrimeTables, type CrimeTableRow } from "./crime-table.js";
import { wordsOf } from "./force-places.js";
import { crimeTables, OFFENCE_INDICATOR } from "./import-crime-tables.js";

const COLUMNS = ["id", "name", "definition", "unit", "value_type", "polarity", "frequency", "source", "document", "section", "as_printed", "known_from"];

/** The offences of quarterly tables of recorded crime. */
export const offences: Publication = {
  says: "the offences of those tables, each as an indicator; those that the hub has stay as they are",
  named: crimeTables.named,
  take: async (database, files, delivery) => {
    const problems = new PublicationProblems();
    const found = new Map<string, CrimeTableRow>();
    let records = 0;
    for await (const row of readCrimeTables(files, delivery, problems)) {
      records++;
      if (row.cells.code === "") row.wrong("MISSING_VALUE", "code");
      else if (!found.has(wordsOf(row.cells.code))) found.set(wordsOf(row.cells.code), row);
    }
    const report = (written: number, unchanged: number): PublicationReport => ({
      records,
      counts: [{ what: "offences", records: found.size }],
      written,
      unchanged,
      refused: problems.refused,
      problems: problems.all(),
      sources: [],
    });
    if (problems.refused) return report(0, 0);
    try {
      return await inTransaction(database, delivery.asking, "import Offences", async (client) => {
        const ids = [...found.keys()].map((words) => OFFENCE_INDICATOR + words);
        const { rows } = await client.query<{ id: string }>("select id from indicators.indicator where known_to is null and id = any($1)", [ids]);
        const held = new Set(rows.map(({ id }) => id));
        const missing = [...found].filter(([words]) => !held.has(OFFENCE_INDICATOR + words)).sort(([a], [b]) => (a < b ? -1 : 1));
        const reading = new FileReading(
          importIndicators,
          function* () {
            yield { line: 0, cells: COLUMNS };
            for (const [i, [words, { cells }]] of missing.entries()) {
              const called = cells.description === "" ? `offence ${cells.code}` : cells.description;
              const within = cells.group === "" ? "" : `, in the group "${cells.group}"`;
              const definition = `Offences of code ${cells.code} ("${called}")${within}, that the police recorded in a quarter.`;
              yield { line: i + 1, cells: [OFFENCE_INDICATOR + words, `Recorded offences: ${called} (${cells.code})`, definition, "offences", "COUNT", "NOT_STATED", "QUARTERLY", "Home Office open data tables", delivery.document ?? "", "Offence Code", cells.code, delivery.knownFrom ?? ""] };
            }
          },
          { fileName: "offences", asking: delivery.asking, log: delivery.log },
        );
        const { written } = await importInto(client, database, reading);
        return report(written, held.size);
      });
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      for (const each of error.report.problems) problems.note({ ...each, file: "the offences" });
      return report(0, 0);
    }
  },
};
