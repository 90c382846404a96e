import type { HeapObject } from "./heap.ts";
import { mostExpanded } from "./limits.ts";
import type { Value } from "./value.ts";

/**
 * Whether writing out all that a value holds takes more steps than anybody waits for: data that holds other
 * data twice doubles with every level. Each object is looked at once.
 */
export const tooLarge = (value: Value): boolean => sizeOf(value, new Map()) > mostExpanded;

function sizeOf(value: Value, sizes: Map<HeapObject, number>): number {
  if (value.kind !== "object" || value.facts) return 1;
  const { body, slots } = value;
  if (body.kind !== "record" && body.kind !== "array") return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  // What holds itself has no end.
  sizes.set(value, Number.POSITIVE_INFINITY);
  let size = 1;
  for (const slot of slots.entries.values())
    if (slot.kind !== "accessor") size += sizeOf(slot, sizes);
  sizes.set(value, size);
  return size;
}
