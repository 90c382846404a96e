/** A generator taken step by step: `next()`, and what ends it. */
import type { Span } from "#source/span.ts";
import { barrier } from "../branch.ts";
import { type Completion, normal } from "../completion.ts";
import { escapes } from "../escapes.ts";
import { spent } from "../generator.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { hiddenPrefix } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { append } from "../iterate.ts";
import { mostSteps } from "../limits.ts";
import { makeArray, makeNative, makeRecord } from "../make.ts";
import { elementsOf } from "../member.ts";
import { walk } from "../semantics.ts";
import { known, type Value } from "../value.ts";

/** On a generator taken step by step: what it yields, what it returns, and how many steps were taken. */
const steps = `${hiddenPrefix}steps`;
const returned = `${hiddenPrefix}returned`;
const position = `${hiddenPrefix}position`;

export const generatorMembers: ReadonlyMap<string, Value> = new Map([
  ["next", makeNative("next", { call: next })],
  [
    "return",
    makeNative("return", {
      call: (interpreter, { self, arguments: [value], span }) => {
        if (self.kind === "object") interpreter.store.write(self.slots, spent, known(true, span));
        return result(interpreter, value ?? known(undefined, span), { done: true, span });
      },
    }),
  ],
]);

function next(interpreter: Interpreter, { self, arguments: args, span }: CallSite): Value {
  if (self.kind !== "object") return escapes(interpreter, [self, ...args], span);
  const items = args.length === 0 ? itemsOf(interpreter, self, span) : undefined;
  const at = self.slots.entries.get(position) ?? known(0, span);
  if (items === undefined || at.kind !== "known")
    return escapes(interpreter, [self, ...args], span);
  const index = Number(at.value);
  interpreter.store.write(self.slots, position, known(index + 1, span));
  const item = items[index];
  if (item) return result(interpreter, item, { done: false, span });
  const last = self.slots.entries.get(returned);
  if (last === undefined || last.kind === "accessor") return escapes(interpreter, [self], span);
  const value = index === items.length ? last : known(undefined, span);
  return result(interpreter, value, { done: true, span });
}

const result = (
  interpreter: Interpreter,
  value: Value,
  { done, span }: { readonly done: boolean; readonly span: Span },
): HeapObject =>
  makeRecord(
    interpreter,
    [
      ["value", value],
      ["done", known(done, span)],
    ],
    span,
  );

/** All that it yields, taken at once: only where nobody else can tell when its code runs. */
function itemsOf(
  interpreter: Interpreter,
  generator: HeapObject,
  span: Span,
): readonly Value[] | undefined {
  const before = generator.slots.entries.get(steps);
  if (before) return before.kind === "object" ? elementsOf(before) : undefined;
  if (generator.slots.entries.has(spent)) return [];
  const list = makeArray(interpreter, [], span);
  interpreter.store.open();
  const completion = exhaust(interpreter, { generator, list, span });
  const changes = interpreter.store.close();
  const alone = [...changes.keys()].every(
    (slots) => slots === generator.slots || slots === list.slots,
  );
  if (!alone) return undefined;
  interpreter.store.apply(changes);
  interpreter.store.write(generator.slots, steps, list);
  if (completion.kind === "return")
    interpreter.store.write(generator.slots, returned, completion.value);
  return elementsOf(list);
}

function exhaust(
  interpreter: Interpreter,
  {
    generator,
    list,
    span,
  }: { readonly generator: HeapObject; readonly list: HeapObject; readonly span: Span },
): Completion {
  let count = 0;
  const each = (item: Value): Completion => {
    append(interpreter, list, item);
    count++;
    return count < mostSteps ? normal : { kind: "break", label: undefined };
  };
  const finished = (value: Value): Completion => ({ kind: "return", value });
  return barrier(interpreter, () => walk(interpreter, generator, { span, each, finished }), {
    span,
    absorb: (completion) => (completion.kind === "return" ? completion : normal),
  });
}
