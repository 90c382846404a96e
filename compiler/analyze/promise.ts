import type { Span } from "#source/span.ts";
import { forkChoices, mayThrow } from "./branch.ts";
import { Thrown, whatWasThrown } from "./completion.ts";
import { narrow } from "./decide.ts";
import { passTime } from "./deferred.ts";
import type { HeapObject, PromiseBody } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { findSlot } from "./member.ts";
import { noteSuspension } from "./note.ts";
import { heldBy } from "./own-values.ts";
import { repeatUnknown } from "./repeat.ts";
import { call } from "./semantics.ts";
import { compose } from "./store.ts";
import { apart, finish, suspend } from "./strand.ts";
import {
  type Choice,
  choicesOf,
  join,
  known,
  mixed,
  type Unknown,
  unknown,
  type Value,
} from "./value.ts";
import { widen } from "./widen.ts";

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
  const promise = allocate(interpreter, body, { span });
  interpreter.store.rise(promise.slots, body.value);
  return promise;
}

/** One that is rejected. */
export const rejection = (interpreter: Interpreter, error: Value, span: Span): HeapObject =>
  makePromise(interpreter, { value: unknown(span, "it is rejected"), rejected: error }, span);

/** `await value`: what it yields, with what it means for the order of things noted. */
export function awaitValue(interpreter: Interpreter, value: Value, span: Span): Value {
  const awaited = narrow(interpreter, value);
  if (awaited.kind !== "oneOf") return awaitOne(interpreter, awaited, span);
  const { choices } = awaited;
  return forkChoices(interpreter, { choices, span }, (one) => awaitOne(interpreter, one, span));
}

function awaitOne(interpreter: Interpreter, value: Value, span: Span): Value {
  passTime(interpreter, span);
  if (value.kind === "unknown") return awaitUnknown(interpreter, value, span);
  if (value.kind !== "object") return value;
  if (value.body.kind !== "promise") return awaitObject(interpreter, value, span);
  const { body } = value;
  if (body.foreign)
    interpreter.phase.foreignAwait?.(interpreter, { kind: "foreign", ...body.foreign }, span);
  if (interpreter.quiet === 0) for (const mark of body.onAwait) mark();
  if (body.rejected) {
    interpreter.hazards++;
    throw new Thrown(body.rejected);
  }
  if (body.suspends) {
    noteSuspension(interpreter, span);
    suspend(interpreter);
  }
  if (body.suspends || body.uncertain || body.foreign) mayReject(interpreter, body, span);
  finish(interpreter, body.finishes);
  return holdsPromise(body.value) ? awaitValue(interpreter, body.value, span) : body.value;
}

function awaitUnknown(interpreter: Interpreter, value: Unknown, span: Span): Value {
  const foreign = value.taints.find(({ kind }) => kind === "foreign");
  if (foreign) interpreter.phase.foreignAwait?.(interpreter, foreign, span);
  mayThrow(interpreter, { value: whatWasThrown(span) });
  return value;
}

/** An object with a `then` of its own decides what it yields. */
function awaitObject(interpreter: Interpreter, object: HeapObject, span: Span): Value {
  const then = object.facts ? undefined : findSlot(object, "then");
  if (then === undefined) return object;
  const { promise, settle } = madeByHand(interpreter, span);
  const site = { self: object, arguments: [settle, settle], argumentSpans: [span, span], span };
  if (then.kind !== "accessor")
    repeatUnknown(interpreter, { span, reason: "a `then` of one's own changes it" }, () => {
      call(interpreter, then, site);
    });
  const reason = "what a `then` of one's own yields is not followed";
  return unknown(span, reason, { holds: mixed(span, [object, resolved(promise)]).holds });
}

/** A promise that somebody settles, now or later, with whatever it may be: what that was stays in it. */
export function madeByHand(
  interpreter: Interpreter,
  span: Span,
): { readonly promise: HeapObject; readonly settle: HeapObject } {
  const { store } = interpreter;
  const given = allocate(interpreter, { kind: "record" }, { span });
  const settle = makeNative("resolve", {
    call: (_, { arguments: args }) => {
      const before = given.slots.entries.get(restKey);
      const all = before && before.kind !== "accessor" ? [...args, before] : args;
      store.write(given.slots, restKey, mixed(span, all));
      return known(undefined, span);
    },
    runs: given,
  });
  const reason = "a promise made by hand resolves when the app runs";
  const value = unknown(span, reason, { holds: [given] });
  const foreign = { what: "new Promise()", span };
  return { promise: makePromise(interpreter, { value, foreign }, span), settle };
}

/** What a call that fails has done, and what it has not, nobody knows. */
function mayReject(interpreter: Interpreter, body: PromiseBody, span: Span): void {
  const value = whyRejected(body, span);
  const first = () => {
    loseCertainty(interpreter, body.uncertain, span);
    if (body.single) finish(interpreter, body.finishes);
  };
  mayThrow(interpreter, { value, first });
}

