import type { Class, ClassElement, MethodDefinition } from "oxc-parser";
import { fieldInitializers, initializeStatics, isField } from "./class-field.ts";
import { decorate } from "./decorator.ts";
import type { HeapObject } from "./heap.ts";
import { constructorKey, restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { write } from "./member.ts";
import { keyOf } from "./reference.ts";
import { declare, innerScope } from "./scope.ts";
import { call, evaluate } from "./semantics.ts";
import { setUnknownKey } from "./set.ts";

import { known, mixed, type Value } from "./value.ts";

/** A class is a value: mixins and factories make as many as they are called. */
export function evaluateClass(
  interpreter: Interpreter,
  code: Class,
  place: Place,
  name: string,
): Value {
  const type = defineClass(interpreter, code, place, name);
  if (code.decorators.length === 0) return type;
  const what = { kind: "class", name, static: false } as const;
  const initializers: Value[] = [];
  const added = (initializer: Value) => initializers.push(initializer);
  const made = decorate(interpreter, type, { decorators: code.decorators, what, place, added });
  if (made.kind === "object")
    for (const initializer of initializers) runInitializer(interpreter, initializer, made);
  return made;
}

function defineClass(
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
  const decorated = new Map<object, readonly Value[]>();
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
      decorated,
    },
    { span, prototype: parent?.kind === "object" ? parent : undefined },
  );
  if (code.id) declare(interpreter, scope, code.id.name, type);
  if (parent && parent.kind !== "object")
    inheritUnknown(interpreter, parent, [type, instancePrototype]);
  interpreter.store.write(instancePrototype.slots, constructorKey, type);
  for (const element of code.body.body)
    defineElement(interpreter, element, { type, keys, decorated, place: { scope, module } });
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
  readonly decorated: Map<object, readonly Value[]>;
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
  if (isField(element) && element.decorators.length > 0)
    context.decorated.set(
      element,
      fieldInitializers(interpreter, element, initializing(interpreter, element, context)),
    );
  if (!("key" in element) || !element.computed) return;
  const key = keyOf(interpreter, element, context.place);
  context.keys.set(
    element,
    typeof key === "string" ? known(key, spanIn(context.place.module, element.key)) : key,
  );
}

/** What `addInitializer` is given runs on each instance before its fields; of what is static, on the class. */
const initializing = (
  interpreter: Interpreter,
  element: { readonly static: boolean },
  { type, place, decorated }: ElementContext,
) => ({
  place,
  added: (initializer: Value) => {
    if (type.body.kind !== "class") return;
    const { code } = type.body;
    if (!element.static) decorated.set(code, [...(decorated.get(code) ?? []), initializer]);
    else runInitializer(interpreter, initializer, type);
  },
});

const runInitializer = (interpreter: Interpreter, initializer: Value, self: HeapObject): Value =>
  call(interpreter, initializer, { self, arguments: [], argumentSpans: [], span: self.span });

function defineMethod(
  interpreter: Interpreter,
  element: MethodDefinition,
  context: ElementContext,
): void {
  const { type, place } = context;
  if (element.kind === "constructor" || element.value.body === null || type.body.kind !== "class")
    return;
  const home = element.static ? type : type.body.instancePrototype;
  const span = spanIn(place.module, element);
  const plain = allocate(
    interpreter,
    { kind: "closure", code: element.value, scope: place.scope, module: place.module, home },
    { span },
  );
  const key = keyOf(interpreter, element, place);
  const kinds = { get: "getter", set: "setter", method: "method" } as const;
  const name = typeof key === "string" ? key : "";
  const what = { kind: kinds[element.kind], name, static: element.static };
  const method =
    element.decorators.length > 0
      ? decorate(interpreter, plain, {
          decorators: element.decorators,
          what,
          ...initializing(interpreter, element, context),
        })
      : plain;
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
