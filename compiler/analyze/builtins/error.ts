import type { Span } from "#source/span.ts";
import { construct } from "../construct.ts";
import type { HeapObject } from "../heap.ts";
import { notEnumerable } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeFixed, makeNative } from "../make.ts";
import { get, hasOwn } from "../member.ts";
import { concatenate } from "../operator.ts";
import { known, mixed, unknown, type Value } from "../value.ts";

const nowhere = { file: "", start: 0, end: 0 };

/** Those that extend `Error`. */
export const otherErrors = [
  ...["TypeError", "RangeError", "SyntaxError", "EvalError", "URIError", "ReferenceError"],
];

/** `Error` and its kin: what they say is known, where they were made is not. */
export function errorGlobal(name: string, error?: Value): HeapObject {
  const prototype =
    error?.kind === "object" && error.body.kind === "native"
      ? error.body.instancePrototype
      : undefined;
  return errorClass(name, { ...prototypeOf(name), prototype });
}

const prototypeOf = (name: string): HeapObject =>
  makeFixed({
    name: known(name, nowhere),
    message: known("", nowhere),
    stack: unknown(nowhere, "a stack is known when the app runs"),
    cause: unknown(nowhere, "the cause of an error is known when the app runs"),
  });

/** `new Error(message, { cause })`. */
function keepCause(interpreter: Interpreter, target: HeapObject, options: Value, span: Span): void {
  const plain = options.kind === "object" && options.body.kind === "record";
  const has = plain ? hasOwn(options, "cause") : undefined;
  if (options.kind === "known" || has === false) return;
  const cause = has
    ? get(interpreter, options, { key: "cause", span })
    : mixed(span, [options], "the cause of an error is known when the app runs");
  interpreter.store.write(target.slots, "cause", cause);
  interpreter.store.write(target.slots, notEnumerable("cause"), known(true, span));
}

function errorClass(name: string, instancePrototype: HeapObject): HeapObject {
  const errors: HeapObject = makeNative(name, {
    call: (interpreter, site) => construct(interpreter, errors, site),
    instancePrototype,
    construct: (interpreter, { target, arguments: [message, options], span }) => {
      const says = message && !(message.kind === "known" && message.value === undefined);
      if (says) {
        const text: Value = concatenate([message], span);
        interpreter.store.write(target.slots, "message", text);
        interpreter.store.write(target.slots, notEnumerable("message"), known(true, span));
      }
      if (options) keepCause(interpreter, target, options, span);
      return target;
    },
  });
  return errors;
}
