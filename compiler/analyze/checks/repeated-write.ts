import type { Node } from "oxc-parser";
import { flowRepeatedWrite } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import { ancestors, moduleOf, textAt } from "../source-place.ts";
import type { StateWrite } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** A field of a flow that becomes something else in every tick: `this.count++`, `this.list.push(x)`. */
export function checkRepeatedWrites(interpreter: Interpreter, picture: Picture): void {
  const { writes } = picture.followed.every;
  const flows = picture.constructed.filter(({ facts }) => facts?.kind === "flow");
  const seen = new Set<string>();
  for (const write of writes) {
    // In a loop that is unrolled the same again, and again.
    const way = [write.span, ...write.stack].map(({ file, start }) => `${file}:${start}`).join();
    if (seen.has(way)) continue;
    seen.add(way);
    const target = write.field === undefined ? ownerOf(flows, write.object) : named(write);
    if (target === undefined || write.during !== "tick" || write.gates.length > 0) continue;
    const chain = chainAt(interpreter, write.span);
    const change =
      write.field === undefined ? { node: chain.at(-1) } : readsItself(interpreter, chain);
    if (change?.node === undefined || isGuarded(interpreter, write, target.field)) continue;
    report(interpreter, { ...target, span: write.span, node: change.node, chain });
  }
}

interface Target {
  readonly flow: HeapObject;
  readonly field: string;
}

const named = ({ object, field }: StateWrite): Target | undefined =>
  object.facts?.kind === "flow" && field !== undefined && !field.startsWith("_")
    ? { flow: object, field }
    : undefined;

/** The public field that holds this very array. */
function ownerOf(flows: readonly HeapObject[], array: HeapObject): Target | undefined {
  for (const flow of flows) {
    const [field] = ownEntries(flow).find(([, value]) => value === array) ?? [];
    if (field !== undefined && !field.startsWith("_")) return { flow, field };
  }
  return undefined;
}

function chainAt(interpreter: Interpreter, span: Span): readonly Node[] {
  const module = moduleOf(interpreter, span.file);
  return module ? ancestors(module.parsed.program, span) : [];
}

/** The assignment, where what is assigned is made of what was there: `+=`, `++`, `[...this.list, x]`. */
function readsItself(
  interpreter: Interpreter,
  chain: readonly Node[],
): { readonly node: Node } | undefined {
  const node = chain.findLast(
    ({ type }) => type === "AssignmentExpression" || type === "UpdateExpression",
  );
  if (node?.type === "UpdateExpression") return { node };
  if (node?.type !== "AssignmentExpression") return undefined;
  if (/^(?:[-+*/%]|\*\*|<<|>>|>>>)=$/u.test(node.operator)) return { node };
  if (node.operator !== "=") return undefined;
  const file = fileOf(interpreter, node, chain);
  const text = ({ start, end }: Node) => textAt(interpreter, { file, start, end });
  const target = text(node.left);
  const { right } = node;
  if (right.type === "BinaryExpression")
    return [right.left, right.right].some((side) => text(side) === target) &&
      /^[-+*/]$/u.test(right.operator)
      ? { node }
      : undefined;
  const spread =
    right.type === "ArrayExpression" &&
    right.elements.some((one) => one?.type === "SpreadElement" && text(one.argument) === target);
  return spread ? { node } : undefined;
}

const fileOf = ({ loader }: Interpreter, _node: Node, [program]: readonly Node[]): string =>
  [...loader.modules.values()].find((module) => module?.parsed.program === program)?.file ?? "";

/** Something around it, or around a call that leads there, looks at the field first, or is a schedule's. */
function isGuarded(interpreter: Interpreter, { span, stack }: StateWrite, field: string): boolean {
  const looks = new RegExp(`\\.${field}\\b`, "u");
  return [span, ...stack].some((place) => {
    if (/^[\w.$#]+\.every\s*\(/u.test(textAt(interpreter, place))) return true;
    const chain = chainAt(interpreter, place);
    const text = (node: Node) => textAt(interpreter, { ...place, ...placeOf(node) });
    const tested = chain.some(
      (node) => "test" in node && isNode(node.test) && looks.test(text(node.test)),
    );
    return tested || isCursor(chain, { text, field }) || earlierTests(interpreter, place, looks);
  });
}

/** The loop around it awaits something that the field decides: each round is another call. */
const isCursor = (
  chain: readonly Node[],
  { text, field }: { readonly text: (node: Node) => string; readonly field: string },
): boolean =>
  chain.some(
    (node) =>
      (node.type === "WhileStatement" ||
        node.type === "DoWhileStatement" ||
        node.type === "ForStatement") &&
      /\bawait\b/u.test(text(node)) &&
      [...text(node).matchAll(new RegExp(`\\.${field}\\b`, "gu"))].length > 1,
  );

/** `if (this.count > 3) return;` before it in the same function. */
function earlierTests(interpreter: Interpreter, place: Span, looks: RegExp): boolean {
  const blocks = chainAt(interpreter, place).filter(({ type }) => type === "BlockStatement");
  return blocks.some(
    (block) =>
      block.type === "BlockStatement" &&
      block.body.some(
        (one) =>
          one.type === "IfStatement" &&
          one.end <= place.start &&
          looks.test(textAt(interpreter, { ...place, ...placeOf(one.test) })) &&
          /\breturn\b/u.test(textAt(interpreter, { ...place, ...placeOf(one) })),
      ),
  );
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "start" in value && "end" in value;

const placeOf = ({ start, end }: Node) => ({ start, end });

function report(
  interpreter: Interpreter,
  {
    flow,
    field,
    span,
    node,
    chain,
  }: Target & { readonly span: Span; readonly node: Node; readonly chain: readonly Node[] },
): void {
  const written = textAt(interpreter, span);
  const values = {
    field: written.length < 40 && !written.includes("\n") ? written : `this.${field}`,
    flow: graphName(flow) ?? "root",
  };
  const fix = fixFor({ field, node, chain, span });
  interpreter.sink.report(flowRepeatedWrite(span, values, { fix }));
}

/** `this.count++;` → `if (this.once("count")) this.count++;` where it stands alone in a method of the flow. */
function fixFor({
  field,
  chain,
  span,
}: {
  readonly field: string;
  readonly node: Node;
  readonly chain: readonly Node[];
  readonly span: Span;
}): Fix | undefined {
  const statement = chain.findLast(({ type }) => type === "ExpressionStatement");
  const method = chain.findLastIndex(({ type }) => type === "MethodDefinition");
  const inside = chain.slice(method + 2);
  const plain = inside.every(({ type }) => !/^(?:For|While|DoWhile)|Function/u.test(type));
  const block = statement && chain[chain.indexOf(statement) - 1];
  if (statement === undefined || method < 0 || !plain || block?.type !== "BlockStatement")
    return undefined;
  const at = { file: span.file, start: statement.start, end: statement.start };
  return {
    title: "Do it once",
    edits: [{ span: at, text: `if (this.once(${JSON.stringify(field)})) ` }],
  };
}
