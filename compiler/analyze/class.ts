import type {
  AccessorProperty,
  Class,
  ClassElement,
  MethodDefinition,
  PropertyDefinition,
} from "oxc-parser";
import type { Span } from "#source/span.ts";
import { barrier } from "./branch.ts";
import { normal } from "./completion.ts";
import type { HeapObject } from "./heap.ts";
import { constructorKey, restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { write } from "./member.ts";
import { keyOf } from "./reference.ts";
import { declare, innerScope } from "./scope.ts";
import { evaluate, executeAll } from "./semantics.ts";
import { setUnknownKey } from "./set.ts";

import { known, mixed, unknown, type Value } from "./value.ts";

/** A class is a value: mixins and factories make as many as they are called. */
export function evaluateClass(
  interpreter: Interpreter,
  code: Class,
  place: Place,
  name: string,
): HeapObject {
  const { module } = place;
  const span = spanIn(module, code);
  const parent = code.superClass ? evaluate(interpreter, code.superClass, place) : undefined;
  const scope = innerScope(interpreter, place.scope);
  declarePrivateNames(interpreter, code, { scope, module });
  const instancePrototype = allocate(
    interpreter,
    { kind: "record" },
    { span, prototype: prototypeOf(parent) },
  );
  const keys = new Map<object, Value>();
  const type = allocate(
    interpreter,
    {
      kind: "class",
      name,
      code,
      scope,
      module,
      parent,
      instancePrototype,
      keys,
    },
    { span, prototype: parent?.kind === "object" ? parent : undefined },
  );
  if (code.id) declare(interpreter, scope, code.id.name, type);
  if (parent && parent.kind !== "object")
    inheritUnknown(interpreter, parent, [type, instancePrototype]);
  interpreter.store.write(instancePrototype.slots, constructorKey, type);
  for (const element of code.body.body)
    defineElement(interpreter, element, { type, keys, place: { scope, module } });
  initializeStatics(interpreter, type, { scope, module });
  return type;
}

/** What an unknown parent gives its subclasses, nobody knows. */
function inheritUnknown(
  interpreter: Interpreter,
  parent: Value,
  heirs: readonly HeapObject[],
): void {
  const { span } = heirs[0] ?? {};
  for (const heir of span ? heirs : [])
    interpreter.store.write(heir.slots, restKey, mixed(heir.span, [parent]));
}

function prototypeOf(parent: Value | undefined): HeapObject | undefined {
  if (parent?.kind !== "object") return undefined;
  const { body } = parent;
  if (body.kind === "class" || body.kind === "native") return body.instancePrototype;
  const prototype = parent.slots.entries.get("prototype");
  return prototype?.kind === "object" ? prototype : undefined;
}

/** `#x` of one class body is not `#x` of another. */
function declarePrivateNames(
  interpreter: Interpreter,
  code: Class,
  { scope, module }: Place,
): void {
  for (const element of code.body.body) {
    if (!("key" in element) || element.key.type !== "PrivateIdentifier") continue;
    const { name } = element.key;
    const span = spanIn(module, element.key);
    declare(interpreter, scope, `#${name}`, known(`\0#${name}@${module.file}:${code.start}`, span));
  }
}

interface ElementContext {
  readonly type: HeapObject;
  readonly keys: Map<object, Value>;
  readonly place: Place;
}

function defineElement(
  interpreter: Interpreter,
  element: ClassElement,
  context: ElementContext,
): void {
  if (element.type === "StaticBlock" || element.type === "TSIndexSignature") return;
  if (element.type === "MethodDefinition") {
    defineMethod(interpreter, element, context);
    return;
  }
  if (!("key" in element) || !element.computed) return;
  const key = keyOf(interpreter, element, context.place);
  context.keys.set(
    element,
    typeof key === "string" ? known(key, spanIn(context.place.module, element.key)) : key,
  );
}

function defineMethod(
  interpreter: Interpreter,
  element: MethodDefinition,
  { type, place }: ElementContext,
): void {
  if (element.kind === "constructor" || element.value.body === null || type.body.kind !== "class")
    return;
  const home = element.static ? type : type.body.instancePrototype;
  const span = spanIn(place.module, element);
  const method =
    element.decorators.length > 0
      ? unknown(span, "decorators are not followed")
      : allocate(
          interpreter,
          { kind: "closure", code: element.value, scope: place.scope, module: place.module, home },
          { span },
        );
  const key = keyOf(interpreter, element, place);
  if (typeof key !== "string") {
    setUnknownKey(interpreter, home, key, method);
    return;
  }
  if (element.kind === "method") {
    write(interpreter, home, key, method);
    return;
  }
  const before = home.slots.entries.get(key);
  const pair = before?.kind === "accessor" ? before : { get: undefined, set: undefined };
  const get = element.kind === "get" ? method : pair.get;
  const set = element.kind === "set" ? method : pair.set;
  write(interpreter, home, key, { kind: "accessor", get, set });
}

type Field = PropertyDefinition | AccessorProperty;

const isField = (element: ClassElement): element is Field =>
  element.type === "PropertyDefinition" || element.type === "AccessorProperty";

function initializeStatics(
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
  const value = fieldValue(interpreter, field, { place, span });
  if (typeof key !== "string") setUnknownKey(interpreter, target, key, value);
  else write(interpreter, target, key, value);
}

function fieldValue(
  interpreter: Interpreter,
  field: Field,
  { place, span }: { readonly place: Place; readonly span: Span },
): Value {
  if (field.decorators.length > 0) return unknown(span, "decorators are not followed");
  return field.value ? evaluate(interpreter, field.value, place) : known(undefined, span);
}
