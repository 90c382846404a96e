import { construct } from "../construct.ts";
import type { HeapObject } from "../heap.ts";
import { notEnumerable } from "../hidden-keys.ts";
import { makeFixed, makeNative } from "../make.ts";
import { concatenate } from "../operator.ts";
import { known, unknown, type Value } from "../value.ts";

const nowhere = { file: "", start: 0, end: 0 };

/** `Error` and its kin: what they say is known, where they were made is not. */
export function errorGlobals(): Readonly<Record<string, HeapObject>> {
  const base = prototypeOf("Error");
  const kin = ["TypeError", "RangeError", "SyntaxError", "EvalError", "URIError", "ReferenceError"];
  return Object.fromEntries([
    ["Error", errorClass("Error", base)],
    ...kin.map(
      (name) => [name, errorClass(name, { ...prototypeOf(name), prototype: base })] as const,
    ),
  ]);
}

const prototypeOf = (name: string): HeapObject =>
  makeFixed({
    name: known(name, nowhere),
    message: known("", nowhere),
    stack: unknown(nowhere, "a stack is known when the app runs"),
    cause: unknown(nowhere, "the cause of an error is known when the app runs"),
  });

function errorClass(name: string, instancePrototype: HeapObject): HeapObject {
  const errors: HeapObject = makeNative(name, {
    call: (interpreter, site) => construct(interpreter, errors, site),
    instancePrototype,
    construct: (interpreter, { target, arguments: [message], span }) => {
      const says = message && !(message.kind === "known" && message.value === undefined);
      if (says) {
        const text: Value = concatenate([message], span);
        interpreter.store.write(target.slots, "message", text);
        interpreter.store.write(target.slots, notEnumerable("message"), known(true, span));
      }
      return target;
    },
  });
  return errors;
}
