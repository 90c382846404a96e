import type { ForStatementLeft, Statement } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { assignTo } from "./assign-to.ts";
import { barrier } from "./branch.ts";
import { truthUnder } from "./choose.ts";
import { type Completion, normal } from "./completion.ts";
import { expand, narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, type Place, spanIn, spend } from "./interpreter.ts";
import { mostOpenRounds, mostOpenTickRounds, mostRounds, mostTickRounds } from "./limits.ts";
import { findSlot, hasUnknownProperties } from "./member.ts";
import { ownValues } from "./own-values.ts";
import { assignPattern, bindPattern, declareVariables } from "./pattern.ts";
import { awaitValue } from "./promise.ts";
import { repeat } from "./repeat.ts";
import { innerScope } from "./scope.ts";
import { evaluate, execute, walk } from "./semantics.ts";
import { known, unknown, type Value } from "./value.ts";

type Loop = Extract<
  Statement,
  {
    type:
      | "ForStatement"
      | "ForOfStatement"
      | "ForInStatement"
      | "WhileStatement"
      | "DoWhileStatement";
  }
>;

interface LoopContext {
  readonly place: Place;
  readonly label: string | undefined;
}

/** Known loops are unrolled; of unknown ones the body is followed once, for any iteration. */
export function executeLoop(
  interpreter: Interpreter,
  node: Loop,
  context: LoopContext,
): Completion {
  const span = spanIn(context.place.module, node);
  const run = () => {
    if (node.type === "ForOfStatement" || node.type === "ForInStatement")
      return executeEach(interpreter, node, context);
    return executeWhile(interpreter, node, context);
  };
  return barrier(interpreter, run, {
    span,
    absorb: (completion) =>
      completion.kind === "break" && completion.label === undefined ? normal : completion,
  });
}

/** What goes on with the next iteration ends here. */
const continuing =
  (label: string | undefined) =>
  (completion: Completion): Completion =>
    completion.kind === "continue" && (completion.label === undefined || completion.label === label)
      ? normal
      : completion;

function iteration(
  interpreter: Interpreter,
  body: Statement,
  { place, label }: LoopContext,
): Completion {
  const span = spanIn(place.module, body);
  return barrier(interpreter, () => execute(interpreter, body, place), {
    span,
    absorb: continuing(label),
  });
}

type Each = Extract<Loop, { type: "ForOfStatement" | "ForInStatement" }>;

function executeEach(interpreter: Interpreter, node: Each, context: LoopContext): Completion {
  const { place } = context;
  const span = spanIn(place.module, node);
  const source = evaluate(interpreter, node.right, place);
  const each = (value: Value): Completion => {
    const inner = { ...place, scope: innerScope(interpreter, place.scope) };
    const awaits = node.type === "ForOfStatement" && node.await;
    bindLeft(interpreter, node.left, awaits ? awaitValue(interpreter, value, span) : value, inner);
    return iteration(interpreter, node.body, { ...context, place: inner });
  };
  if (node.type === "ForOfStatement") return walk(interpreter, source, { span, each });
  return executeIn(interpreter, { source, span }, each);
}

/** The keys at the start; what is deleted on the way is left out. */
function executeIn(
  interpreter: Interpreter,
  { source, span }: { readonly source: Value; readonly span: Span },
  each: (value: Value) => Completion,
): Completion {
  const value = narrow(interpreter, source);
  const keys = keysOf(interpreter, value, span);
  if (keys === undefined) {
    const reason = "how often the loop runs is not known";
    return repeat(interpreter, { span, reason }, () =>
      each(unknown(span, "which keys there are is not known")),
    );
  }
  for (const key of keys) {
    if (value.kind === "object" && !findSlot(value, key)) continue;
    if (!spend(interpreter)) return normal;
    const completion = each(known(key, span));
    if (completion.kind !== "normal") return completion;
  }
  return normal;
}

