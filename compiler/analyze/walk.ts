/**
 * Goes through an iterable as the language does: item by item, each at the moment when an execution would take
 * it. What is added to an array on the way is met, a generator runs between the items, and what ends the way
 * early ends the generator too.
 */
import type { Span } from "#source/span.ts";
import { forEachLength } from "./array-length.ts";
import { barrier, fork } from "./branch.ts";
import { type Completion, normal, Thrown } from "./completion.ts";
import { expand, narrow, nullish, truth } from "./decide.ts";
import { runGenerator } from "./generator.ts";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, spend } from "./interpreter.ts";
import { entryPairs, iterate } from "./iterate.ts";
import { mostAdded, mostChoices, mostLengthForks, mostRounds, mostVariants } from "./limits.ts";
import { makeArray } from "./make.ts";
import { arrayLength, elementAt, findSlot, get } from "./member.ts";
import { heldBy } from "./own-values.ts";
import { resolved } from "./promise.ts";
import { repeat } from "./repeat.ts";
import { call, type Walk } from "./semantics.ts";
import { wellKnown } from "./symbol.ts";
import { choicesOf, join, known, mixed, present, unknown, type Value } from "./value.ts";

export function walkThrough(interpreter: Interpreter, iterable: Value, way: Walk): Completion {
  const value = narrow(interpreter, expand(interpreter, iterable));
  if (value.kind === "oneOf") {
    const sides = choicesOf(value).map(({ value: one, when }) => ({
      when,
      run: () => walkThrough(interpreter, one, way),
    }));
    return fork(interpreter, sides, way.span);
  }
  if (nullish(value) === true) {
    interpreter.hazards++;
    throw new Thrown(unknown(way.span, "it is not iterable"));
  }
  return value.kind === "object"
    ? walkObject(interpreter, value, way)
    : walkItems(interpreter, { items: iterate(interpreter, value, way.span), value }, way);
}

function walkObject(interpreter: Interpreter, object: HeapObject, way: Walk): Completion {
  const { body } = object;
  if (body.kind === "generator") return runGenerator(interpreter, { object, body }, way);
  const own = object.facts ? undefined : iteratorOf(object);
  if (own && own.kind !== "accessor") return walkProtocol(interpreter, { object, own }, way);
  if (body.kind === "array") return walkArray(interpreter, object, way);
  if (body.kind === "map" || body.kind === "set") return walkEntries(interpreter, object, way);
  return walkItems(
    interpreter,
    { items: iterate(interpreter, object, way.span), value: object },
    way,
  );
}

const iteratorOf = (object: HeapObject) =>
  findSlot(object, wellKnown.iterator) ?? findSlot(object, wellKnown.asyncIterator);

function walkItems(
  interpreter: Interpreter,
  { items, value }: { readonly items: readonly Value[] | undefined; readonly value: Value },
  way: Walk,
): Completion {
  if (items === undefined) return lose(interpreter, value, way);
  for (const item of items) {
    if (!spend(interpreter)) return normal;
    const completion = way.each(item);
    if (completion.kind !== "normal") return completion;
  }
  return done(way);
}

const done = ({ finished, span }: Walk): Completion =>
  finished ? finished(known(undefined, span)) : normal;

interface Place {
  readonly index: number;
  /** Lengths that were told apart so far: each doubles what is to be followed. */
  readonly forks: number;
}

/** Its length is read anew each time: what is pushed meanwhile comes too. */
function walkArray(
  interpreter: Interpreter,
  array: HeapObject,
  way: Walk,
  from: Place = { index: 0, forks: 0 },
): Completion {
  const most = (arrayLength(array) ?? 0) + mostAdded;
  for (let { index } = from; ; index++) {
    const length = arrayLength(array);
    if (length === undefined) {
      const run = () => walkArray(interpreter, array, way, { index, forks: from.forks + 1 });
      const each =
        from.forks < mostLengthForks
          ? forEachLength(interpreter, array, { run, span: way.span })
          : undefined;
      return each ?? lose(interpreter, array, way);
    }
    if (index >= length) return done(way);
    if (index >= most) return lose(interpreter, array, way);
    if (!spend(interpreter)) return normal;
    const completion = way.each(elementAt(array, index));
    if (completion.kind !== "normal") return completion;
  }
}

