import { makeNative } from "../make.ts";
import { elementsOf, hasOwn } from "../member.ts";
import { call } from "../semantics.ts";
import { known, mixed, type Value } from "../value.ts";

/** What every function has. */
export const functionMembers: Readonly<Record<string, Value>> = {
  call: makeNative("call", {
    call: (interpreter, { self, arguments: [object, ...args], argumentSpans, span }) =>
      call(interpreter, self, {
        self: object ?? known(undefined, span),
        arguments: args,
        argumentSpans: argumentSpans.slice(1),
        span,
      }),
  }),
  apply: makeNative("apply", {
    call: (interpreter, { self, arguments: [object, list], span }) => {
      const args = list?.kind === "object" ? elementsOf(list) : [];
      if (args === undefined) return mixed(span, list ? [list] : []);
      return call(interpreter, self, {
        self: object ?? known(undefined, span),
        arguments: args,
        argumentSpans: args.map(() => span),
        span,
      });
    },
  }),
  bind: makeNative("bind", {
    call: (_, { self: bound, arguments: [object, ...first], span }) =>
      makeNative("bound", {
        call: (interpreter, site) =>
          call(interpreter, bound, {
            self: object ?? known(undefined, span),
            arguments: [...first, ...site.arguments],
            argumentSpans: [...first.map(() => span), ...site.argumentSpans],
            span: site.span,
          }),
      }),
  }),
  hasOwnProperty: makeNative("hasOwnProperty", {
    call: (_, { self, arguments: [key], span }) => {
      const has =
        self.kind === "object" && key?.kind === "known" && hasOwn(self, String(key.value));
      return typeof has === "boolean" && self.kind === "object"
        ? known(has, span)
        : mixed(span, [self]);
    },
  }),
};
