/** The text of a file, as far as it is UTF-8: the line of the first byte that is not is told. */
import { isAscii } from "node:buffer";
import { problem, UnreadableFile } from "./file-row.js";

/** Bytes that become one text: V8 gives longer texts pages of their own, which takes several times as long as decoding them. */
const PIECE_BYTES = 64 * 1024;

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
    if (text.includes("\u0000")) throw new UnreadableFile(problem("NOT_UTF8", line, null, "It holds a NUL character."));
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) line++;
    yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw new UnreadableFile(problem("NOT_UTF8", line, null, "It ends in the middle of a letter."));
  }
}

async function* inPieces(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of file) for (let from = 0; from < chunk.length; from += PIECE_BYTES) yield chunk.subarray(from, from + PIECE_BYTES);
}

/** How many whole lines of a piece come before the first that is not UTF-8. */
function soundLines(piece: Buffer): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  // The piece may begin within a letter of the one before: those bytes are not its own.
  let from = 0;
  while (from < 3 && (piece[from]! & 0xc0) === 0x80) from++;
  for (let lines = 0; ; lines++) {
    const to = piece.indexOf(10, from);
    try {
      strict.decode(piece.subarray(from, to < 0 ? piece.length : to));
    } catch {
      return lines;
    }
    if (to < 0) return lines;
    from = to + 1;
  }
}
