/** The text of a file, as far as it is UTF-8: the line of the first byte that is not is told. */
import { problem, UnreadableFile } from "./file-row.js";

/** Decodes a file piece by piece; a byte order mark at its beginning is passed over. */
export async function* utf8Text(file: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const chunk of file) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw new UnreadableFile(problem("NOT_UTF8", line + soundLines(chunk), null));
    }
    if (text.includes("\u0000")) throw new UnreadableFile(problem("NOT_UTF8", line, null, "It holds a NUL character."));
    line += text.split("\n").length - 1;
    yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw new UnreadableFile(problem("NOT_UTF8", line, null, "It ends in the middle of a letter."));
  }
}

/** How many whole lines of a chunk come before the first that is not UTF-8. */
function soundLines(chunk: Buffer): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  // The chunk may begin within a letter of the one before: those bytes are not its own.
  let from = 0;
  while (from < 3 && (chunk[from]! & 0xc0) === 0x80) from++;
  for (let lines = 0; ; lines++) {
    const to = chunk.indexOf(10, from);
    try {
      strict.decode(chunk.subarray(from, to < 0 ? chunk.length : to));
    } catch {
      return lines;
    }
    if (to < 0) return lines;
    from = to + 1;
  }
}
