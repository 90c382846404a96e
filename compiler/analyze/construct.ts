import type { MethodDefinition } from "oxc-parser";
import { barrier, forkValue, mayThrow } from "./branch.ts";
import { initializeFields } from "./class-field.ts";
import { type Completion, normal, Thrown, whatWasThrown } from "./completion.ts";
import { narrow } from "./decide.ts";
import { deeper, nested } from "./depth.ts";
import { escapes } from "./escapes.ts";
import type { CallSite, ClassBody, HeapObject, Native } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter, outOfFuel, type Place, spanIn, spend } from "./interpreter.ts";
import { makeKeeper } from "./keeper.ts";
import { write } from "./member.ts";
import { componentConstructed } from "./node-facts.ts";
import { bindParameter } from "./pattern.ts";
import { declare, enclosing, innerScope, lookup, type Scope } from "./scope.ts";
import { call, executeAll } from "./semantics.ts";
import { known, mixed, unknown, type Value } from "./value.ts";
import { variablesOf } from "./variables.ts";

/** `new callee(...)`. */
export function construct(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  const type = narrow(interpreter, callee);
  if (type.kind !== "oneOf") return constructOne(interpreter, type, site);
  const sides = type.choices.map(({ value, when }) => ({
    when,
    run: () => constructOne(interpreter, value, site),
  }));
  return forkValue(interpreter, sides, site.span);
}

function constructOne(interpreter: Interpreter, type: Value, site: CallSite): Value {
  if (type.kind !== "object") return constructUnknown(interpreter, type, site);
  if (!spend(interpreter)) return outOfFuel(interpreter, site.span);
  const { body } = type;
  if (body.kind === "closure") return constructByFunction(interpreter, type, site);
  if (body.kind !== "class" && !(body.kind === "native" && body.construct)) {
    interpreter.hazards++;
    throw new Thrown(unknown(site.span, "`new` is used on something that is not a class"));
  }
  const target = allocate(
    interpreter,
    { kind: "instance", class: type },
    { span: site.span, prototype: body.instancePrototype },
  );
  return deeper(interpreter, site, {
    run: () => {
      const made = initialize(interpreter, type, { ...site, target });
      componentConstructed(interpreter, made, { type, site });
      return made;
    },
  });
}

function constructUnknown(interpreter: Interpreter, type: Value, site: CallSite): Value {
  const { span, arguments: given } = site;
  const keeper = makeKeeper(interpreter, "object", { given, span });
  const result = escapes(interpreter, [type, keeper, ...given], span);
  mayThrow(interpreter, { value: whatWasThrown(span) });
  return result;
}

/** Runs a class's constructor on an object made already: for `new`, and for `super()` of a subclass. */
function initialize(
  interpreter: Interpreter,
  type: Value,
  site: CallSite & { readonly target: HeapObject },
): Value {
  if (type.kind !== "object") {
    const made = constructUnknown(interpreter, type, site);
    interpreter.store.write(site.target.slots, restKey, made);
    return site.target;
  }
  const { body } = type;
  if (body.kind === "native") return constructByNative(interpreter, body, site);
  if (body.kind === "class") return runConstructor(interpreter, { type, body }, site);
  if (body.kind === "closure") {
    call(interpreter, type, { ...site, self: site.target });
    return site.target;
  }
  return site.target;
}

/** What a class of the language makes is of the subclass that asked for it. */
function constructByNative(
  interpreter: Interpreter,
  native: Native,
  site: CallSite & { readonly target: HeapObject },
): Value {
  const { target } = site;
  const made = native.construct?.(interpreter, site) ?? target;
  const plain = target.prototype === native.instancePrototype;
  if (plain) return made;
  if (made.kind !== "object") {
    interpreter.store.write(target.slots, restKey, mixed(site.span, [made]));
    return target;
  }
  return made === target ? made : { ...made, prototype: target.prototype };
}

