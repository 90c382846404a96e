/**
 * Symbols. One is an object of its own kind whose `key` is what properties that it names are called here: a
 * name that no text spells. The well-known ones that the language itself looks for have fixed keys.
 */
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { isHidden, symbolPrefix } from "./hidden-keys.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { createSlots } from "./store.ts";
import { mixed, type Value } from "./value.ts";

export const wellKnown = {
  iterator: `${symbolPrefix}iterator`,
  asyncIterator: `${symbolPrefix}asyncIterator`,
  toPrimitive: `${symbolPrefix}toPrimitive`,
  toStringTag: `${symbolPrefix}toStringTag`,
  hasInstance: `${symbolPrefix}hasInstance`,
  dispose: `${symbolPrefix}dispose`,
  asyncDispose: `${symbolPrefix}asyncDispose`,
  species: `${symbolPrefix}species`,
} as const;

const nowhere: Span = { file: "", start: 0, end: 0 };

function fixedSymbol(key: string): HeapObject {
  return {
    kind: "object",
    body: { kind: "symbol", key },
    slots: createSlots(),
    prototype: undefined,
    span: nowhere,
  };
}

/** `Symbol`: called, it makes a new one; `Symbol.for` makes one for each text. */
export function symbolGlobal(): HeapObject {
  const shared = new Map<string, HeapObject>();
  return makeNative(
    "Symbol",
    { call: (interpreter, { span }) => newSymbol(interpreter, span) },
    {
      ...Object.fromEntries(
        Object.entries(wellKnown).map(([name, key]) => [name, fixedSymbol(key)] as const),
      ),
      for: makeNative("Symbol.for", {
        call: (_, { arguments: [text], span }) => {
          if (text?.kind !== "known") return mixed(span, text ? [text] : []);
          const name = String(text.value);
          const symbol = shared.get(name) ?? fixedSymbol(`${symbolPrefix}for:${name}`);
          shared.set(name, symbol);
          return symbol;
        },
      }),
    },
  );
}

function newSymbol(interpreter: Interpreter, span: Span): HeapObject {
  const { birth } = interpreter.store.slots();
  return allocate(interpreter, { kind: "symbol", key: `${symbolPrefix}${birth}` }, { span });
}

/** The key that a value names as a property: a text or a symbol's; the value where nobody knows. */
export function asKey(value: Value): string | Value {
  if (value.kind === "known") {
    const key = String(value.value);
    return isHidden(key)
      ? mixed(value.span, [], "a key that begins with NUL is not followed")
      : key;
  }
  return value.kind === "object" && value.body.kind === "symbol" ? value.body.key : value;
}
