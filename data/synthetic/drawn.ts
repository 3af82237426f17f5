/** Figures that look random and are the same everywhere. */

// A national size draws two million numbers: looking up Math each time takes most of the time where it is slow.
const { imul, floor } = Math;

/** A number below `most` that the seed and the words alone decide: FNV-1a, well stirred. */
export function drawn(seed: number, words: string, most: number): number {
  let mixed = 0x811c9dc5 ^ seed;
  for (let i = 0; i < words.length; i++) mixed = imul(mixed ^ words.charCodeAt(i), 0x01000193);
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return floor((((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000) * most);
}
