import { checkSecretRead } from "./checks/secret-read.ts";
import type { HeapObject } from "./heap.ts";
import { allocate } from "./interpreter.ts";
import { makeFixed, makeNative } from "./make.ts";
import { noteNeeded } from "./needed.ts";
import type { Hooks } from "./node-facts.ts";
import { makePromise } from "./promise.ts";
import { known, unknown, type Value } from "./value.ts";

/** `secret(name)`: opaque, never a value here. */
export interface SecretFacts extends Hooks {
  readonly kind: "secret";
  readonly name: Value;
}

const prototype = makeFixed({
  value: makeNative("value", {
    call: (interpreter, { self, span }) => {
      checkSecretRead(interpreter, span);
      noteNeeded(interpreter, self);
      return makePromise(
        interpreter,
        { value: unknown(span, "a secret is known on the machine where it is read") },
        span,
      );
    },
  }),
});

export const secretFunction = (): HeapObject =>
  makeNative("secret", {
    call: (interpreter, { arguments: [name], span }) => {
      const made = allocate(interpreter, { kind: "record" }, { span, prototype });
      made.facts = { kind: "secret", name: name ?? known(undefined, span) };
      return made;
    },
  });
