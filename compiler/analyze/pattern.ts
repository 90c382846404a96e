import type {
  AssignmentTarget,
  AssignmentTargetMaybeDefault,
  AssignmentTargetRest,
  BindingPattern,
  BindingRestElement,
  Node,
  ParamPattern,
  VariableDeclaration,
} from "oxc-parser";
import type { Span } from "#source/span.ts";
import { assignTo } from "./assign-to.ts";
import { barrier, forkValue } from "./branch.ts";
import { type Completion, normal } from "./completion.ts";
import { narrow } from "./decide.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import { orderKey, restKey } from "./hidden-keys.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { spanIn } from "./interpreter.ts";
import { append, iterate } from "./iterate.ts";
import { mostVariants } from "./limits.ts";
import { makeArray, makeRecord } from "./make.ts";
import { elementAt, elementsOf, get } from "./member.ts";
import { evaluateNamed, nameOfTarget } from "./named.ts";
import { copiedValues, heldBy } from "./own-values.ts";
import { awaitValue } from "./promise.ts";
import { keyOf } from "./reference.ts";
import { declare, functionScope } from "./scope.ts";
import { evaluate, walk } from "./semantics.ts";

import { choicesOf, join, known, mixed, type Value } from "./value.ts";

type Target =
  | BindingPattern
  | BindingRestElement
  | AssignmentTarget
  | AssignmentTargetMaybeDefault
  | AssignmentTargetRest;

/** What is done with each name or place that a pattern reaches. */
type Bind = (
  target: Exclude<
    Target,
    { type: "ObjectPattern" | "ArrayPattern" | "AssignmentPattern" | "RestElement" }
  >,
  value: Value,
) => void;

/** `const { a, b: [c = 1], ...rest } = value`. */
export function bindPattern(
  interpreter: Interpreter,
  pattern: BindingPattern,
  {
    value,
    place,
    kind,
  }: { readonly value: Value; readonly place: Place; readonly kind: "var" | "let" },
): void {
  const scope = kind === "var" ? functionScope(place.scope) : place.scope;
  destructure(interpreter, pattern, {
    value,
    place,
    bind: (target, one) => {
      if (target.type === "Identifier") declare(interpreter, scope, target.name, one);
    },
  });
}

/** `[a, this.b] = value`. */
export function assignPattern(
  interpreter: Interpreter,
  pattern: AssignmentTarget,
  { value, place }: { readonly value: Value; readonly place: Place },
): void {
  destructure(interpreter, pattern, {
    value,
    place,
    bind: (target, one) => assignTo(interpreter, target, one, place),
  });
}

interface Task {
  readonly value: Value;
  readonly place: Place;
  readonly bind: Bind;
}

function destructure(interpreter: Interpreter, target: Target, task: Task): void {
  switch (target.type) {
    case "AssignmentPattern":
      destructure(interpreter, target.left, {
        ...task,
        value: orDefault(
          interpreter,
          task.value,
          () => evaluate(interpreter, target.right, task.place),
          target,
          task.place,
        ),
      });
      return;
    case "RestElement":
      destructure(interpreter, target.argument, task);
      return;
    case "ObjectPattern":
      destructureObject(interpreter, target, task);
      return;
    case "ArrayPattern":
      destructureArray(interpreter, target, task);
      return;
    default:
      task.bind(target, task.value);
  }
}

/** The value, or what the default says where it is, or may be, undefined. */
function orDefault(
  interpreter: Interpreter,
  value: Value,
  fallback: () => Value,
  node: Pick<Node, "start" | "end">,
  place: Place,
): Value {
  const isUndefined = (one: Value) => one.kind === "known" && one.value === undefined;
  const choices = choicesOf(narrow(interpreter, value));
  if (choices.every((choice) => isUndefined(choice.value))) return fallback();
  const sides = choices.map(({ value: one, when }) => ({
    when,
    run: () => (isUndefined(one) ? fallback() : one),
  }));
  if (value.kind === "unknown") sides.push({ when: [], run: fallback });
  return sides.length === 1 ? value : forkValue(interpreter, sides, spanIn(place.module, node));
}

function destructureObject(
  interpreter: Interpreter,
  pattern: Extract<Target, { type: "ObjectPattern" }>,
  task: Task,
): void {
  const taken: string[] = [];
  for (const property of pattern.properties) {
    const span = spanIn(task.place.module, property);
    if (property.type === "RestElement") {
      destructure(interpreter, property.argument, {
        ...task,
        value: without(interpreter, task.value, taken, span),
      });
      continue;
    }
    const key = keyOf(interpreter, property, task.place);
    const value =
      typeof key === "string"
        ? get(interpreter, task.value, { key, span })
        : mixed(span, [key, task.value]);
    if (typeof key === "string") taken.push(key);
    destructure(interpreter, property.value, { ...task, value });
  }
}

