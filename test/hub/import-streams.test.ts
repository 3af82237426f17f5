/** A file is read as its rows are taken, never whole: told by how far its source was pulled, not by time or memory. */
import { Readable } from "node:stream";
import { asHub } from "../../kernel/authority/asking.js";
import { utf8Text } from "../../kernel/files/utf8-text.js";
import { piecesOf } from "../../kernel/files/json.js";
import { readRows } from "../../kernel/files/file-format.js";
import { importFile } from "../../kernel/files/importer.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";

const HEADER = "id,name,funder,purpose,document,section,as_printed,known_from";
const ROWS_OF_A_PIECE = 100;
const ROWS = 15_000;
/** Rows that streams keep at hand: pieces of the source on their way, and those that the parser made of one. */
const AT_HAND = 30 * ROWS_OF_A_PIECE;

/** A source of so many rows, told how far it was pulled and whether it was let go. */
class Funds {
  rows = 0;
  ended = false;

  constructor(private readonly many: number) {}

  *[Symbol.iterator](): Generator<Buffer> {
    try {
      yield Buffer.from(`${HEADER}\n`);
      while (this.rows < this.many) {
        const first = this.rows;
        this.rows += ROWS_OF_A_PIECE;
        yield Buffer.from(Array.from({ length: ROWS_OF_A_PIECE }, (_, i) => `fund-streamed-${first + i},Fund ${first + i},organisation-a,,,,,\n`).join(""));
      }
    } finally {
      this.ended = true;
    }
  }
}

test("an endless file is pulled no further than the rows that were asked for need, and let go when nobody asks for more", async () => {
  const source = new Funds(Infinity);
  let taken = 0;
  let ahead = 0;
  for await (const { line } of readRows(Readable.from(source), { format: "CSV", sheet: "" }, { unpackedAtMost: 0, deadline: Infinity })) {
    expect(line).toBe(++taken);
    ahead = Math.max(ahead, source.rows - taken);
    // Whoever takes a row may take his time.
    if (taken % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    if (taken > ROWS) break;
  }
  expect(ahead).toBeLessThanOrEqual(AT_HAND);
  await new Promise((resolve) => setImmediate(resolve));
  expect(source.ended).toBe(true);
});

describe("an import", () => {
  let hub: TestHub;
  beforeAll(async () => void (hub = await startHub("empty")));
  afterAll(() => hub.close());

  test("hands rows to the database while the file is still being read", async () => {
    const source = new Funds(ROWS);
    const { database, subgraph } = hub.service("grants");
    let handed = 0;
    let ahead = 0;
    // Watches the import's own connection: what is staged, and how far the source had been pulled when it was.
    const watched = await database.pool.connect();
    const query = watched.query.bind(watched) as (...those: unknown[]) => unknown;
    watched.query = ((...args: unknown[]) => {
      const { text = "", values = [] } = (typeof args[0] === "object" ? args[0] : {}) as { text?: string; values?: unknown[] };
      if (/^insert into staged/.test(text)) {
        handed += (JSON.parse(String(values[0])) as unknown[]).length;
        ahead = Math.max(ahead, source.rows - handed);
      }
      return query(...args);
    }) as typeof watched.query;
    watched.release();

    const report = await importFile(database, subgraph.imports["funds"]!, Readable.from(source), { fileName: "long.csv", asking: asHub(), log: openLog("silent") });
    expect(report).toMatchObject({ read: ROWS, written: ROWS });
    expect(handed).toBe(ROWS);
    // A batch that is being filled, and what a stream keeps at hand.
    expect(ahead).toBeLessThanOrEqual(1_000 + AT_HAND);
  });
});

/** The texts that a file becomes, its bytes coming in chunks of a length. */
async function textsOf(bytes: Buffer, chunkBytes: number): Promise<string[]> {
  const chunks = function* (): Generator<Buffer> {
    for (let from = 0; from < bytes.length; from += chunkBytes) yield bytes.subarray(from, from + chunkBytes);
  };
  const texts: string[] = [];
  for await (const text of utf8Text(Readable.from(chunks()))) texts.push(text);
  return texts;
}

describe("a text is the same however its bytes come", () => {
  const plain = "A plain line of a long file, with nothing in it to decode.\n".repeat(4_000);
  // Letters of two to four bytes, so that borders fall within them, and a mark of byte order in the middle, which is a letter there.
  const lettered = `${plain}\u00a3 5 \u20ac \u{1f4b7} \ufeff in the middle\n`.repeat(3);

  test.each([1_000_000, 65_536, 65_535, 4_097, 61])("in chunks of %i bytes", async (chunkBytes) => {
    for (const text of [plain, lettered]) {
      expect((await textsOf(Buffer.from(text), chunkBytes)).join("")).toBe(text);
      expect((await textsOf(Buffer.from(`\ufeff${text}`), chunkBytes)).join("")).toBe(text);
    }
  });

  test("and none of its pieces is longer than V8 keeps together with others", async () => {
    expect(Math.max(...(await textsOf(Buffer.from(plain), 1_000_000)).map(({ length }) => length))).toBeLessThanOrEqual(65_536);
  });

  test("the line is told of a letter that a piece begins and the next does not go on with", async () => {
    const lines = `${"x".repeat(15)}\n`.repeat(4_095);
    const bytes = Buffer.concat([Buffer.from(`${lines}${"x".repeat(15)}`), Buffer.from([0xe2]), Buffer.from(`\n${lines}`)]);
    expect(bytes[65_535]).toBe(0xe2);
    await expect(textsOf(bytes, 1_000_000)).rejects.toMatchObject({ problem: { code: "NOT_UTF8", line: 4_096 } });
  });

  test("the line is told of a NUL", async () => {
    await expect(textsOf(Buffer.from(`${"x\n".repeat(500)}\0`), 1_000_000)).rejects.toMatchObject({ problem: { code: "NOT_UTF8", line: 501 } });
  });

  test("the line is told of a byte that is none, wherever it stands", async () => {
    for (const chunkBytes of [1_000_000, 61]) {
      const cut = Buffer.concat([Buffer.from(lettered), Buffer.from([0x66, 0xa3, 0x0a])]);
      await expect(textsOf(cut, chunkBytes)).rejects.toMatchObject({ problem: { code: "NOT_UTF8", line: lettered.split("\n").length } });
    }
  });
});

test("others have their turn while a file is read that is in memory whole", async () => {
  let turns = 0;
  let next = setImmediate(function turn() {
    turns++;
    next = setImmediate(turn);
  });
  const before = turns;
  await textsOf(Buffer.alloc(4_000_000, "a line of a file\n"), 4_000_000);
  clearImmediate(next);
  // A turn after each half megabyte.
  expect(turns - before).toBeGreaterThanOrEqual(7);
});

test("a text of JSON is cut into few pieces, whatever is in it", () => {
  for (const text of ["}".repeat(100_000), '{"a":1},'.repeat(12_500), "x".repeat(100_000)]) {
    const pieces = [...piecesOf(text)];
    expect(pieces.join("")).toBe(text);
    expect(pieces.length).toBeLessThanOrEqual(1_000);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  }
});
