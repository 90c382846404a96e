/**
 * Methods of arrays of which nobody knows how long they are. A callback runs for any element, any number of
 * times, here and now; what it answers is what the result is made of.
 */
import type { Span } from "#source/span.ts";
import { isolated } from "../aftermath.ts";
import { mayThrow } from "../branch.ts";
import { whatWasThrown } from "../completion.ts";
import { defer } from "../deferred.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { arrayLength, findSlot, forgetLength, ownEntries } from "../member.ts";
import { noteOpenCall } from "../note.ts";
import { heldBy } from "../own-values.ts";
import { repeatUnknown } from "../repeat.ts";
import { call } from "../semantics.ts";
import {
  choicesOf,
  join,
  known,
  mayBeAbsent,
  mixed,
  type Unknown,
  unknown,
  type Value,
  withoutAbsent,
} from "../value.ts";
import { itemOf } from "../walk.ts";
import { someOf } from "./array-parts.ts";

interface OpenCall {
  readonly interpreter: Interpreter;
  /** The array, or what may be one. */
  readonly list: Value;
  readonly args: readonly Value[];
  readonly span: Span;
}

const reason = "how long the array is depends on what runs";

/** As long as the other, or shorter: nobody knows, for the same reason. */
function some({ interpreter, list, span }: OpenCall, held: readonly Value[]): HeapObject {
  const made = someOf(interpreter, held, { span, reason });
  const length = list.kind === "object" ? list.slots.entries.get("length") : undefined;
  if (length?.kind === "unknown") interpreter.store.write(made.slots, "length", { ...length });
  return made;
}

/** What a callback is called with. */
const item = ({ interpreter, list, span }: OpenCall): Value =>
  itemOf(interpreter, list, span, withoutAbsent);

/** Some element, or nothing where there are none. */
const element = ({ interpreter, list, span }: OpenCall): Value =>
  either(itemOf(interpreter, list, span), known(undefined, span), span);

const either = (a: Value, b: Value, span: Span): Value =>
  join({ value: a, when: [] }, { value: b, when: [] }, span);

/** Runs the callback any number of times: `answer` is told what it answers each time. */
function answers(
  { interpreter, args, span }: OpenCall,
  parameters: () => readonly Value[],
  answer: (value: Value) => void,
): void {
  const [callback = known(undefined, span), self = known(undefined, span)] = args;
  repeatUnknown(interpreter, { span, reason: "how often it is called is not known" }, () => {
    const given = parameters();
    const at = { self, arguments: given, argumentSpans: given.map(() => span), span };
    answer(call(interpreter, callback, at));
  });
}

const index = (span: Span): Value => unknown(span, "how many elements there are is not known");

function answered(site: OpenCall): Value {
  const { list, span } = site;
  let last: Value = known(undefined, span);
  const parameters = () => [item(site), index(span), list];
  answers(site, parameters, (answer) => {
    last = answer;
  });
  return last;
}

/** What is in a list, where it is one. */
const insideOf = (value: Value): readonly Value[] =>
  choicesOf(value).flatMap(({ value: one }) =>
    one.kind === "object" && one.body.kind === "array" ? heldBy(one) : [one],
  );

const undecided = (site: OpenCall): Value => mixed(site.span, [answered(site)]);

function found(site: OpenCall): Value {
  answered(site);
  return element(site);
}

/** The callback gets what it answered before as well. */
function reduced(site: OpenCall): Value {
  const { interpreter, list, span, args } = site;
  const [callback = known(undefined, span), initial] = args;
  const first = initial ?? element(site);
  // Without a start there has to be an element.
  if (!initial) mayThrow(interpreter, { value: whatWasThrown(span) });
  let sofar = first;
  answers(
    { ...site, args: [callback] },
    () => [sofar, item(site), index(span), list],
    (answer) => {
      sofar = either(first, answer, span);
    },
  );
  // A start that may still be the end says nothing of a number.
  return choicesOf(sofar).some(({ value }) => value.kind === "object")
    ? sofar
    : mixed(span, [sofar], reason);
}

type Method = (site: OpenCall) => Value;

