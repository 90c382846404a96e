import type { Span } from "#source/span.ts";
import type { HeapObject, Native } from "../heap.ts";
import { languageKey, restKey } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeFixed } from "../make.ts";
import type { Access } from "../member.ts";
import { known, unknown, type Value } from "../value.ts";
import { arrayMembers } from "./array.ts";
import { mapMembers, setMembers, sizeOf } from "./collection.ts";
import { functionMembers, ownPropertyTest } from "./function.ts";
import { generatorMembers } from "./generator.ts";
import { iteratorMembers } from "./iterator.ts";
import { primitiveMember } from "./primitive.ts";
import { promiseMembers } from "./promise.ts";

/** A member that the language gives every value of a kind: `"x".toUpperCase`, `[].map`. */
export function builtinMember(
  interpreter: Interpreter,
  value: Value,
  access: Access,
): Value | undefined {
  if (value.kind === "known") return primitiveMember(value, access);
  if (value.kind === "object")
    return tableOf(value)?.get(access.key) ?? objectMember(interpreter, value, access);
  return undefined;
}

function tableOf({ body }: HeapObject): ReadonlyMap<string, Value> | undefined {
  if (body.kind === "array") return arrayMembers;
  if (body.kind === "map") return mapMembers;
  if (body.kind === "set") return setMembers;
  if (body.kind === "iterator") return iteratorMembers;
  if (body.kind === "generator") return generatorMembers;
  if (body.kind === "promise") return promiseMembers;
  if (body.kind === "closure" || body.kind === "native" || body.kind === "class")
    return functionMembers;
  return undefined;
}

function objectMember(
  _interpreter: Interpreter,
  object: HeapObject,
  { key, span }: Access,
): Value | undefined {
  const { body } = object;
  if (body.kind === "exotic")
    return {
      kind: "unknown",
      because: object.span,
      reason: `\`${key}\` of a ${body.name} is known when the app runs`,
      reported: false,
      holds: object.slots.entries.has(restKey) ? [object] : [],
      taints: taintsOf(object),
    };
  // Two classes of one name meet in a bundle, and one of them gets another.
  if (key === "name" && body.kind === "class")
    return unknown(span, "what a class is called when the app runs is up to its bundle");
  if (key === "prototype" && (body.kind === "class" || body.kind === "native"))
    return body.instancePrototype ?? prototypeOf(body);
  if (key === "constructor" && body.kind === "instance") return body.class;
  if (key === "size" && (body.kind === "map" || body.kind === "set")) return sizeOf(object, span);
  if (key === "hasOwnProperty") return ownPropertyTest;
  if (object.slots.birth < 0 || key in languagePrototype(object)) {
    return unknown(span, `the compiler does not follow \`${key}\``, { holds: [object] });
  }
  return undefined;
}

/** Of a class of the language: its methods may be borrowed. */
function prototypeOf({ name }: Pick<Native, "name">): HeapObject {
  const methods = name === "Array" ? Object.fromEntries(arrayMembers) : {};
  const rest = unknown(nowhere, `the compiler does not follow \`*\` of \`${name}.prototype\``);
  return makeFixed({ ...methods, [restKey]: rest, [languageKey]: known(true, nowhere) });
}

const nowhere: Span = { file: "", start: 0, end: 0 };

/** Members that the language has and the tables here lack are unknown, never absent. */
function languagePrototype({ body }: HeapObject): object {
  if (body.kind === "array") return Array.prototype;
  if (body.kind === "map") return Map.prototype;
  if (body.kind === "set") return Set.prototype;
  if (body.kind === "iterator" || body.kind === "generator") return generated;
  if (body.kind === "promise") return Promise.prototype;
  const callable = body.kind === "closure" || body.kind === "native" || body.kind === "class";
  return callable ? Function.prototype : Object.prototype;
}

const generated = (function* () {})();

const taintsOf = (object: HeapObject) =>
  object.body.kind === "exotic" ? (object.body.taints ?? []) : [];
