import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeArray, makeNative } from "../make.ts";
import type { Access } from "../member.ts";
import { type Known, known, mixed, type Primitive, type Value } from "../value.ts";

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

const methods: Readonly<Record<string, readonly string[]>> = {
  string: stringMethods,
  number: numberMethods,
  boolean: ["toString", "valueOf"],
};

/** A member of a string, number or boolean that is known. */
export function primitiveMember(receiver: Known, { key, span }: Access): Value | undefined {
  const { value } = receiver;
  if (typeof value === "string" && key === "length") return known(value.length, span);
  if (typeof value === "string" && /^\d+$/u.test(key)) return known(value[Number(key)], span);
  if (!methods[typeof value]?.includes(key))
    return methods[typeof value] && value !== undefined ? notThere(receiver, key, span) : undefined;
  return method(key);
}

const notThere = ({ value }: Known, key: string, span: Access["span"]): Value | undefined =>
  value !== null && value !== undefined && key in Object(value)
    ? undefined
    : known(undefined, span);

const made = new Map<string, HeapObject>();

function method(name: string): HeapObject {
  const existing = made.get(name);
  if (existing) return existing;
  const native = makeNative(name, { call: (interpreter, site) => apply(interpreter, name, site) });
  made.set(name, native);
  return native;
}

/** Longer texts than this are nobody's structure. */
const longest = 100_000;

function apply(
  interpreter: Interpreter,
  name: string,
  { self, arguments: args, span }: CallSite,
): Value {
  const plain = args.filter((one): one is Known => one.kind === "known");
  if (self.kind !== "known" || plain.length < args.length) return mixed(span, [self, ...args]);
  if (name === "repeat" && String(self.value).length * Number(plain[0]?.value) > longest)
    return mixed(span, [], "the text is too long");
  const result = invoke(
    self.value,
    name,
    plain.map(({ value }) => value),
  );
  return fromPlain(interpreter, result, span);
}

function invoke(receiver: Primitive, name: string, args: readonly Primitive[]): unknown {
  const boxed: object = Object(receiver);
  const found: unknown = Reflect.get(boxed, name);
  if (typeof found !== "function") return failed;
  try {
    return Reflect.apply(found, receiver, args);
  } catch {
    return failed;
  }
}

const failed = Symbol("failed");

export function fromPlain(interpreter: Interpreter, result: unknown, span: Access["span"]): Value {
  if (Array.isArray(result))
    return makeArray(
      interpreter,
      result.map((one) => fromPlain(interpreter, one, span)),
      span,
    );
  if (result === null || result === undefined) return known(result, span);
  if (
    typeof result === "string" ||
    typeof result === "number" ||
    typeof result === "boolean" ||
    typeof result === "bigint"
  ) {
    return known(result, span);
  }
  return mixed(span, [], "this call throws");
}
