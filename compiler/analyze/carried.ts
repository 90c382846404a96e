import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { call } from "./semantics.ts";
import type { Slot } from "./store.ts";
import { choicesOf, known, leaves, type Value } from "./value.ts";

/**
 * Every framework object that a value carries at this moment, however deep, those that its getters give
 * included: what is handed over now stays handed over, whatever becomes of the value later.
 */
export function carriedBy(interpreter: Interpreter, value: Value): readonly HeapObject[] {
  const carried: HeapObject[] = [];
  const seen = new Set<HeapObject>();
  const visit = (one: Value): void => {
    for (const choice of choicesOf(one)) visitOne(choice.value);
  };
  const visitOne = (one: Value): void => {
    if (one.kind === "unknown") for (const held of one.holds) visitObject(held);
    else if (one.kind === "text") for (const leaf of leaves(one)) visit(leaf);
    else if (one.kind === "symbol" && one.means.kind === "local") visitObject(one.means.path);
    else if (one.kind === "object") visitObject(one);
  };
  const visitObject = (object: HeapObject): void => {
    if (seen.has(object)) return;
    seen.add(object);
    const { body, facts, slots } = object;
    if (facts) carried.push(object);
    else if (body.kind === "promise") visit(body.value);
    else if (body.kind !== "closure" && body.kind !== "class" && slots.birth >= 0)
      for (const slot of [...slots.entries.values()]) visit(contentOf(interpreter, slot, object));
  };
  visit(value);
  return carried;
}

const contentOf = (interpreter: Interpreter, slot: Slot, self: HeapObject): Value => {
  if (slot.kind !== "accessor") return slot;
  const { span } = self;
  return slot.get
    ? call(interpreter, slot.get, { self, arguments: [], argumentSpans: [], span })
    : known(undefined, span);
};
