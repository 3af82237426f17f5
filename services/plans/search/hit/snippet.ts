/** Snippets: where the words of a search stand in a fact, as plain text in pieces. */
import sql, { type Sql } from "sql-template-tag";
import { SnippetPiece } from "./search-hit.js";

/** Signs round a word that was found: of no language, and taken out of the texts beforehand. */
const OPEN = "\ue000";
const CLOSE = "\ue001";
const CUT = " … ";
const OPTIONS = `StartSel=${OPEN}, StopSel=${CLOSE}, MaxFragments=2, MinWords=10, MaxWords=30, FragmentDelimiter="${CUT}"`;

/** The parts of the fact `t` in which the words stand, each text of it on a line of its own, with signs round the words. */
export function headline(asked: Sql): Sql {
  const said = sql`translate(concat_ws(E'\n', t.title, nullif(t.texts, ''), t.as_printed), ${OPEN + CLOSE}, '')`;
  return sql`ts_headline('english', ${said}, ${asked}, ${OPTIONS})`;
}

/** A text of one word: units, numbers, letters and ids say nothing alone. */
const BARE = new RegExp(`^[^\\s${OPEN}]*$`);

/** The pieces of a headline. Words that were found next to each other are one piece; a text of one word that was not searched for is left out, and what stands there twice is shown once. */
export function piecesOf(marked: string): SnippetPiece[] {
  const shown = new Set<string>();
  let snippet = "";
  let cut = false;
  for (const part of marked.split(new RegExp(`(\n|${CUT})`))) {
    const text = part.replaceAll(/\s+/g, " ").trim();
    cut ||= part === CUT;
    if (part === CUT || BARE.test(text) || shown.has(text)) continue;
    snippet += `${snippet && (cut ? CUT : " · ")}${text.replaceAll(new RegExp(`${CLOSE}( ?)${OPEN}`, "g"), "$1")}`;
    shown.add(text);
    cut = false;
  }
  // Split at either sign, every second part is what stood between the two.
  return snippet
    .split(new RegExp(`[${OPEN}${CLOSE}]`))
    .map((text, i) => Object.assign(new SnippetPiece(), { text, matched: i % 2 === 1 }))
    .filter(({ text }) => text !== "");
}
