/** Writes synthetic rows as the CSV files that the importer reads. */

/** A CSV file that is made as it is read: memory does not grow with it. */
export interface SyntheticFile {
  /** What it imports: `plans/partnerships` and so on. */
  what: string;
  pieces: () => Generator<Buffer>;
}

/** The cells of a row; the last four say where it comes from. */
export type Row = readonly (string | number)[];

const PIECE_CHARACTERS = 64 * 1024;

/** A file of rows: its columns, then those that every file ends with. */
export function file(what: string, columns: string, rows: () => Iterable<Row>): SyntheticFile {
  return {
    what,
    pieces: function* () {
      let piece = `${columns},document,section,as_printed,known_from\n`;
      for (const row of rows()) {
        piece += `${row.map(quoted).join(",")}\n`;
        if (piece.length < PIECE_CHARACTERS) continue;
        yield Buffer.from(piece);
        piece = "";
      }
      yield Buffer.from(piece);
    },
  };
}

function quoted(cell: string | number): string {
  return /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
}