/** What a handler gets; one that is settled by hand may be rejected with what it may be resolved with. */
export function whyRejected({ value, reason, foreign }: PromiseBody, span: Span): Value {
  const known = [...(reason ? [reason] : []), ...(foreign ? [value] : [])];
  return known.length > 0 ? mixed(span, [whatWasThrown(span), ...known]) : whatWasThrown(span);
}

export function loseCertainty(
  interpreter: Interpreter,
  changes: PromiseBody["uncertain"],
  span: Span,
): void {
  const reason = "what was awaited may have failed before it changed it";
  if (changes) widen(interpreter, changes, { span, reason });
}

const isPromise = (value: Value): value is HeapObject & { readonly body: PromiseBody } =>
  value.kind === "object" && value.body.kind === "promise";

const holdsPromise = (value: Value): boolean =>
  choicesOf(value).some((choice) => isPromise(choice.value));

/** The promises that a value may be, and those in what we lost track of. */
export const promisesIn = (value: Value): readonly PromiseBody[] =>
  choicesOf(value).flatMap(({ value: one }) => {
    const objects = one.kind === "unknown" ? one.holds.flatMap(listed) : [one];
    return objects.flatMap((object) => (isPromise(object) ? [object.body] : []));
  });

/** An array that is held stands for what is in it. */
const listed = (object: HeapObject): readonly Value[] =>
  object.body.kind === "array"
    ? heldBy(object).flatMap((one) => choicesOf(one).map(({ value }) => value))
    : [object];

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
  const promises = values.flatMap(promisesIn);
  const foreign = promises.find((one) => one.foreign)?.foreign ?? foreignTaint(values);
  const each = values.map(surelyFinished);
  const uncertain = uncertainOf(promises);
  const reasons = promises.flatMap(({ rejected, reason }) => rejected ?? reason ?? []);
  return makePromise(
    interpreter,
    {
      value,
      finishes: how === "all" ? [...new Set(each.flat())] : sharedBy(each),
      onAwait: promises.flatMap(({ onAwait }) => onAwait),
      suspends: promises.some(({ suspends }) => suspends),
      ...(foreign ? { foreign } : {}),
      ...(uncertain ? { uncertain } : {}),
      ...(reasons.length > 0 ? { reason: mixed(span, reasons) } : {}),
    },
    span,
  );
}

/** Works that have surely finished once this is awaited, whichever of its possibilities it is. */
function surelyFinished(value: Value): readonly HeapObject[] {
  const each = choicesOf(value).map(({ value: one }) => (isPromise(one) ? one.body.finishes : []));
  return sharedBy(each);
}

function sharedBy([
  first = [],
  ...others
]: readonly (readonly HeapObject[])[]): readonly HeapObject[] {
  if (others.length === 0) return first;
  const sets = others.map((finishes) => new Set(finishes));
  return first.filter((work) => sets.every((set) => set.has(work)));
}

/** What any of them may have left undone; undefined where none can fail. */
export function uncertainOf(promises: readonly PromiseBody[]): PromiseBody["uncertain"] {
  const all = promises.flatMap(({ uncertain, rejected }) =>
    uncertain ? [uncertain] : rejected ? [new Map()] : [],
  );
  const [first, ...rest] = all;
  return first && compose(first, ...rest);
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
  if (isPromise(value)) return resolved(value.body.value);
  if (value.kind !== "oneOf" || !holdsPromise(value)) return value;
  const kept = value.choices.filter(
    ({ value: one }) => !(isPromise(one) && one.body.rejected !== undefined),
  );
  const [first, ...rest] = kept.map((choice) => ({
    value: resolved(choice.value),
    when: choice.when,
  }));
  if (first === undefined) return value;
  return rest.reduce<Choices>((a, b) => ({ value: join(a, b, value.span), when: [] }), first).value;
}

type Choices = { readonly value: Value; readonly when: Choice["when"] };

/** Runs an async function's body; its promise carries what it has finished. */
export function inStrand(interpreter: Interpreter, span: Span, run: () => Value): Value {
  let value: Value = known(undefined, span);
  const finishes = apart(interpreter, () => {
    value = run();
  });
  return adopt(interpreter, value, { finishes, span });
}

/** The promise of a function that may itself return one: what either means, both mean. */
export function adopt(
  interpreter: Interpreter,
  value: Value,
  { finishes, span }: { readonly finishes: readonly HeapObject[]; readonly span: Span },
): HeapObject {
  if (!holdsPromise(value))
    return makePromise(interpreter, { value, finishes, suspends: finishes.length > 0 }, span);
  if (isPromise(value)) {
    const { single: _, ...body } = value.body;
    const suspends = body.suspends || finishes.length > 0;
    const all = [...finishes, ...body.finishes];
    return makePromise(interpreter, { ...body, finishes: all, suspends }, span);
  }
  const combined = combine(interpreter, [value], { how: "all", value: resolved(value), span });
  return adopt(interpreter, combined, { finishes, span });
}
