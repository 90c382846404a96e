/** `Object.defineProperty` and its kin: how compiled modules export, and how older code inherits. */
import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { constructorKey, notEnumerable } from "../hidden-keys.ts";
import { allocate, type Interpreter } from "../interpreter.ts";
import { makeNative } from "../make.ts";
import { findSlot, get, hasUnknownProperties, write } from "../member.ts";
import { ownValues } from "../own-values.ts";
import { set } from "../set.ts";
import type { Slot } from "../store.ts";
import { asKey } from "../symbol.ts";
import { known, unknown, type Value } from "../value.ts";

type Call = (interpreter: Interpreter, site: CallSite) => Value | undefined;

/** What it does; what it can't follow escapes. */
/** What it does; what it can't follow escapes. */
export const native = (name: string, run: Call): readonly [string, HeapObject] => [
  name,
  makeNative(name, {
    call: (interpreter, site) =>
      run(interpreter, site) ?? escapes(interpreter, site.arguments, site.span),
  }),
];

export const definingMembers = (): Readonly<Record<string, Value>> =>
  Object.fromEntries([
    native("defineProperty", (interpreter, { arguments: [object, key, descriptor], span }) => {
      const name = key && asKey(key);
      if (object?.kind !== "object" || typeof name !== "string") return undefined;
      return define(interpreter, { object, name, descriptor, span }) ? object : undefined;
    }),
    native("defineProperties", (interpreter, { arguments: [object, all], span }) => {
      if (object?.kind !== "object") return undefined;
      return defineAll(interpreter, { object, all, span }) ? object : undefined;
    }),
    native("create", (interpreter, { arguments: [prototype, all], span }) => {
      const parent = parentOf(prototype);
      if (parent === undefined) return undefined;
      const object = allocate(interpreter, { kind: "record" }, { span, ...parent });
      return all === undefined || defineAll(interpreter, { object, all, span })
        ? object
        : undefined;
    }),
    native("getPrototypeOf", (_, { arguments: [object] }) => {
      if (object?.kind !== "object") return undefined;
      if (object.body.kind === "instance" && object.body.class.body.kind === "closure")
        return object.prototype;
      const own =
        object.body.kind === "record" || object.prototype?.slots.entries.has(constructorKey);
      return own ? object.prototype : undefined;
    }),
  ]);

function parentOf(
  value: Value | undefined,
): { readonly prototype: HeapObject | undefined } | undefined {
  if (value?.kind === "known" && value.value === null) return { prototype: undefined };
  const plain = value?.kind === "object" && !value.facts && value.body.kind === "record";
  return plain ? { prototype: value } : undefined;
}

function defineAll(
  interpreter: Interpreter,
  {
    object,
    all,
    span,
  }: { readonly object: HeapObject; readonly all: Value | undefined; readonly span: Span },
): boolean {
  if (all?.kind !== "object" || all.body.kind !== "record" || hasUnknownProperties(all))
    return false;
  return ownValues(interpreter, all, span)
    .map(([name, descriptor]) => define(interpreter, { object, name, descriptor, span }))
    .every(Boolean);
}

interface Definition {
  readonly object: HeapObject;
  readonly name: string;
  readonly descriptor: Value | undefined;
  readonly span: Span;
}

/** False where the descriptor is not known well enough. */
export function define(
  interpreter: Interpreter,
  { object, name, descriptor, span }: Definition,
): boolean {
  if (descriptor?.kind !== "object" || hasUnknownProperties(descriptor)) return false;
  const part = (key: string): Value | undefined =>
    findSlot(descriptor, key) ? get(interpreter, descriptor, { key, span }) : undefined;
  const listed = part("enumerable") ?? known(object.slots.entries.has(name), span);
  if (listed.kind !== "known") return false;
  const getter = part("get");
  const setter = part("set");
  if (object.facts) {
    // The framework hears of fields that are set; an accessor is the class's own matter.
    if (getter || setter) return false;
    const value = part("value");
    if (value) set(interpreter, object, { key: name, span }, value);
    return true;
  }
  const before = object.slots.entries.get(name);
  const kept = before && before.kind !== "accessor" ? before : known(undefined, span);
  const slot: Slot =
    getter || setter ? { kind: "accessor", get: getter, set: setter } : (part("value") ?? kept);
  write(interpreter, object, name, slot);
  const mark = listed.value ? undefined : unknown(span, "it is not listed");
  interpreter.store.write(object.slots, notEnumerable(name), mark);
  return true;
}
