/** The order in which the files of a service load: what a file refers to comes before it. */
import type { NounClass } from "../subgraph/context.js";
import type { ImportDeclaration } from "./import-declaration.js";

/** The imports in the order that their references need; what is said of things of any kind comes last. */
export function inOrderOfReference(imports: Readonly<Record<string, ImportDeclaration>>): Record<string, ImportDeclaration> {
  const fileOf = new Map(Object.entries(imports).map(([file, { noun }]) => [noun, file]));
  const begun = new Set<string>();
  const ordered: Record<string, ImportDeclaration> = {};
  const take = (file: string): void => {
    if (begun.has(file)) return;
    begun.add(file);
    for (const noun of referredTo(imports[file]!)) if (fileOf.has(noun)) take(fileOf.get(noun)!);
    ordered[file] = imports[file]!;
  };
  const ofAnything = ({ owner, columns }: ImportDeclaration): boolean => owner.of === "SUBJECT" && !Object.values(columns).some(({ refersToOneOf }) => refersToOneOf);
  const [last, first] = [true, false].map((way) => Object.keys(imports).filter((file) => ofAnything(imports[file]!) === way));
  for (const file of [...first!, ...last!]) take(file);
  return ordered;
}

/** The nouns of the service that rows of a file refer to. */
function referredTo({ owner, columns }: ImportDeclaration): NounClass[] {
  const through = owner.of === "PARTNERSHIP" && owner.through ? [owner.through] : [];
  return [...through, ...Object.values(columns).flatMap(({ refersTo, refersToOneOf }) => [...(refersTo ? [refersTo] : []), ...Object.values(refersToOneOf ?? {})])];
}
