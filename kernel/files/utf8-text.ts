/** The text of a file, as far as it is UTF-8: the line of the first byte that is not is told. */
import { isAscii } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import { problem, UnreadableFile } from "./file-row.js";

/** Bytes that become one text: V8 gives longer texts pages of their own, which takes several times as long as decoding them. */
const PIECE_BYTES = 64 * 1024;
const PIECES_IN_A_TURN = 8;

/** Decodes a file piece by piece; a byte order mark at its beginning is passed over. */
export async function* utf8Text(file: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let line = 1;
  let begun = false;
  /** Whether the decoder holds no part of a letter. */
  let between = true;
  for await (const piece of inPieces(file)) {
    let text: string;
    try {
      // Most files are plain, and then there is nothing to decode.
      text = between && isAscii(piece) ? piece.toString("latin1") : decoder.decode(piece, { stream: true });
    } catch {
      throw new UnreadableFile(problem("NOT_UTF8", line + soundLines(piece), null));
    }
    between = piece.at(-1)! < 0x80;
    if (!begun && text !== "") {
      begun = true;
      if (text.startsWith("\ufeff")) text = text.slice(1);
    }
    const nul = text.indexOf("\u0000");
    for (let at = text.indexOf("\n"); at >= 0 && (nul < 0 || at < nul); at = text.indexOf("\n", at + 1)) line++;
    if (nul >= 0) throw new UnreadableFile(problem("NOT_UTF8", line, null, "It holds a NUL character."));
    yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw new UnreadableFile(problem("NOT_UTF8", line, null, "It ends in the middle of a letter."));
  }
}

/** Others have their turn between the pieces of a file that is in memory whole. */
async function* inPieces(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces = 0;
  for await (const chunk of file) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      yield chunk.subarray(from, from + PIECE_BYTES);
      if (++pieces % PIECES_IN_A_TURN === 0) await nextTurn();
    }
  }
}

/** How many whole lines of a piece come before the first that is not UTF-8: none, where it only goes on wrongly with a letter of the piece before. */
function soundLines(piece: Buffer): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  // The piece may begin within a letter of the one before: those bytes are not its own.
  let from = 0;
  while (from < 3 && (piece[from]! & 0xc0) === 0x80) from++;
  for (let lines = 0; ; lines++) {
    const to = piece.indexOf(10, from);
    try {
      strict.decode(piece.subarray(from, to < 0 ? piece.length : to), { stream: to < 0 });
    } catch {
      return lines;
    }
    if (to < 0) return 0;
    from = to + 1;
  }
}
