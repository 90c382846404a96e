import type { HeapObject } from "./heap.ts";
import { makeFixed, makeNative } from "./make.ts";
import { noteNeeded } from "./needed.ts";
import type { Hooks } from "./node-facts.ts";
import { makePromise } from "./promise.ts";
import { known, unknown, type Value } from "./value.ts";

/** `new Drive(name)`. */
export interface DriveFacts extends Hooks {
  readonly kind: "drive";
  readonly name: Value;
}

const operation = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { self, span }) => {
      noteNeeded(interpreter, self);
      const value = unknown(span, `\`${name}()\` of a Drive is known when the app runs`);
      return makePromise(interpreter, { value, foreign: { what: `${name}()`, span } }, span);
    },
  });

export const driveClass = (): HeapObject =>
  makeNative("Drive", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({
      put: operation("put"),
      get: operation("get"),
      list: operation("list"),
      delete: operation("delete"),
    }),
    construct: (_, { target, arguments: [name], span }) => {
      target.facts = { kind: "drive", name: name ?? known(undefined, span) };
      return target;
    },
  });
