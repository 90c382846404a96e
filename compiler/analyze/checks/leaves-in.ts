import type { HeapObject } from "../heap.ts";
import { ownEntries } from "../member.ts";
import { choicesOf, leaves, type Value } from "../value.ts";

/** Every primitive, symbol and unknown that plain data carries, however deep; exotic objects as themselves. */
export function leavesIn(value: Value, seen = new Set<HeapObject>()): readonly Value[] {
  return choicesOf(value).flatMap(({ value: one }) => {
    if (one.kind === "text") return [one, ...leaves(one)];
    if (one.kind !== "object" || one.facts || seen.has(one)) return [one];
    seen.add(one);
    if (one.body.kind !== "record" && one.body.kind !== "array") return [one];
    return ownEntries(one).flatMap(([, inner]) => leavesIn(inner, seen));
  });
}