/** Those that call back. */
const walks: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["map", (site) => some(site, [answered(site)])],
  ["flatMap", (site) => some(site, insideOf(answered(site)))],
  [
    "forEach",
    (site) => {
      answered(site);
      return known(undefined, site.span);
    },
  ],
  [
    "filter",
    (site) => {
      answered(site);
      return some(site, [item(site)]);
    },
  ],
  ["find", found],
  ["findLast", found],
  ["findIndex", undecided],
  ["findLastIndex", undecided],
  ["some", undecided],
  ["every", undecided],
  ["reduce", reduced],
  ["reduceRight", reduced],
]);

const copies: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["slice", (site) => some(site, insideOf(site.list))],
  ["toReversed", (site) => some(site, insideOf(site.list))],
  ["concat", (site) => some(site, [site.list, ...site.args].flatMap(insideOf))],
  ["at", element],
]);

/** What they change, and need no callback for. */
const rearranges: ReadonlySet<string> = new Set(
  "push unshift pop shift splice reverse fill copyWithin sort".split(" "),
);

export interface OnArray {
  readonly self: HeapObject;
  readonly args: readonly Value[];
  readonly span: Span;
}

export function onUnknownArray(interpreter: Interpreter, name: string, site: OnArray): Value {
  const { self, args, span } = site;
  const method = walks.get(name) ?? (args.some(isBigInt) ? undefined : copies.get(name));
  if (method && arrayLength(self) === undefined)
    return method({ interpreter, list: self, args, span });
  if (name === "push") return pushed(interpreter, site);
  const held = heldBy(self);
  const callback = args.some((one) => one.kind === "object" && one.body.kind === "closure");
  if (rearranges.has(name)) {
    for (const [key] of ownEntries(self)) interpreter.store.write(self.slots, key, undefined);
    interpreter.store.write(self.slots, restKey, mixed(span, [...args, ...held], reason));
    forgetLength(interpreter, self, span);
    if (callback) escapes(interpreter, args, span);
    return mixed(span, [self, ...held], reason);
  }
  const all = mixed(span, [self, ...held], "what the array holds depends on what runs");
  // A callback is handed the array itself.
  return escapes(interpreter, [...(callback ? [self] : []), all, ...args], span);
}

/** No place at all: then it throws. */
const isBigInt = (value: Value): boolean =>
  choicesOf(value).some(({ value: one }) => one.kind === "known" && typeof one.value === "bigint");

/** It may be in any place from now on. */
function pushed(interpreter: Interpreter, { self, args, span }: OnArray): Value {
  const { store } = interpreter;
  const held = heldBy(self);
  for (const [key, one] of ownEntries(self))
    if (mayBeAbsent(one)) store.write(self.slots, key, mixed(span, [one, ...args]));
  store.write(self.slots, restKey, mixed(span, [...args, ...held]));
  forgetLength(interpreter, self, span);
  return mixed(span, [], reason);
}

/**
 * A method of something unknown that goes by the name of one that calls back: an array, as far as anybody can
 * tell, or something that takes its time. Undefined where what it holds says otherwise.
 */
export function onUnknownList(
  interpreter: Interpreter,
  name: string,
  { self, arguments: args, span }: CallSite & { readonly self: Unknown },
): Value | undefined {
  const method = walks.get(name);
  const most = name.startsWith("reduce") ? 2 : 1;
  if (method === undefined || args.length > most || !isFunction(args[0])) return undefined;
  if (self.holds.some((one) => !isPlain(one, name))) return undefined;
  noteOpenCall(interpreter, { self, arguments: args, argumentSpans: [], span });
  let result: Value = known(undefined, span);
  const { changes } = isolated(interpreter, {
    span,
    thrown: (error) => error,
    run: () => {
      result = method({ interpreter, list: self, args, span });
      return known(undefined, span);
    },
  });
  defer(interpreter, changes, span);
  mayThrow(interpreter, { value: whatWasThrown(span) });
  return mixed(span, [self, result]);
}

const isFunction = (value: Value | undefined): boolean =>
  value?.kind === "object" &&
  (value.body.kind === "closure" ||
    (value.body.kind === "native" && value.body.runs !== undefined));

/** Nothing that has a method of this name of its own, or keeps what it is given. */
const isPlain = (object: HeapObject, name: string): boolean =>
  object.body.kind === "array" ||
  object.facts !== undefined ||
  object.body.kind === "promise" ||
  object.body.kind === "closure" ||
  ((object.body.kind === "record" || object.body.kind === "instance") &&
    findSlot(object, name) === undefined);
