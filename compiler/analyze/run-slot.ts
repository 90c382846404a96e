import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { findSlot } from "./member.ts";
import type { Slot } from "./store.ts";

/** `run` of a component. A method whose name nobody knows may be it. */
export const runSlot = (component: HeapObject): Slot | undefined =>
  findSlot(component, "run") ?? findSlot(component, restKey);
