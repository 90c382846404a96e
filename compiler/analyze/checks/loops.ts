import type { Node, Statement } from "oxc-parser";
import type { Closure } from "../heap.ts";
import { childrenOf, descendantsInside } from "../source-place.ts";

export type Loop = Extract<Node, { type: "WhileStatement" | "DoWhileStatement" | "ForStatement" }>;

/** The loops of one function that go on for ever: no test that could fail, nothing that leaves. */
export const endlessLoops = ({ code, module }: Closure): readonly Loop[] =>
  // Most functions have no loop, and their text says so at once.
  /\b(?:while|for)\b/u.test(module.text.slice(code.start, code.end))
    ? descendantsInside(code).filter((node): node is Loop => isLoop(node) && isEndless(node))
    : [];

const isLoop = ({ type }: Node): boolean =>
  type === "WhileStatement" || type === "DoWhileStatement" || type === "ForStatement";

function isEndless(loop: Node): boolean {
  if (!("test" in loop) || !("body" in loop) || !isAlwaysTrue(loop.test)) return false;
  const { body } = loop;
  return !(isNode(body) && leaves(body, false));
}

const isAlwaysTrue = (test: unknown): boolean =>
  test === null || (isNode(test) && test.type === "Literal" && Boolean(test.value));

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value;

/** A return or throw anywhere in it, or a break that is not a smaller loop's own. */
function leaves(node: Node, insideAnother: boolean): boolean {
  if (node.type === "ReturnStatement" || node.type === "ThrowStatement") return true;
  if (node.type === "BreakStatement") return node.label !== null || !insideAnother;
  const another =
    insideAnother || node.type === "SwitchStatement" || /^(?:For|While|DoWhile)/u.test(node.type);
  return childrenOf(node).some(
    (child) => !child.type.includes("Function") && leaves(child, another),
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
