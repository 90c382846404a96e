import type { HeapObject } from "./heap.ts";
import { constructorKey, hiddenPrefix, notEnumerable, unlistedPrefix } from "./hidden-keys.ts";
import type { Slot } from "./store.ts";

/** Own enumerable properties in the order of their making. */
export function enumerable(object: HeapObject): readonly (readonly [string, Slot])[] {
  const { entries } = object.slots;
  const isClass = object.body.kind === "class" || entries.has(constructorKey);
  const result: (readonly [string, Slot])[] = [];
  let hidesSome = false;
  for (const [key, slot] of entries) {
    if (key.startsWith(hiddenPrefix)) {
      hidesSome ||= key.startsWith(unlistedPrefix);
      continue;
    }
    if (key === "length" && object.body.kind === "array") continue;
    if (key === "prototype" && object.body.kind === "closure") continue;
    if (isClass && isMethod(slot, object)) continue;
    result.push([key, slot]);
  }
  return hidesSome ? result.filter(([key]) => !entries.has(notEnumerable(key))) : result;
}

/** Methods and accessors of a class are not listed; functions assigned to it are. */
const isMethod = (slot: Slot, home: HeapObject): boolean =>
  slot.kind === "accessor" ||
  (slot.kind === "object" && slot.body.kind === "closure" && slot.body.home === home);
