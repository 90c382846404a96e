import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeFixed, makeNative } from "./make.ts";
import { elementsOf } from "./member.ts";
import type { Meaning, Primitive, Value } from "./value.ts";
import { unknown } from "./value.ts";

type Config = Extract<Meaning, { kind: "config" }>;

/** `config.string(…)` and its kin: symbols until a launch reads them; `oneOf` and `boolean` have a domain. */
export const configObject = (
  declared: Map<string, { readonly means: Config; readonly span: CallSite["span"] }>,
): HeapObject => {
  const reader = (type: Config["type"]): HeapObject =>
    makeNative(`config.${type}`, {
      call: (_: Interpreter, site) => readConfig(type, site, declared),
    });
  return makeFixed({
    string: reader("string"),
    number: reader("number"),
    boolean: reader("boolean"),
    oneOf: reader("oneOf"),
  });
};

function readConfig(
  type: Config["type"],
  { arguments: args, span }: CallSite,
  declared: Map<string, { readonly means: Config; readonly span: CallSite["span"] }>,
): Value {
  const name = primitiveOf(args[0]);
  if (typeof name !== "string") return unknown(span, "the name of this config value is not known");
  const values = type === "oneOf" ? stringsOf(args[1]) : [];
  const fallback = primitiveOf(type === "oneOf" ? args[2] : args[1]);
  const means: Config = { kind: "config", name, type, values, fallback };
  if (!declared.has(name)) declared.set(name, { means, span });
  return { kind: "symbol", means, span };
}

const primitiveOf = (value: Value | undefined): Primitive =>
  value?.kind === "known" ? value.value : undefined;

function stringsOf(value: Value | undefined): readonly string[] {
  const elements = value?.kind === "object" ? elementsOf(value) : undefined;
  return (elements ?? []).flatMap((one) =>
    one.kind === "known" && typeof one.value === "string" ? [one.value] : [],
  );
}
