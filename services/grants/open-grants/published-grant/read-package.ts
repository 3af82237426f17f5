/** Reads the JSON of a package grant by grant, as a stream: memory does not grow with it. */
import { pipeline, type Readable } from "node:stream";
import { parser, type Token } from "stream-json/parser.js";
import { CELL_AT_MOST, problem, RECORD_AT_MOST, UnreadableFile } from "../../../../kernel/files/file-row.js";
import { utf8Text } from "../../../../kernel/files/utf8-text.js";
import { empty } from "../standard/columns.js";
import type { Json, JsonObject } from "../standard/judge-open-grant.js";

/** A grant with its place. */
export interface PackedGrant {
  grant: JsonObject;
  /** The digits of its amount as they stand in the file. */
  amountAwarded: string;
  /** The number of the grant, from 1; of a table its line. */
  line: number;
  /** The number of the grant as a JSON pointer counts, from 0. */
  index: number;
}

/** Levels of a grant at most: the standard needs five. */
export const DEPTH_AT_MOST = 20;

/** The grants of a package. */
export async function* readPackage(file: Readable): AsyncGenerator<PackedGrant> {
  const tokens = parser.asStream({ packValues: false });
  let broken: unknown;
  async function* text(): AsyncGenerator<string> {
    try {
      yield* utf8Text(file);
    } catch (error) {
      broken = error;
      throw error;
    }
  }
  // Whichever part fails, all of them end, and the loop below is told.
  pipeline(text(), tokens, () => {});
  const grants = new Grants();
  try {
    for await (const token of tokens as AsyncIterable<Token>) {
      const grant = grants.take(token);
      if (grant) yield grant;
    }
  } catch (error) {
    // The parser takes a text that breaks off for one that ends too early.
    if (broken) throw broken as Error;
    if (error instanceof UnreadableFile || !/^Parser (cannot parse|has expected)/.test((error as Error).message)) throw error;
    throw new UnreadableFile(problem("MALFORMED_JSON", grants.read + 1, null));
  }
  if (grants.read === 0) throw new UnreadableFile(problem("NOT_OF_THE_STANDARD", 1, "grants", "At /grants. A package has one grant or more."));
}

/** What a value counts for beside its characters: a null or an empty list takes memory too. */
const VALUE_CHARACTERS = 8;

/** An object or list that is being filled. */
interface Holder {
  value: JsonObject | Json[];
  key: string | null;
}

/** Puts grants together from the tokens of a package, and holds no more of it than one of them. */
class Grants {
  /** Grants that are whole. */
  read = 0;
  /** Levels above what is being filled: 1 within the package, 2 within its list of grants. */
  private depth = 0;
  /** The field of the package. */
  private field: string | null = null;
  private readonly holders: Holder[] = [];
  private text = "";
  private size = 0;
  private amountAwarded = "";

  /** Takes the next token; answers the grant that it ends. */
  take(token: Token): PackedGrant | null {
    switch (token.name) {
      case "startObject":
      case "startArray":
        return this.begin(token.name === "startObject");
      case "endObject":
      case "endArray":
        return this.end();
      case "startKey":
      case "startString":
      case "startNumber":
        this.text = "";
        return null;
      case "stringChunk":
      case "numberChunk":
        return this.add(token.value);
      case "endKey":
        if (this.depth === 1) this.field = this.text;
        else if (this.holders.length) this.holders.at(-1)!.key = this.text;
        return null;
      case "endString":
        return this.put(this.text);
      case "endNumber":
        return this.number();
      case "nullValue":
        return this.put(null);
      case "trueValue":
      case "falseValue":
        return this.put(token.name === "trueValue");
      default:
        return null;
    }
  }

  /** Whether what comes next is within the list of grants. */
  private get among(): boolean {
    return this.field === "grants" && this.depth >= 2;
  }

  private begin(isObject: boolean): null {
    this.depth++;
    if (this.depth > DEPTH_AT_MOST) throw this.not("It goes too deep.");
    if (this.depth === 1 && !isObject) throw this.not("A package is an object.");
    if (this.depth === 2 && this.field === "grants" && isObject) throw this.not("`grants` is a list.");
    if (this.depth < 3 || !this.among) return null;
    if (this.depth === 3) {
      if (!isObject) throw this.not("A grant is an object.");
      this.size = 0;
      this.amountAwarded = "";
    }
    const value = isObject ? empty() : [];
    if (this.holders.length) this.put(value);
    this.holders.push({ value, key: null });
    return null;
  }

  private end(): PackedGrant | null {
    const ended = this.depth-- >= 3 && this.among ? this.holders.pop() : undefined;
    if (!ended || this.holders.length) return null;
    return { grant: ended.value as JsonObject, amountAwarded: this.amountAwarded, line: this.read + 1, index: this.read++ };
  }

  private add(piece: string): null {
    this.text += piece;
    if (this.text.length > CELL_AT_MOST) throw this.tooLong();
    return this.count(piece.length);
  }

  /** Counts what the grant that is being filled takes. */
  private count(characters: number): null {
    this.size += characters;
    if (this.holders.length && this.size > RECORD_AT_MOST) throw this.tooLong();
    return null;
  }

  private tooLong(): UnreadableFile {
    return new UnreadableFile(problem("CELL_TOO_LONG", this.read + 1, null));
  }

  private number(): null {
    const value = Number(this.text);
    if (!Number.isFinite(value)) throw this.not(`"${this.text.slice(0, 40)}" is no number.`);
    if (this.holders.length === 1 && this.holders[0]!.key === "amountAwarded") this.amountAwarded = this.text;
    return this.put(value);
  }

  private put(value: Json): null {
    const holder = this.holders.at(-1);
    if (!holder) {
      if (this.among && this.depth === 2) throw this.not("A grant is an object.");
      if (this.depth === 1 && this.field === "grants") throw this.not("`grants` is a list.");
      return null;
    }
    if (Array.isArray(holder.value)) holder.value.push(value);
    else holder.value[holder.key!] = value;
    return this.count(VALUE_CHARACTERS);
  }

  private not(detail: string): UnreadableFile {
    return new UnreadableFile(problem("NOT_OF_THE_STANDARD", this.read + 1, null, `At /${this.field === "grants" ? `grants/${this.read}` : (this.field ?? "")}. ${detail}`));
  }
}
