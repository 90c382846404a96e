import { workComponentInside } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import type { Picture } from "./checks.ts";

/** A work that makes a component of its own; one that it was handed by the flow is no part of it. */
export function checkComponentInside({ sink }: Interpreter, { works }: Picture): void {
  for (const work of works) {
    for (const [field, value] of ownEntries(work)) {
      const component = value.kind === "object" ? componentIn(value, new Set()) : undefined;
      if (component === undefined) continue;
      const { facts } = component;
      const type = facts && "making" in facts ? facts.making?.type : undefined;
      const values = {
        work: graphName(work) ?? "work",
        field,
        class: type ? className(type) : "component",
      };
      sink.report(workComponentInside(component.span, values));
    }
  }
}

function componentIn(object: HeapObject, seen: Set<HeapObject>): HeapObject | undefined {
  const { facts, body } = object;
  if (facts?.kind === "work" || facts?.kind === "flow" || facts?.kind === "map") return object;
  if (facts || seen.has(object) || (body.kind !== "record" && body.kind !== "array"))
    return undefined;
  seen.add(object);
  return ownEntries(object)
    .map(([, one]) => (one.kind === "object" ? componentIn(one, seen) : undefined))
    .find((one) => one !== undefined);
}
