import type { Span } from "#source/span.ts";
import { lift, narrow } from "./decide.ts";
import type { HeapObject, PromiseBody } from "./heap.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { noteSuspension } from "./note.ts";
import type { Slots } from "./store.ts";
import { finish, keyOf, objectsIn, suspend } from "./strand.ts";
import type { Value } from "./value.ts";

export function makePromise(
  interpreter: Interpreter,
  parts: Partial<Omit<PromiseBody, "kind">> & { readonly value: Value },
  span: Span,
): HeapObject {
  const body: PromiseBody = {
    kind: "promise",
    finishes: [],
    onAwait: [],
    suspends: false,
    ...parts,
  };
  return allocate(interpreter, body, { span });
}

/** `await value`: what it yields, with what it means for the order of things noted. */
export function awaitValue(interpreter: Interpreter, value: Value, span: Span): Value {
  const awaited = narrow(interpreter, value);
  if (awaited.kind === "oneOf")
    return lift([awaited], (one = awaited) => awaitOne(interpreter, one, span), span);
  return awaitOne(interpreter, awaited, span);
}

function awaitOne(interpreter: Interpreter, value: Value, span: Span): Value {
  if (value.kind === "unknown") {
    const foreign = value.taints.find(({ kind }) => kind === "foreign");
    if (foreign) interpreter.phase.foreignAwait?.(interpreter, foreign, span);
    return value;
  }
  if (value.kind !== "object" || value.body.kind !== "promise") return value;
  const { body } = value;
  if (body.foreign)
    interpreter.phase.foreignAwait?.(interpreter, { kind: "foreign", ...body.foreign }, span);
  if (interpreter.quiet === 0) for (const mark of body.onAwait) mark();
  if (body.suspends) {
    noteSuspension(interpreter, span);
    interpreter.hazards++;
    suspend(interpreter);
  }
  finish(interpreter, body.finishes);
  return body.value;
}

const isPromise = (value: Value): value is HeapObject & { readonly body: PromiseBody } =>
  value.kind === "object" && value.body.kind === "promise";

/** A promise over several: all of what they mean, or, for `race` and `any`, only what all of them share. */
export function combine(
  interpreter: Interpreter,
  values: readonly Value[],
  {
    how,
    value,
    span,
  }: { readonly how: "all" | "first"; readonly value: Value; readonly span: Span },
): HeapObject {
  const promises = values.filter(isPromise).map(({ body }) => body);
  const foreign = promises.find((one) => one.foreign)?.foreign ?? foreignTaint(values);
  const [first] = promises;
  const shared =
    promises.length === values.length && first
      ? first.finishes.filter((work) => promises.every(({ finishes }) => finishes.includes(work)))
      : [];
  return makePromise(
    interpreter,
    {
      value,
      finishes: how === "all" ? promises.flatMap(({ finishes }) => finishes) : shared,
      onAwait: promises.flatMap(({ onAwait }) => onAwait),
      suspends: promises.some(({ suspends }) => suspends),
      ...(foreign ? { foreign } : {}),
    },
    span,
  );
}

function foreignTaint(values: readonly Value[]): PromiseBody["foreign"] {
  for (const value of values) {
    const taint =
      value.kind === "unknown" ? value.taints.find(({ kind }) => kind === "foreign") : undefined;
    if (taint) return { what: taint.what, span: taint.span };
  }
  return undefined;
}

/** What a promise resolves to, without awaiting it. */
export function resolved(value: Value): Value {
  return isPromise(value) ? value.body.value : value;
}

/** Runs an async function's body; its promise carries what it has finished. */
export function inStrand(interpreter: Interpreter, span: Span, run: () => Value): Value {
  const outer = interpreter.strand;
  const finished = copyOf(interpreter, outer.finished);
  const before = new Set(finished.entries.keys());
  interpreter.strand = { ...outer, finished };
  try {
    const value = run();
    const finishes = objectsIn(finished).filter((work) => !before.has(keyOf(work)));
    return adopt(interpreter, value, { finishes, span });
  } finally {
    interpreter.strand = outer;
  }
}

function copyOf(interpreter: Interpreter, slots: Slots): Slots {
  const copy = interpreter.store.slots(slots.policy);
  for (const [key, slot] of slots.entries) interpreter.store.write(copy, key, slot);
  return copy;
}

/** The promise of a function that may itself return one: what either means, both mean. */
export function adopt(
  interpreter: Interpreter,
  value: Value,
  { finishes, span }: { readonly finishes: readonly HeapObject[]; readonly span: Span },
): HeapObject {
  if (!isPromise(value)) {
    return makePromise(interpreter, { value, finishes, suspends: finishes.length > 0 }, span);
  }
  const { body } = value;
  const all = [...finishes, ...body.finishes];
  return makePromise(
    interpreter,
    { ...body, finishes: all, suspends: body.suspends || finishes.length > 0 },
    span,
  );
}
