/** The published files that somebody names: each by itself, all of a folder that are of the publication, or all of a zip as it was downloaded. */
import { createReadStream, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { openPromise } from "yauzl";
import type { Publication, PublishedFile } from "../kernel/files/publication.js";

const PIECE_BYTES = 256 * 1024;

/** The files in the order in which they are named, those of a folder or zip by name. */
export async function* publishedFiles(named: readonly string[], publication: Publication): AsyncGenerator<PublishedFile> {
  for (const name of named) {
    const found = statSync(name, { throwIfNoEntry: false });
    if (!found) throw new Error(`There is no file or folder ${name}.`);
    if (found.isDirectory()) yield* ofFolder(name, publication);
    else if (/\.zip$/i.test(name)) yield* ofZip(name, publication);
    else yield { name, bytes: createReadStream(name, { highWaterMark: PIECE_BYTES }) };
  }
}

function* ofFolder(folder: string, publication: Publication): Generator<PublishedFile> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((each) => path.join(folder, each)).filter((each) => publication.named.test(each)).sort();
  if (files.length === 0) throw new Error(`The folder ${folder} holds no ${publication.says}.`);
  for (const name of files) yield { name, bytes: createReadStream(name, { highWaterMark: PIECE_BYTES }) };
}

async function* ofZip(file: string, publication: Publication): AsyncGenerator<PublishedFile> {
  // What a zip holds stands at its end: one that was cut has no list of it, wherever the cut fell.
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw new Error(`${file} is no whole zip: where it was cut off on its way, download it again (${(error as Error).message}).`);
  });
  try {
    let some = false;
    for await (const entry of zip.eachEntry()) {
      if (!publication.named.test(entry.fileName)) continue;
      some = true;
      yield { name: `${file}: ${entry.fileName}`, bytes: await zip.openReadStreamPromise(entry) };
    }
    if (!some) throw new Error(`The zip ${file} holds no ${publication.says}.`);
  } finally {
    zip.close();
  }
}