/** In the order of insertion; what is added meanwhile comes too, what is deleted does not. */
function walkEntries(interpreter: Interpreter, collection: HeapObject, way: Walk): Completion {
  const met = new Set<string>();
  for (;;) {
    const pairs = entryPairs(collection);
    if (pairs === undefined) return lose(interpreter, collection, way);
    const next = pairs.find(({ name }) => !met.has(name));
    if (next === undefined) return done(way);
    if (!spend(interpreter)) return normal;
    met.add(next.name);
    const { key, value } = next;
    const isSet = collection.body.kind === "set";
    const completion = way.each(isSet ? key : makeArray(interpreter, [key, value], way.span));
    if (completion.kind !== "normal") return completion;
  }
}

/** Any number of items of which nobody knows how many, and perhaps not what. */
function lose(interpreter: Interpreter, value: Value, way: Walk): Completion {
  const { span } = way;
  const item = () => itemOf(interpreter, value, span);
  const reason = "how often the loop runs is not known";
  const repeated = repeat(interpreter, { span, reason }, () => way.each(item()));
  return repeated.kind === "normal" ? done(way) : repeated;
}

/** An element, of which nobody knows which. */
export function itemOf(
  interpreter: Interpreter,
  value: Value,
  span: Span,
  read: (held: Value) => Value | undefined = present,
): Value {
  const own = value.kind === "object" ? value.facts?.item?.(interpreter, value, span) : undefined;
  if (own) return own;
  const reason = "it is an element of something that is not known";
  const lists = value.kind === "unknown" ? value.holds.filter(isList).slice(0, mostVariants) : [];
  const held = value.kind === "object" ? heldBy(value) : lists.flatMap(heldBy);
  const listed = value.kind === "object" && isList(value) && held.length > 0;
  const lost = mixed(span, [value, ...held], reason);
  if (held.length > mostChoices) return lost;
  const items = held.flatMap((one) => read(one) ?? []);
  const [first = lost, ...rest] = listed ? items : [lost, ...items];
  return rest.reduce((a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span), first);
}

const isList = ({ body }: HeapObject): boolean => body.kind === "array";

/** An object with an iterator of its own. */
function walkProtocol(
  interpreter: Interpreter,
  { object, own }: { readonly object: HeapObject; readonly own: Value },
  way: Walk,
): Completion {
  const { span } = way;
  const at = (self: Value) => ({ self, arguments: [], argumentSpans: [], span });
  const iterator = call(interpreter, own, at(object));
  if (iterator.kind !== "object") return lose(interpreter, iterator, way);
  if (iterator !== object && iterator.body.kind !== "record" && iterator.body.kind !== "instance")
    return walkObject(interpreter, iterator, way);
  const next = () =>
    call(interpreter, get(interpreter, iterator, { key: "next", span }), at(iterator));
  const each = (item: Value): Completion =>
    closing(interpreter, iterator, { run: () => way.each(item), span });
  return walkSteps(interpreter, { iterator, next }, { ...way, each });
}

/** What is not exhausted is closed. */
function closing(
  interpreter: Interpreter,
  iterator: HeapObject,
  { run, span }: { readonly run: () => Completion; readonly span: Span },
): Completion {
  const close = findSlot(iterator, "return");
  if (close === undefined || close.kind === "accessor") return run();
  return barrier(interpreter, run, {
    span,
    absorb: (completion) => {
      if (completion.kind !== "normal")
        call(interpreter, close, { self: iterator, arguments: [], argumentSpans: [], span });
      return completion;
    },
  });
}

function walkSteps(
  interpreter: Interpreter,
  { iterator, next }: { readonly iterator: HeapObject; readonly next: () => Value },
  way: Walk,
): Completion {
  for (let round = 0; round < mostRounds && spend(interpreter); round++) {
    const step = resolved(next());
    const ended = truth(get(interpreter, step, { key: "done", span: way.span }));
    if (ended === undefined) break;
    const value = get(interpreter, step, { key: "value", span: way.span });
    if (ended) return way.finished ? way.finished(value) : normal;
    const completion = way.each(value);
    if (completion.kind !== "normal") return completion;
  }
  const { span } = way;
  const repeated = repeat(
    interpreter,
    { span, reason: "how often the loop runs is not known" },
    () => way.each(mixed(span, [resolved(next()), iterator])),
  );
  return repeated.kind === "normal" ? done(way) : repeated;
}
