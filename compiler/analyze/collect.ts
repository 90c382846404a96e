/**
 * From the abstract heap to components: walks the fields of the root, gives everything its name, and says
 * what it is. This is where unknown hurts: structure and identity have to be known.
 */

import { componentTwice } from "./checks/component-twice.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf, hasUnknownProperties, ownEntries } from "./member.ts";
import { reportUnknown } from "./structure.ts";
import { choicesOf, type Value } from "./value.ts";

/** A component with its place in the tree. */
export interface Found {
  readonly object: HeapObject;
  readonly kind: "flow" | "work" | "map";
  readonly name: string;
  readonly parent: string | undefined;
}

/** In construction order as fields stand, parents before children; the first is the root. */
export function collectComponents(interpreter: Interpreter, root: HeapObject): readonly Found[] {
  const found: Found[] = [];
  visit(interpreter, root, { name: "root", parent: undefined, found, met: new Map() });
  return found;
}

interface Visit {
  readonly name: string;
  readonly parent: string | undefined;
  readonly found: Found[];
  /** How often each container was met: twice tells all that is there by two names. */
  readonly met: Map<HeapObject, number>;
}

function visit(interpreter: Interpreter, object: HeapObject, at: Visit): void {
  const { name, parent, found } = at;
  const { facts } = object;
  if (facts?.kind !== "work" && facts?.kind !== "flow" && facts?.kind !== "map") return;
  if (facts.name !== undefined) {
    componentTwice(interpreter, object, { first: facts.name, second: name });
    return;
  }
  facts.name = name;
  found.push({ object, kind: facts.kind, name, parent });
  if (facts.kind === "flow") visitFields(interpreter, object, { ...at, parent: name });
}

function visitFields(interpreter: Interpreter, owner: HeapObject, at: Visit): void {
  for (const [field, value] of ownEntries(owner)) {
    visitValue(interpreter, value, { ...at, name: childName(at.name, field) });
  }
}

const childName = (parent: string, field: string): string =>
  parent === "root" ? field : `${parent}.${field}`;

function visitValue(interpreter: Interpreter, value: Value, at: Visit): void {
  if (value.kind === "object") {
    visitObject(interpreter, value, at);
    return;
  }
  if (holdsComponent(value)) reportUnknown(interpreter, value, `which component \`${at.name}\` is`);
}

function holdsComponent(value: Value): boolean {
  return choicesOf(value).some(({ value: one }) => {
    if (one.kind === "unknown") return one.holds.some(isComponent);
    return one.kind === "object" && isComponent(one);
  });
}

const isComponent = ({ facts }: HeapObject): boolean =>
  facts?.kind === "work" || facts?.kind === "flow" || facts?.kind === "map";

/** A component, or a container of components at any depth. */
function visitObject(interpreter: Interpreter, object: HeapObject, at: Visit): void {
  if (isComponent(object)) {
    visit(interpreter, object, at);
    return;
  }
  const met = at.met.get(object) ?? 0;
  if (object.facts || met > 1) return;
  if (object.body.kind !== "record" && object.body.kind !== "array") return;
  at.met.set(object, met + 1);
  checkContainer(interpreter, object, at);
  for (const [key, value] of ownEntries(object)) {
    const inner = { ...at, name: `${at.name}.${key}` };
    if (value.kind === "object") visitObject(interpreter, value, inner);
    else visitValue(interpreter, value, inner);
  }
}

function checkContainer(interpreter: Interpreter, object: HeapObject, at: Visit): void {
  const incomplete =
    object.body.kind === "array" ? elementsOf(object) === undefined : hasUnknownProperties(object);
  if (!incomplete) return;
  const values = ownEntries(object).map(([, value]) => value);
  const rest = object.slots.entries.get(restKey);
  const lost = rest && rest.kind !== "accessor" ? [rest] : [];
  if (![...values, ...lost].some(holdsComponent)) return;
  const length = object.slots.entries.get("length");
  const cause = length && length.kind !== "accessor" && length.kind !== "known" ? length : lost[0];
  if (cause) reportUnknown(interpreter, cause, `which components \`${at.name}\` has`);
}
