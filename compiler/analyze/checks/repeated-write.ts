import type { Node } from "oxc-parser";
import { flowRepeatedWrite } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import { textAt } from "../source-place.ts";
import type { StateWrite } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { chainAt, isGuarded } from "./repeated-write-guards.ts";

/** A field of a flow that becomes something else in every tick: `this.count++`, `this.list.push(x)`. */
export function checkRepeatedWrites(interpreter: Interpreter, picture: Picture): void {
  const flows = picture.constructed.filter(({ facts }) => facts?.kind === "flow");
  const seen = new Set<string>();
  for (const write of picture.followed.every.writes) {
    // In a loop that is unrolled the same again, and again.
    const way = [write.span, ...write.stack].map(({ file, start }) => `${file}:${start}`).join();
    if (write.during !== "tick" || write.gates.length > 0 || seen.has(way)) continue;
    seen.add(way);
    const target = targetOf(flows, write);
    const again = write.field === undefined || readsItself(interpreter, write.span);
    if (target && again && !isGuarded(interpreter, write, target.field))
      report(interpreter, write.span, target);
  }
}

interface Target {
  readonly flow: HeapObject;
  readonly field: string;
}

/** The public field that is assigned, or that holds the array which is changed in place. */
function targetOf(flows: readonly HeapObject[], { object, field }: StateWrite): Target | undefined {
  const found =
    field === undefined
      ? flows.flatMap((flow) => fieldsHolding(flow, object))
      : object.facts?.kind === "flow"
        ? [{ flow: object, field }]
        : [];
  return found.find((one) => !one.field.startsWith("_"));
}

const fieldsHolding = (flow: HeapObject, array: HeapObject): readonly Target[] =>
  ownEntries(flow).flatMap(([field, value]) => (value === array ? [{ flow, field }] : []));

/** What is assigned is made of what was there: `+=`, `++`, `[...this.list, x]`. */
function readsItself(interpreter: Interpreter, span: Span): boolean {
  const node = chainAt(interpreter, span).findLast(
    ({ type }) => type === "AssignmentExpression" || type === "UpdateExpression",
  );
  if (node?.type !== "AssignmentExpression") return node !== undefined;
  if (node.operator !== "=") return /^(?:[-+*/%]|\*\*|<<|>>|>>>)=$/u.test(node.operator);
  const text = ({ start, end }: Node) => textAt(interpreter, { file: span.file, start, end });
  const isTarget = (part: Node) => text(part) === text(node.left);
  const { right } = node;
  if (right.type === "BinaryExpression")
    return /^[-+*/]$/u.test(right.operator) && [right.left, right.right].some(isTarget);
  return (
    right.type === "ArrayExpression" &&
    right.elements.some((one) => one?.type === "SpreadElement" && isTarget(one.argument))
  );
}

function report(interpreter: Interpreter, span: Span, { flow, field }: Target): void {
  const written = textAt(interpreter, span);
  const isShort = written.length < 40 && !written.includes("\n");
  const values = {
    field: isShort ? written : `this.${field}`,
    flow: graphName(flow) ?? "root",
  };
  const fix = fixFor(interpreter, span, field);
  interpreter.sink.report(flowRepeatedWrite(span, values, { fix }));
}

/** `this.count++;` → `if (this.once("count")) this.count++;` where it stands alone in a method of the flow. */
function fixFor(interpreter: Interpreter, span: Span, field: string): Fix | undefined {
  const chain = chainAt(interpreter, span);
  const statement = chain.findLastIndex(({ type }) => type === "ExpressionStatement");
  const method = chain.findLastIndex(({ type }) => type === "MethodDefinition");
  const plain = chain
    .slice(method + 2)
    .every(({ type }) => !/^(?:For|While|DoWhile)|Function/u.test(type));
  const start = chain[statement]?.start;
  if (start === undefined || method < 0 || !plain) return undefined;
  if (chain[statement - 1]?.type !== "BlockStatement") return undefined;
  const at = { file: span.file, start, end: start };
  return {
    title: "Do it once",
    edits: [{ span: at, text: `if (this.once(${JSON.stringify(field)})) ` }],
  };
}
