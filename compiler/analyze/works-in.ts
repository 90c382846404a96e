import type { HeapObject } from "./heap.ts";
import { ownEntries } from "./member.ts";

export interface Owned {
  /** Below the element; `""` for the element itself. */
  readonly name: string;
  readonly work: HeapObject;
}

/** The element, where it is a work; else the works below it, in flows, arrays and objects of any depth. */
export function worksIn(
  object: HeapObject,
  name = "",
  seen = new Set<HeapObject>(),
): readonly Owned[] {
  if (object.facts?.kind === "work") return [{ name, work: object }];
  if (seen.has(object) || object.facts?.kind === "map") return [];
  seen.add(object);
  return ownEntries(object).flatMap(([field, one]) =>
    one.kind === "object" ? worksIn(one, name === "" ? field : `${name}.${field}`, seen) : [],
  );
}
