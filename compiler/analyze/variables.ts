import type { Expression, FunctionBody, Node, Program } from "oxc-parser";
import { patternNames } from "./module-names.ts";

/** Names that `var` declares somewhere in a function: they are there, undefined, from its beginning. */
export function variablesOf(body: FunctionBody | Expression | null): readonly string[] {
  if (body === null || body.type !== "BlockStatement") return [];
  const before = found.get(body);
  if (before) return before;
  const names = new Set<string>();
  for (const statement of body.body) collect(statement, names);
  found.set(body, [...names]);
  return [...names];
}

/** The same for a module. */
export function topLevelVariables(body: Program["body"]): readonly string[] {
  const names = new Set<string>();
  for (const node of body) {
    const declared = node.type === "ExportNamedDeclaration" ? node.declaration : node;
    if (declared) collect(declared, names);
  }
  return [...names];
}

const found = new WeakMap<object, readonly string[]>();

function collect(node: Node, names: Set<string>): void {
  if (node.type === "VariableDeclaration") {
    if (node.kind !== "var") return;
    for (const { id } of node.declarations) for (const name of patternNames(id)) names.add(name);
    return;
  }
  for (const inner of statementsIn(node)) collect(inner, names);
}

/** Statements directly inside of this one; functions and classes have variables of their own. */
function statementsIn(node: Node): readonly Node[] {
  switch (node.type) {
    case "BlockStatement":
      return node.body;
    case "IfStatement":
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
    case "ForStatement":
      return node.init ? [node.init, node.body] : [node.body];
    case "ForOfStatement":
    case "ForInStatement":
      return [node.left, node.body];
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
      return [node.body];
    case "SwitchStatement":
      return node.cases.flatMap(({ consequent }) => consequent);
    case "TryStatement":
      return [node.block, node.handler?.body, node.finalizer].filter(
        (one) => one !== null && one !== undefined,
      );
    default:
      return [];
  }
}
