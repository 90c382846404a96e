import { stateNotJson } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { hasUnknownProperties, ownEntries } from "../member.ts";
import { choicesOf, spanOf, type Value } from "../value.ts";
import type { Picture } from "./checks.ts";
import { describeObstacle, jsonObstacle } from "./json-obstacle.ts";

/** Public fields, as constructed and as written while the app runs. */
export function checkState(interpreter: Interpreter, { constructed, followed }: Picture): void {
  for (const object of constructed) {
    for (const [field, value] of ownEntries(object))
      checkField(interpreter, object, { field, value, span: undefined });
  }
  const written = followed.every.writes.filter(
    ({ object }) => object.facts?.kind === "flow" || object.facts?.kind === "work",
  );
  for (const { object, field, value, span } of written)
    if (field !== undefined && value) checkField(interpreter, object, { field, value, span });
}

function checkField(
  { sink }: Interpreter,
  object: HeapObject,
  {
    field,
    value,
    span,
  }: { readonly field: string; readonly value: Value; readonly span: Span | undefined },
): void {
  // `_x` is the author's own.
  if (field.startsWith("_")) return;
  const states = choicesOf(value).filter(({ value: one }) => isState(one));
  const problem = states.map((one) => jsonObstacle(one.value)).find((one) => one !== undefined);
  if (problem === undefined) return;
  const at = spanOf(problem.value);
  const values = {
    field: `${graphName(object) ?? "this"}.${field}`,
    value: describeObstacle(problem),
  };
  sink.report(stateNotJson(span ?? (at.file === "" ? object.span : at), values));
}

/** Functions, components and what describes the app are no state; a container of components is none either. */
function isState(value: Value): boolean {
  if (value.kind !== "object") return true;
  const { facts, body } = value;
  if (facts || body.kind === "closure" || body.kind === "native" || body.kind === "class")
    return false;
  // Of a class whose parent is not known it may be a component.
  if (body.kind === "instance" && hasUnknownProperties(value)) return false;
  return !holdsComponents(value, new Set());
}

function holdsComponents(object: HeapObject, seen: Set<HeapObject>): boolean {
  if (seen.has(object)) return false;
  seen.add(object);
  return ownEntries(object).some(([, one]) =>
    choicesOf(one).some(({ value }) => isStructure(value, seen)),
  );
}

/** A component, or a container of some. */
export const isStructure = (value: Value, seen = new Set<HeapObject>()): boolean =>
  value.kind === "object" &&
  (value.facts?.kind === "work" ||
    value.facts?.kind === "flow" ||
    value.facts?.kind === "map" ||
    (!value.facts && holdsComponents(value, seen)));
