import type { HeapObject } from "./heap.ts";
import { makeNative } from "./make.ts";
import type { Hooks } from "./node-facts.ts";
import { known, type Value } from "./value.ts";

/** `new App(root, options)`. */
export interface AppFacts extends Hooks {
  readonly kind: "app";
  readonly root: Value;
  readonly options: Value;
}

export const appClass = (): HeapObject =>
  makeNative("App", {
    call: (_, { span }) => known(undefined, span),
    construct: (_, { target, arguments: [root, options], span }) => {
      const nothing = known(undefined, span);
      target.facts = { kind: "app", root: root ?? nothing, options: options ?? nothing };
      return target;
    },
  });
