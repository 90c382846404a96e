import { escapes } from "../escapes.ts";
import { makeArray } from "../make.ts";
import { callBack } from "../semantics.ts";
import { join, mixed, type Value } from "../value.ts";
import { type ArrayCall, replace } from "./array-parts.ts";

export function toSorted(site: ArrayCall): Value {
  return makeArray(site.interpreter, sorted(site) ?? anyOrder(site), site.span);
}

export function sort(site: ArrayCall): Value {
  const { interpreter, array } = site;
  return replace(interpreter, array, sorted(site) ?? anyOrder(site), array);
}

/** Primitives in the language's order; with a comparison that decides. What is `undefined` comes last. */
function sorted({ interpreter, elements, args, span }: ArrayCall): readonly Value[] | undefined {
  const [compare] = args;
  const byText = compare === undefined || (compare.kind === "known" && compare.value === undefined);
  if (elements.some(({ kind }) => kind === "unknown" || kind === "oneOf")) return undefined;
  const rest = elements.filter((one) => !isUndefined(one));
  let decided = true;
  const order = rest.toSorted((a, b) => {
    const result = byText
      ? textOrder(a, b)
      : comparison(callBack(interpreter, compare, [a, b], span));
    if (result === undefined) decided = false;
    return result ?? 0;
  });
  if (decided) return [...order, ...elements.filter(isUndefined)];
  // It may be called in another order, and more often.
  escapes(interpreter, args, span);
  return undefined;
}

const isUndefined = (value: Value): boolean => value.kind === "known" && value.value === undefined;

const comparison = (value: Value): number | undefined =>
  value.kind === "known" && typeof value.value !== "bigint" ? Number(value.value) : undefined;

function textOrder(a: Value, b: Value): number | undefined {
  if (a.kind !== "known" || b.kind !== "known") return undefined;
  const [left, right] = [String(a.value), String(b.value)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** As many as before, and each may be any of them. */
function anyOrder({ elements, span }: ArrayCall): readonly Value[] {
  const any = elements.reduce(
    (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
    mixed(span, elements, "its order is not known"),
  );
  return elements.map(() => any);
}
