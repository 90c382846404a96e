import { escapes } from "../escapes.ts";
import { makeNative } from "../make.ts";
import { elementsOf } from "../member.ts";
import { call } from "../semantics.ts";
import { known, type Value } from "../value.ts";
import { ownKey } from "./object.ts";

/** What every function has. */
export const functionMembers: ReadonlyMap<string, Value> = new Map([
  [
    "call",
    makeNative("call", {
      call: (interpreter, { self, arguments: [object, ...args], argumentSpans, span }) =>
        call(interpreter, self, {
          self: object ?? known(undefined, span),
          arguments: args,
          argumentSpans: argumentSpans.slice(1),
          span,
        }),
    }),
  ],
  [
    "apply",
    makeNative("apply", {
      call: (interpreter, site) => {
        const { self, arguments: all, span } = site;
        const [object = known(undefined, span), list] = all;
        const nothing =
          list === undefined || (list.kind === "known" && (list.value ?? null) === null);
        const args = nothing ? [] : list.kind === "object" ? elementsOf(list) : undefined;
        if (args === undefined) return escapes(interpreter, [self, ...all], span);
        const argumentSpans = args.map(() => span);
        return call(interpreter, self, { self: object, arguments: args, argumentSpans, span });
      },
    }),
  ],
  [
    "bind",
    makeNative("bind", {
      call: (_, { self: bound, arguments: [object, ...first], span }) =>
        makeNative("bound", {
          call: (interpreter, site) =>
            call(interpreter, bound, {
              self: object ?? known(undefined, span),
              arguments: [...first, ...site.arguments],
              argumentSpans: [...first.map(() => span), ...site.argumentSpans],
              span: site.span,
            }),
          runs: bound,
        }),
    }),
  ],
]);

/** What every object has. */
export const ownPropertyTest = makeNative("hasOwnProperty", {
  call: (
    _,
    {
      self,
      arguments: [key = known(undefined, self.kind === "unknown" ? self.because : self.span)],
      span,
    },
  ) => ownKey(self, key, span),
});
