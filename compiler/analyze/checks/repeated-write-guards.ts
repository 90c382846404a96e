import type { Node } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, descendantsInside, moduleOf, textAt } from "../source-place.ts";
import type { StateWrite } from "../trace.ts";

/**
 * Whether a write of a flow's field comes to an end by itself: something around it, or around a call that
 * leads there, looks at the field first, counts its rounds with it, or is a schedule's.
 */
export function isGuarded(
  interpreter: Interpreter,
  { span, stack }: StateWrite,
  field: string,
): boolean {
  const looks = new RegExp(`\\.${field}\\b`, "gu");
  return [span, ...stack].some((place) => {
    if (/^[\w.$#]+\.every\s*\(/u.test(textAt(interpreter, place))) return true;
    const chain = chainAt(interpreter, place);
    const mentions = ({ start, end }: Node) =>
      [...textAt(interpreter, { ...place, start, end }).matchAll(looks)].length;
    return (
      chain.some((node) => isTested(node, mentions)) ||
      chain.some((node) => isCursor(node, mentions)) ||
      chain.some((node) => advancesWith(interpreter, node, place)) ||
      chain.some((node) => isLeftBefore(node, { place, mentions }))
    );
  });
}

export function chainAt(interpreter: Interpreter, span: Span): readonly Node[] {
  const module = moduleOf(interpreter, span.file);
  return module ? ancestors(module.parsed.program, span) : [];
}

type Mentions = (node: Node) => number;

/** `if (this.count < 3)`, `while (this.count < 3)` */
const isTested = (node: Node, mentions: Mentions): boolean =>
  "test" in node && isNode(node.test) && mentions(node.test) > 0;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "start" in value && "end" in value;

/** A loop that awaits something which the field decides: each round is another call. */
const isCursor = (node: Node, mentions: Mentions): boolean =>
  (node.type === "WhileStatement" ||
    node.type === "DoWhileStatement" ||
    node.type === "ForStatement") &&
  mentions(node) > 1 &&
  descendantsInside(node).some(({ type }) => type === "AwaitExpression");

/**
 * `while (this.i < 3) { const r = await work.run(this.i); this.total += r; this.i++; }`: what counts the rounds
 * is written in the same tick, with nothing awaited between, so that each round writes once.
 */
function advancesWith(interpreter: Interpreter, loop: Node, place: Span): boolean {
  if (loop.type !== "WhileStatement" && loop.type !== "DoWhileStatement") return false;
  const text = ({ start, end }: Node) => textAt(interpreter, { ...place, start, end });
  const inside = descendantsInside(loop.body);
  const tested = descendantsInside(loop.test).map(text);
  const advances = inside.filter((node) => {
    const target = writtenBy(node);
    return target?.type === "MemberExpression" && tested.includes(text(target));
  });
  const awaitsBetween = ({ start, end }: Node) =>
    inside.some(
      (node) =>
        node.type === "AwaitExpression" &&
        node.start >= Math.min(end, place.end) &&
        node.end <= Math.max(start, place.start),
    );
  return advances.some((advance) => !awaitsBetween(advance));
}

const writtenBy = (node: Node): Node | undefined => {
  if (node.type === "UpdateExpression") return node.argument;
  return node.type === "AssignmentExpression" ? node.left : undefined;
};

/** `if (this.count > 3) return;` before it in the same block. */
const isLeftBefore = (
  node: Node,
  { place, mentions }: { readonly place: Span; readonly mentions: Mentions },
): boolean =>
  node.type === "BlockStatement" &&
  node.body.some(
    (one) =>
      one.type === "IfStatement" &&
      one.end <= place.start &&
      mentions(one.test) > 0 &&
      returns(one.consequent),
  );

const returns = (node: Node): boolean =>
  node.type === "ReturnStatement" ||
  (node.type === "BlockStatement" && node.body.some(({ type }) => type === "ReturnStatement"));
