/** Limits on a question, judged before anything of it is run: how long, deep, wide and repetitive it may be. */
import { GraphQLError, Kind, type ASTVisitor, type SelectionSetNode, type ValidationContext, type ValidationRule } from "graphql";
import type { Limits } from "../kernel/process/config.js";
import { Refusal, type RefusalCode } from "../kernel/refusals.js";

/** What a selection comes to once its fragments are written out. */
interface Extent {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
}

/** The rule that refuses a question beyond the limits. A connection with its nodes or edges counts as one level. */
export function questionLimits(limits: Limits): ValidationRule {
  const judged: [keyof Extent, number, RefusalCode][] = [
    ["depth", limits.depth, "QUESTION_TOO_DEEP"],
    ["fields", limits.fields, "QUESTION_TOO_LARGE"],
    ["aliases", limits.aliases, "TOO_MANY_ALIASES"],
    ["directives", limits.directives, "TOO_MANY_DIRECTIVES"],
  ];
  return (context: ValidationContext): ASTVisitor => {
    const fragments = new Map<string, Extent>();
    return {
      OperationDefinition(operation) {
        const extent = extentOf(operation.selectionSet, context, fragments);
        extent.directives += operation.directives?.length ?? 0;
        for (const [what, most, code] of judged) {
          if (extent[what] > most) context.reportError(refusal(code, `It has ${extent[what]}; the most is ${most}.`));
        }
      },
    };
  };
}

/** Apollo Server gives every error of a rule its own code, so the refusal's code travels beside it. */
function refusal(code: RefusalCode, detail: string): GraphQLError {
  const { message, extensions } = new Refusal(code, { detail });
  return new GraphQLError(message, { extensions: { ...extensions, refusal: code } });
}

/** Levels that only lead from a connection to its rows. */
const BETWEEN = new Set(["nodes", "edges", "node"]);

function extentOf(set: SelectionSetNode, context: ValidationContext, fragments: Map<string, Extent>): Extent {
  const whole: Extent = { depth: 0, fields: 0, aliases: 0, directives: 0 };
  for (const selection of set.selections) {
    const below = extentBelow(selection, context, fragments);
    const own = selection.kind === Kind.FIELD;
    // How deep introspection may go is judged by graphql-js itself.
    const introspection = own && selection.name.value.startsWith("__");
    const level = own && !introspection && !BETWEEN.has(selection.name.value) ? 1 : 0;
    whole.depth = Math.max(whole.depth, introspection ? 0 : below.depth + level);
    whole.fields += below.fields + (own ? 1 : 0);
    whole.aliases += below.aliases + (own && selection.alias ? 1 : 0);
    whole.directives += below.directives + (selection.directives?.length ?? 0);
  }
  return whole;
}

function extentBelow(selection: SelectionSetNode["selections"][number], context: ValidationContext, fragments: Map<string, Extent>): Extent {
  const nothing: Extent = { depth: 0, fields: 0, aliases: 0, directives: 0 };
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return selection.selectionSet ? extentOf(selection.selectionSet, context, fragments) : nothing;
  const name = selection.name.value;
  const known = fragments.get(name);
  if (known) return known;
  // A fragment that reaches itself counts as nothing here: another rule refuses it.
  fragments.set(name, nothing);
  const fragment = context.getFragment(name);
  const extent = fragment ? extentOf(fragment.selectionSet, context, fragments) : nothing;
  fragments.set(name, extent);
  return extent;
}
