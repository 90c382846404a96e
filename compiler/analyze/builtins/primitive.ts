import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { longestText } from "../limits.ts";
import { makeNative } from "../make.ts";
import type { Access } from "../member.ts";
import { type Known, known, mixed, type Primitive, type Value } from "../value.ts";
import { fromPlain, primitives } from "./plain.ts";
import { asReal } from "./throws.ts";

/** Pure methods of strings; the language's own do the work. `localeCompare` and its kin depend on the machine. */
export const stringMethods: readonly string[] = [
  "at",
  "charAt",
  "charCodeAt",
  "codePointAt",
  "concat",
  "endsWith",
  "includes",
  "indexOf",
  "isWellFormed",
  "lastIndexOf",
  "normalize",
  "padEnd",
  "padStart",
  "repeat",
  "replace",
  "replaceAll",
  "slice",
  "split",
  "startsWith",
  "substring",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "toWellFormed",
  "trim",
  "trimEnd",
  "trimStart",
  "valueOf",
];

export const numberMethods: readonly string[] = [
  "toFixed",
  "toString",
  "toPrecision",
  "toExponential",
  "valueOf",
];

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ["string", stringMethods],
  ["number", numberMethods],
  ["boolean", ["toString", "valueOf"]],
]);

/** A member of a string, number or boolean that is known. */
export function primitiveMember(receiver: Known, { key, span }: Access): Value | undefined {
  const { value } = receiver;
  if (typeof value === "string") {
    if (key === "length") return known(value.length, span);
    if (/^(?:0|[1-9]\d*)$/u.test(key)) return known(value[Number(key)], span);
  }
  const named = methods.get(typeof value);
  if (named?.includes(key)) return method(key);
  return named && !(key in Object(value)) ? known(undefined, span) : undefined;
}

const made = new Map<string, HeapObject>();

function method(name: string): HeapObject {
  const existing = made.get(name);
  if (existing) return existing;
  const native = makeNative(name, { call: (interpreter, site) => apply(interpreter, name, site) });
  made.set(name, native);
  return native;
}

function apply(
  interpreter: Interpreter,
  name: string,
  { self, arguments: args, span }: CallSite,
): Value {
  const plain = primitives(args);
  if (self.kind !== "known" || plain === undefined)
    return escapes(interpreter, [self, ...args], span);
  if (lengthOf(self.value, name, plain) > longestText)
    return mixed(span, [], "the text is too long");
  const result = asReal(interpreter, { span, name }, () => invoke(self.value, name, plain));
  return fromPlain(interpreter, result, span);
}

/** How long a text can get at most. */
function lengthOf(receiver: Primitive, name: string, args: readonly Primitive[]): number {
  const own = String(receiver).length;
  const [first, second] = args;
  if (typeof first === "bigint") return own;
  if (name === "repeat") return own * Number(first);
  if (name === "padStart" || name === "padEnd") return Number(first);
  return name === "replaceAll" || name === "replace"
    ? own + (own + 1) * String(second).length
    : own;
}

function invoke(receiver: Primitive, name: string, args: readonly Primitive[]): unknown {
  const boxed: object = Object(receiver);
  const found: unknown = Reflect.get(boxed, name);
  if (typeof found !== "function") throw new TypeError(name);
  return Reflect.apply(found, receiver, args);
}
