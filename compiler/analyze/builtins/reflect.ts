/** `Reflect`: what the language does to objects, as functions. Those that are not here are not followed. */
import { construct } from "../construct.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeFixed, makeNative } from "../make.ts";
import { elementsOf, get } from "../member.ts";
import { call } from "../semantics.ts";
import { set } from "../set.ts";
import { asKey } from "../symbol.ts";
import { known, type Value } from "../value.ts";
import { define } from "./define.ts";

type Call = (interpreter: Interpreter, site: CallSite) => Value | undefined;

export const reflectGlobal = (): Value =>
  makeFixed({
    apply: native("apply", (interpreter, { arguments: [callee, self, list], span }) => {
      const args = list?.kind === "object" ? elementsOf(list) : undefined;
      if (!callee || !self || !args) return undefined;
      const argumentSpans = args.map(() => span);
      return call(interpreter, callee, { self, arguments: args, argumentSpans, span });
    }),
    construct: native("construct", (interpreter, { arguments: [type, list, as], span }) => {
      const args = list?.kind === "object" ? elementsOf(list) : undefined;
      if (!type || !args || as) return undefined;
      const argumentSpans = args.map(() => span);
      const self = known(undefined, span);
      return construct(interpreter, type, { self, arguments: args, argumentSpans, span });
    }),
    defineProperty: native("defineProperty", (interpreter, site) => {
      const [, , descriptor] = site.arguments;
      const place = placeOf(site);
      return place && define(interpreter, { ...place, descriptor, span: site.span })
        ? known(true, site.span)
        : undefined;
    }),
    get: native("get", (interpreter, site) => {
      const { object, name } = placeOf(site) ?? {};
      // Another receiver for getters is not followed.
      if (!object || name === undefined || site.arguments.length > 2) return undefined;
      return get(interpreter, object, { key: name, span: site.span });
    }),
    set: native("set", (interpreter, site) => {
      const { object, name } = placeOf(site) ?? {};
      const [, , value] = site.arguments;
      if (!object || name === undefined || !value || site.arguments.length > 3) return undefined;
      set(interpreter, object, { key: name, span: site.span }, value);
      return known(true, site.span);
    }),
  });

/** What it does; what it can't follow escapes. */
const native = (name: string, run: Call): HeapObject =>
  makeNative(name, {
    call: (interpreter, site) =>
      run(interpreter, site) ?? escapes(interpreter, site.arguments, site.span),
  });

function placeOf({
  arguments: [object, key],
}: CallSite): { readonly object: HeapObject; readonly name: string } | undefined {
  const name = key && asKey(key);
  return object?.kind === "object" && typeof name === "string" ? { object, name } : undefined;
}
