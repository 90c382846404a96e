/** Fields of a class: when they are initialised, with what, and what decorators make of it. */
import type { AccessorProperty, ClassElement, PropertyDefinition } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { barrier } from "./branch.ts";
import { normal } from "./completion.ts";
import { initializers } from "./decorator.ts";
import type { HeapObject } from "./heap.ts";
import { notEnumerable } from "./hidden-keys.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { write } from "./member.ts";
import { keyOf } from "./reference.ts";
import { declare, innerScope } from "./scope.ts";
import { call, evaluate, executeAll } from "./semantics.ts";
import { setUnknownKey } from "./set.ts";
import { known, type Value } from "./value.ts";

type Field = PropertyDefinition | AccessorProperty;

export const isField = (element: ClassElement): element is Field =>
  element.type === "PropertyDefinition" || element.type === "AccessorProperty";

/** What decorators make of a field, called once for the class. */
export function fieldInitializers(
  interpreter: Interpreter,
  field: Field,
  { place, added }: { readonly place: Place; readonly added: (initializer: Value) => void },
): readonly Value[] {
  const key = field.computed ? "" : keyOf(interpreter, field, place);
  const kind = field.type === "AccessorProperty" ? "accessor" : "field";
  const what = { kind, name: typeof key === "string" ? key : "", static: field.static } as const;
  return initializers(interpreter, { decorators: field.decorators, what, place, added });
}

export function initializeStatics(
  interpreter: Interpreter,
  type: HeapObject,
  { scope, module }: Place,
): void {
  if (type.body.kind !== "class") return;
  const inner = innerScope(interpreter, scope, { function: true, home: type });
  declare(interpreter, inner, "this", type);
  const place = { scope: inner, module };
  for (const element of type.body.code.body.body) {
    if (element.type === "StaticBlock") {
      barrier(interpreter, () => executeAll(interpreter, element.body, place), {
        span: spanIn(module, element),
        absorb: () => normal,
      });
    } else if (isField(element) && element.static)
      initializeField(interpreter, element, { target: type, place, type });
  }
}

/** In the order of the specification: as soon as `this` exists, in source order. */
export function initializeFields(
  interpreter: Interpreter,
  type: HeapObject,
  target: HeapObject,
): void {
  const { body } = type;
  if (body.kind !== "class") return;
  const scope = innerScope(interpreter, body.scope, {
    function: true,
    home: body.instancePrototype,
  });
  declare(interpreter, scope, "this", target);
  const place = { scope, module: body.module };
  const site = { self: target, arguments: [], argumentSpans: [], span: type.span };
  for (const added of body.decorated.get(body.code) ?? []) call(interpreter, added, site);
  for (const element of body.code.body.body) {
    if (isField(element) && !element.static)
      initializeField(interpreter, element, { target, place, type });
  }
}

function initializeField(
  interpreter: Interpreter,
  field: Field,
  {
    target,
    place,
    type,
  }: { readonly target: HeapObject; readonly place: Place; readonly type: HeapObject },
): void {
  if (field.declare) return;
  const computed = type.body.kind === "class" ? type.body.keys.get(field) : undefined;
  const key =
    computed === undefined
      ? keyOf(interpreter, field, place)
      : computed.kind === "known"
        ? String(computed.value)
        : computed;
  const span = spanIn(place.module, field);
  const own = fieldValue(interpreter, field, { place, span });
  const made = type.body.kind === "class" ? (type.body.decorated.get(field) ?? []) : [];
  const value = made.reduce<Value>((before, initializer) => {
    const site = { self: target, arguments: [before], argumentSpans: [span], span };
    return call(interpreter, initializer, site);
  }, own);
  if (typeof key !== "string") setUnknownKey(interpreter, target, key, value);
  else write(interpreter, target, key, value);
  // An accessor reads and writes a private field: the object has no property of its own.
  if (field.type === "AccessorProperty" && typeof key === "string")
    interpreter.store.write(target.slots, notEnumerable(key), known(true, span));
}

function fieldValue(
  interpreter: Interpreter,
  field: Field,
  { place, span }: { readonly place: Place; readonly span: Span },
): Value {
  return field.value ? evaluate(interpreter, field.value, place) : known(undefined, span);
}
