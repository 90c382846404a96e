import type { Json } from "#protocol/value.ts";
import type { HeapObject } from "./heap.ts";
import { elementsOf, hasUnknownProperties, ownEntries } from "./member.ts";
import { tooLarge } from "./tree-size.ts";
import { mixed, spanOf, type Unknown, type Value } from "./value.ts";

/** The value as JSON where all of it is known, or what stands in the way. */
export function toJson(
  value: Value,
  depth = 0,
): { readonly json: Json | undefined } | { readonly problem: Unknown } {
  if (depth === 0 && tooLarge(value)) return problem(value);
  if (value.kind === "known") {
    const plain = value.value;
    if (typeof plain === "bigint") return problem(value);
    return { json: plain };
  }
  if (value.kind !== "object" || value.facts || depth > deepest) return problem(value);
  if (value.body.kind === "array") return arrayJson(value, depth + 1);
  if (value.body.kind !== "record" || hasUnknownProperties(value) || hasGetters(value))
    return problem(value);
  const entries: [string, Json][] = [];
  for (const [key, one] of ownEntries(value)) {
    const inner = toJson(one, depth + 1);
    if ("problem" in inner) return inner;
    if (inner.json !== undefined) entries.push([key, inner.json]);
  }
  return { json: Object.fromEntries(entries) };
}

/** What is computed when it is read is no data. */
export const hasGetters = (value: HeapObject): boolean =>
  [...value.slots.entries.values()].some(({ kind }) => kind === "accessor");

/** Data that holds itself has no end. */
const deepest = 64;

function arrayJson(value: HeapObject, depth: number): ReturnType<typeof toJson> {
  const elements = elementsOf(value);
  if (elements === undefined) return problem(value);
  const items: Json[] = [];
  for (const element of elements) {
    const inner = toJson(element, depth);
    if ("problem" in inner) return inner;
    items.push(inner.json ?? null);
  }
  return { json: items };
}

const problem = (value: Value) => ({
  problem: mixed(spanOf(value), [value], "it is not plain data"),
});
