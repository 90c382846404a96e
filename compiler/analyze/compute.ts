import type { HeapObject } from "./heap.ts";
import { makeNative } from "./make.ts";
import type { Hooks } from "./node-facts.ts";
import { known, type Value } from "./value.ts";

/** `new CloudCompute(name, options)`. */
export interface ComputeFacts extends Hooks {
  readonly kind: "compute";
  readonly name: Value;
  readonly options: Value;
}

/** `new Mount("s3://…/", "/data")`. */
export interface MountFacts extends Hooks {
  readonly kind: "mount";
  readonly source: Value;
  readonly target: Value;
}

export const computeClass = (): HeapObject =>
  makeNative("CloudCompute", {
    call: (_, { span }) => known(undefined, span),
    construct: (_, { target, arguments: [name, options], span }) => {
      const nothing = known(undefined, span);
      const isDefault = name === undefined || (name.kind === "known" && name.value === undefined);
      target.facts = {
        kind: "compute",
        name: isDefault ? known("default", span) : name,
        options: options ?? nothing,
      };
      return target;
    },
  });

export const mountClass = (): HeapObject =>
  makeNative("Mount", {
    call: (_, { span }) => known(undefined, span),
    construct: (_, { target, arguments: [source, where], span }) => {
      const nothing = known(undefined, span);
      target.facts = {
        kind: "mount",
        source: source ?? nothing,
        target: where ?? known("/data", span),
      };
      return target;
    },
  });
