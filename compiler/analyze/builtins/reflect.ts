/** `Reflect`: what the language does to objects, as functions. Those that are not here are not followed. */
import { construct } from "../construct.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { makeFixed } from "../make.ts";
import { elementsOf, get } from "../member.ts";
import { call } from "../semantics.ts";
import { set } from "../set.ts";
import { asKey } from "../symbol.ts";
import { known, type Value } from "../value.ts";
import { define, native } from "./define.ts";

export const reflectGlobal = (): Value =>
  makeFixed(
    Object.fromEntries([
      native("apply", (interpreter, { arguments: [callee, self, list], span }) => {
        const args = list?.kind === "object" ? elementsOf(list) : undefined;
        if (!callee || !self || !args) return undefined;
        const argumentSpans = args.map(() => span);
        return call(interpreter, callee, { self, arguments: args, argumentSpans, span });
      }),
      native("construct", (interpreter, { arguments: [type, list, as], span }) => {
        const args = list?.kind === "object" ? elementsOf(list) : undefined;
        if (!type || !args || as) return undefined;
        const argumentSpans = args.map(() => span);
        const self = known(undefined, span);
        return construct(interpreter, type, { self, arguments: args, argumentSpans, span });
      }),
      native("defineProperty", (interpreter, site) => {
        const [, , descriptor] = site.arguments;
        const place = placeOf(site);
        return place && define(interpreter, { ...place, descriptor, span: site.span })
          ? known(true, site.span)
          : undefined;
      }),
      native("get", (interpreter, site) => {
        const { object, name } = placeOf(site) ?? {};
        // Another receiver for getters is not followed.
        if (!object || name === undefined || site.arguments.length > 2) return undefined;
        return get(interpreter, object, { key: name, span: site.span });
      }),
      native("set", (interpreter, site) => {
        const { object, name } = placeOf(site) ?? {};
        const [, , value] = site.arguments;
        if (!object || name === undefined || !value || site.arguments.length > 3) return undefined;
        set(interpreter, object, { key: name, span: site.span }, value);
        return known(true, site.span);
      }),
    ]),
  );

function placeOf({
  arguments: [object, key],
}: CallSite): { readonly object: HeapObject; readonly name: string } | undefined {
  const name = key && asKey(key);
  return object?.kind === "object" && typeof name === "string" ? { object, name } : undefined;
}