/** Of what it inherits, too; undefined where not all are known. */
function keysOf(interpreter: Interpreter, value: Value, span: Span): readonly string[] | undefined {
  if (value.kind === "known")
    return typeof value.value === "string" ? [...value.value].map((_, index) => String(index)) : [];
  if (value.kind !== "object" || value.facts) return undefined;
  const keys = new Set<string>();
  for (let at: HeapObject | undefined = value; at; at = at.prototype) {
    if (hasUnknownProperties(at)) return undefined;
    for (const [key] of ownValues(interpreter, at, span)) keys.add(key);
  }
  return [...keys];
}

function bindLeft(
  interpreter: Interpreter,
  left: ForStatementLeft,
  value: Value,
  place: Place,
): void {
  if (left.type === "VariableDeclaration") {
    const [declaration] = left.declarations;
    if (declaration)
      bindPattern(interpreter, declaration.id, {
        value,
        place,
        kind: left.kind === "var" ? "var" : "let",
      });
  } else if (left.type === "ObjectPattern" || left.type === "ArrayPattern") {
    assignPattern(interpreter, left, { value, place });
  } else assignTo(interpreter, left, value, place);
}

type While = Exclude<Loop, Each>;

function executeWhile(interpreter: Interpreter, node: While, context: LoopContext): Completion {
  const place = { ...context.place, scope: innerScope(interpreter, context.place.scope) };
  const inner = { ...context, place };
  if (node.type === "ForStatement" && node.init) {
    if (node.init.type === "VariableDeclaration") declareVariables(interpreter, node.init, place);
    else evaluate(interpreter, node.init, place);
  }
  if (node.type === "DoWhileStatement") {
    const first = iteration(interpreter, node.body, inner);
    if (first.kind !== "normal") return first;
  }
  return iterateWhile(interpreter, node, inner);
}

/** Unrolled as long as the test is decided; from there on, any number of iterations. */
function iterateWhile(interpreter: Interpreter, node: While, context: LoopContext): Completion {
  const { place } = context;
  const span = spanIn(place.module, node);
  const test = () =>
    node.test ? expand(interpreter, evaluate(interpreter, node.test, place)) : known(true, span);
  const most = mostRoundsIn(interpreter);
  for (let rounds = 0; rounds < most.all && spend(interpreter); rounds++) {
    const decided = truthUnder(interpreter, test());
    if (decided === false) return normal;
    if (decided === undefined || interpreter.fuel < 1) break;
    const copy = perIteration(interpreter, node, context);
    const before = interpreter.pendings.length;
    const completion = iteration(interpreter, node.body, copy);
    if (completion.kind !== "normal") return completion;
    update(interpreter, node, copy, context);
    if (rounds > most.open && interpreter.pendings.length > before) break;
  }
  return repeat(interpreter, { span, reason: "how often the loop runs is not known" }, () => {
    test();
    const completion = iteration(interpreter, node.body, context);
    update(interpreter, node, context, context);
    return completion;
  });
}

/** A tick's loops await; constructions only count. */
const mostRoundsIn = ({ phase }: Interpreter): { readonly all: number; readonly open: number } =>
  phase.kind === "construct" || phase.kind === "constant"
    ? { all: mostRounds, open: mostOpenRounds }
    : { all: mostTickRounds, open: mostOpenTickRounds };

/** `for (let i…)` gives every iteration variables of its own, which closures keep. */
function perIteration(interpreter: Interpreter, node: While, context: LoopContext): LoopContext {
  if (
    node.type !== "ForStatement" ||
    node.init?.type !== "VariableDeclaration" ||
    node.init.kind === "var"
  )
    return context;
  const scope = innerScope(interpreter, context.place.scope.parent);
  for (const [name, slot] of context.place.scope.slots.entries)
    interpreter.store.write(scope.slots, name, slot);
  return { ...context, place: { ...context.place, scope } };
}

function update(interpreter: Interpreter, node: While, from: LoopContext, to: LoopContext): void {
  if (from !== to) {
    for (const [name, slot] of from.place.scope.slots.entries)
      interpreter.store.write(to.place.scope.slots, name, slot);
  }
  if (node.type === "ForStatement" && node.update) evaluate(interpreter, node.update, to.place);
}
