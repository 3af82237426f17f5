/** Look-ahead: which fields of a noun the question asks for, so that a read fetches their columns and no others. */
import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";

/** Names of the fields asked of the named type, or of any, at `path` below the resolved field; fragments are followed. */
export function fieldsAsked(info: GraphQLResolveInfo, typeName: string | null, ...path: string[]): Set<string> {
  let sets = selectionSets(info.fieldNodes);
  for (const step of path) {
    const below: FieldNode[] = [];
    for (const set of sets) walk(set, null, info, (field) => field.name.value === step && below.push(field));
    sets = selectionSets(below);
  }
  const names = new Set<string>();
  for (const set of sets) walk(set, typeName, info, (field) => names.add(field.name.value));
  return names;
}

function selectionSets(fields: readonly FieldNode[]): SelectionSetNode[] {
  return fields.flatMap((field) => field.selectionSet ?? []);
}

function walk(
  set: SelectionSetNode,
  typeName: string | null,
  info: GraphQLResolveInfo,
  visit: (field: FieldNode) => void,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      visit(selection);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
    const condition = fragment?.typeCondition?.name.value;
    if (fragment && (!typeName || !condition || condition === typeName)) {
      walk(fragment.selectionSet, typeName, info, visit);
    }
  }
}