function runConstructor(
  interpreter: Interpreter,
  { type, body }: { readonly type: HeapObject; readonly body: ClassBody },
  site: CallSite & { readonly target: HeapObject },
): Value {
  const scope = innerScope(interpreter, body.scope, {
    function: true,
    home: body.instancePrototype,
    constructing: { class: type, target: site.target },
    given: { values: site.arguments, span: site.span },
  });
  const code = constructorOf(body);
  if (code === undefined || code.value.body === null) {
    return continueWithoutConstructor(interpreter, { type, body }, site);
  }
  const place = { scope, module: body.module };
  if (body.parent === undefined) begin(interpreter, { type, body }, site.target, scope);
  code.value.params.forEach((parameter, index) => {
    bindParameter(interpreter, parameter, { place, arguments: site.arguments, index, site });
  });
  if (body.parent === undefined) parameterProperties(interpreter, { body, scope }, site.target);
  for (const name of variablesOf(code.value.body))
    declare(interpreter, scope, name, known(undefined, site.span));
  const statements = code.value.body.body;
  const span = spanIn(body.module, code);
  const ended = barrier(interpreter, () => executeAll(interpreter, statements, place), {
    span,
    absorb: constructed,
  });
  const made = lookup(interpreter, scope, "this") ?? site.target;
  return ended.kind === "return" ? instead(ended.value, made) : made;
}

/** An object that a constructor returns takes the place of what it made. */
const instead = (returned: Value, made: Value): Value =>
  returned.kind === "object" || returned.kind === "unknown" || returned.kind === "oneOf"
    ? returned
    : made;

/** Overloads have no body. */
const constructorOf = ({ code }: ClassBody) =>
  code.body.body.find(
    (element): element is MethodDefinition =>
      element.type === "MethodDefinition" &&
      element.kind === "constructor" &&
      element.value.body !== null,
  );

/** `constructor(readonly x: string)`, which packages and older code have. */
function parameterProperties(
  interpreter: Interpreter,
  { body, scope }: { readonly body: ClassBody; readonly scope: Scope },
  target: HeapObject,
): void {
  const code = constructorOf(body);
  if (code === undefined) return;
  for (const parameter of code.value.params) {
    if (parameter.type !== "TSParameterProperty") continue;
    const { parameter: pattern } = parameter;
    const named = pattern.type === "AssignmentPattern" ? pattern.left : pattern;
    const value = named.type === "Identifier" ? lookup(interpreter, scope, named.name) : undefined;
    if (named.type === "Identifier" && value) write(interpreter, target, named.name, value);
  }
}

/** A `return` without an object is as good as none. */
function constructed(completion: Completion): Completion {
  if (completion.kind === "throw" || completion.kind === "left") return completion;
  const plain = completion.kind !== "return" || completion.value.kind === "known";
  return plain ? normal : completion;
}

function continueWithoutConstructor(
  interpreter: Interpreter,
  { type, body }: { readonly type: HeapObject; readonly body: ClassBody },
  site: CallSite & { readonly target: HeapObject },
): Value {
  const { parent } = body;
  const inherited = () =>
    parent === undefined ? site.target : initialize(interpreter, parent, site);
  const made = nested(interpreter, "statement", inherited) ?? site.target;
  if (made.kind === "object") initializeFields(interpreter, type, made);
  return made;
}

/** `this` exists from here on: fields are initialised, parameter properties set. */
function begin(
  interpreter: Interpreter,
  { type, body }: { readonly type: HeapObject; readonly body: ClassBody },
  target: HeapObject,
  scope: Scope,
): void {
  declare(interpreter, scope, "this", target);
  initializeFields(interpreter, type, target);
  if (body.parent !== undefined) parameterProperties(interpreter, { body, scope }, target);
}

/** `super(...)`. */
export function superCall(interpreter: Interpreter, place: Place, site: CallSite): Value {
  const constructing = enclosing(place.scope, "constructing");
  const body = constructing?.class.body;
  if (constructing === undefined || body?.kind !== "class" || body.parent === undefined) {
    return unknown(site.span, "`super` is not followed here");
  }
  const made = initialize(interpreter, body.parent, { ...site, target: constructing.target });
  const scope = constructorScope(place.scope);
  if (made.kind === "object") begin(interpreter, { type: constructing.class, body }, made, scope);
  return made;
}

function constructorScope(scope: Scope): Scope {
  let at = scope;
  while (at.constructing === undefined && at.parent) at = at.parent;
  return at;
}

/** Functions used as constructors, as older JavaScript does. */
function constructByFunction(interpreter: Interpreter, type: HeapObject, site: CallSite): Value {
  const prototype = type.slots.entries.get("prototype");
  const target = allocate(
    interpreter,
    { kind: "instance", class: type },
    { span: site.span, prototype: prototype?.kind === "object" ? prototype : undefined },
  );
  const result = call(interpreter, type, { ...site, self: target, target });
  return result.kind === "object" ? result : target;
}
