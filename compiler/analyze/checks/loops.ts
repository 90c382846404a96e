import type { Node, Statement } from "oxc-parser";
import type { Closure } from "../heap.ts";
import { childrenOf, descendantsInside } from "../source-place.ts";

export type Loop = Extract<Node, { type: "WhileStatement" | "DoWhileStatement" | "ForStatement" }>;

/** The loops of one function that go on for ever: no test that could fail, nothing that leaves. */
export const endlessLoops = ({ code, module }: Closure): readonly Loop[] =>
  // Most functions have no loop, and their text says so at once.
  /\b(?:while|for)\b/u.test(module.text.slice(code.start, code.end))
    ? endlessIn(descendantsInside(code))
    : [];

function endlessIn(nodes: readonly Node[]): readonly Loop[] {
  const labels = new Map<Node, string>(
    nodes.flatMap((node) =>
      node.type === "LabeledStatement" ? [[node.body, node.label.name]] : [],
    ),
  );
  return nodes.filter((node): node is Loop => isLoop(node) && isEndless(node, labels.get(node)));
}

const isLoop = ({ type }: Node): boolean =>
  type === "WhileStatement" || type === "DoWhileStatement" || type === "ForStatement";

function isEndless(loop: Node, own: string | undefined): boolean {
  if (!("test" in loop) || !("body" in loop) || !isAlwaysTrue(loop.test)) return false;
  const { body } = loop;
  return !(isNode(body) && leaves(body, { own, inner: [], another: false }));
}

const isAlwaysTrue = (test: unknown): boolean =>
  test === null || (isNode(test) && test.type === "Literal" && Boolean(test.value));

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

/** Where in a loop something stands. */
interface Inside {
  /** The loop's own label. */
  readonly own: string | undefined;
  /** Labels within it. */
  readonly inner: readonly string[];
  /** A smaller loop, or a switch, which a plain `break` is about. */
  readonly another: boolean;
}

/** A return or throw anywhere in it, or a `break` or `continue` that is not about something smaller. */
function leaves(node: Node, at: Inside): boolean {
  if (node.type === "ReturnStatement" || node.type === "ThrowStatement") return true;
  if (node.type === "BreakStatement")
    return node.label === null ? !at.another : !at.inner.includes(node.label.name);
  if (node.type === "ContinueStatement")
    return node.label !== null && ![at.own, ...at.inner].includes(node.label.name);
  const another =
    at.another || node.type === "SwitchStatement" || /^(?:For|While|DoWhile)/u.test(node.type);
  const inner = node.type === "LabeledStatement" ? [...at.inner, node.label.name] : at.inner;
  return childrenOf(node).some(
    (child) => !child.type.includes("Function") && leaves(child, { ...at, inner, another }),
  );
}

/** What stands behind a statement in its block, functions aside. */
export function statementAfter(chain: readonly Node[], statement: Node): Statement | undefined {
  const block = chain[chain.indexOf(statement) - 1];
  if (block?.type !== "BlockStatement" && block?.type !== "Program") return undefined;
  return block.body.find(
    (one): one is Statement =>
      one.start >= statement.end &&
      one.type !== "FunctionDeclaration" &&
      !one.type.startsWith("TS"),
  );
}