function without(
  interpreter: Interpreter,
  value: Value,
  taken: readonly string[],
  span: Span,
): Value {
  const source = narrow(interpreter, value);
  if (source.kind !== "object") return mixed(span, [source]);
  const record = makeRecord(
    interpreter,
    copiedValues(interpreter, source, span).filter(([key]) => !taken.includes(key)),
    span,
  );
  for (const key of [restKey, orderKey]) {
    const hidden = source.slots.entries.get(key);
    if (hidden) interpreter.store.write(record.slots, key, hidden);
  }
  return record;
}

function destructureArray(
  interpreter: Interpreter,
  pattern: Extract<Target, { type: "ArrayPattern" }>,
  task: Task,
): void {
  const span = spanIn(task.place.module, pattern);
  const source = narrow(interpreter, task.value);
  const open = pattern.elements.at(-1)?.type === "RestElement";
  const elements = firstOf(interpreter, source, {
    count: open ? undefined : pattern.elements.length,
    span,
  });
  pattern.elements.forEach((target, index) => {
    if (target === null) return;
    const lost = () => lostItem(source, index, span);
    const value =
      target.type === "RestElement"
        ? elements
          ? makeArray(interpreter, elements.slice(index), span)
          : lost()
        : elements
          ? (elements[index] ?? known(undefined, span))
          : lost();
    destructure(interpreter, target, { ...task, value });
  });
}

/** What may stand at a place of something that is not known: of arrays that it may be, what stands there. */
function lostItem(source: Value, index: number, span: Span): Value {
  const held = source.kind === "object" ? heldBy(source) : [];
  const arrays = source.kind === "unknown" ? source.holds.filter(isArray) : [];
  const items = arrays.slice(0, mostVariants).map((array) => elementAt(array, index));
  return items.reduce<Value>(
    (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
    mixed(span, [source, ...held]),
  );
}

const isArray = ({ body }: HeapObject): boolean => body.kind === "array";

/** As many items as a pattern has places: a generator runs no further. */
function firstOf(
  interpreter: Interpreter,
  source: Value,
  { count, span }: { readonly count: number | undefined; readonly span: Span },
): readonly Value[] | undefined {
  const listed = source.kind === "object" && source.body.kind === "array";
  if (count === undefined || listed) return iterate(interpreter, source, span);
  const list = makeArray(interpreter, [], span);
  const taken = () => elementsOf(list)?.length ?? count;
  const each = (item: Value): Completion => {
    append(interpreter, list, item);
    return taken() < count ? normal : { kind: "break", label: undefined };
  };
  if (count > 0)
    barrier(interpreter, () => walk(interpreter, source, { span, each }), {
      span,
      absorb: (completion) => (completion.kind === "break" ? normal : completion),
    });
  return elementsOf(list);
}

/** One declared parameter gets its argument. */
export function bindParameter(
  interpreter: Interpreter,
  parameter: ParamPattern,
  {
    place,
    arguments: args,
    index,
    site,
  }: {
    readonly place: Place;
    readonly arguments: readonly Value[];
    readonly index: number;
    readonly site: CallSite;
  },
): void {
  if (parameter.type === "RestElement") {
    const rest = makeArray(interpreter, args.slice(index), site.span);
    bindPattern(interpreter, parameter.argument, { value: rest, place, kind: "let" });
    return;
  }
  const pattern = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
  const value = args[index] ?? known(undefined, site.span);
  bindPattern(interpreter, pattern, { value, place, kind: "let" });
}

export function declareVariables(
  interpreter: Interpreter,
  node: VariableDeclaration,
  place: Place,
): void {
  if (node.declare) return;
  const kind = node.kind === "var" ? "var" : "let";
  for (const { id, init } of node.declarations) {
    if (init === null && kind === "var") continue;
    const initial = init
      ? evaluateNamed(interpreter, init, place, nameOfTarget(id))
      : known(undefined, spanIn(place.module, id));
    const value =
      node.kind === "await using"
        ? awaitValue(interpreter, initial, spanIn(place.module, id))
        : initial;
    bindPattern(interpreter, id, { value, place, kind });
  }
}
