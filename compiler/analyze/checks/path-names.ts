import {
  pathNested,
  pathOnFlow,
  pathTwoOwners,
  pathWrongName,
} from "#diagnostics/catalogue.gen.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { PathNode } from "#graph/path.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import { ancestors, moduleOf } from "../source-place.ts";
import type { Value } from "../value.ts";
import type { Picture } from "./checks.ts";

/** Where Paths stand, and what they are called. */
export function checkPathNames(interpreter: Interpreter, picture: Picture): void {
  for (const object of picture.constructed) {
    if (object.facts?.kind === "flow") checkFlow(interpreter, object);
    if (object.facts?.kind === "work") checkWork(interpreter, object);
  }
  for (const overlap of overlaps(picture.graph)) interpreter.sink.report(overlap);
}

/** Every Path in the plain data of a component's fields. */
function pathsIn(object: HeapObject): readonly (readonly [field: string, path: HeapObject])[] {
  const seen = new Set<Value>();
  const visit = (field: string, value: Value): readonly (readonly [string, HeapObject])[] => {
    if (value.kind !== "object") return [];
    if (value.facts?.kind === "path") return [[field, value]];
    if (seen.has(value)) return [];
    seen.add(value);
    if (value.facts || (value.body.kind !== "record" && value.body.kind !== "array")) return [];
    return ownEntries(value).flatMap(([key, one]) => visit(`${field}.${key}`, one));
  };
  return ownEntries(object).flatMap(([field, value]) => visit(field, value));
}

/** A flow may keep a Path of a work; one of its own nobody could write. */
function checkFlow({ sink }: Interpreter, flow: HeapObject): void {
  for (const [field, path] of pathsIn(flow)) {
    if (path.facts?.kind !== "path" || path.facts.base || path.facts.owner) continue;
    sink.report(pathOnFlow(path.span, { field: `${graphName(flow) ?? "flow"}.${field}` }));
  }
}

function checkWork(interpreter: Interpreter, work: HeapObject): void {
  for (const [field, path] of pathsIn(work)) {
    const { facts } = path;
    if (facts?.kind !== "path" || facts.base) continue;
    if (facts.owner === work && facts.field === field) checkName(interpreter.sink, facts.path);
    // A field that a constructor's argument fills is a reference; a second field of one's own is a mistake.
    const again = facts.owner === work ? facts.field !== field : isShared(interpreter, work, path);
    if (!again || facts.name === undefined) continue;
    const other = `${graphName(work) ?? "work"}.${field}`;
    interpreter.sink.report(pathTwoOwners(path.span, { path: facts.name, other }));
  }
}

/** It was made outside of all classes, and nobody handed it over: a constant that several works take. */
function isShared(interpreter: Interpreter, { facts }: HeapObject, path: HeapObject): boolean {
  const given = facts?.kind === "work" ? (facts.making?.arguments ?? []) : [];
  if (path.facts?.kind !== "path" || path.facts.owner === undefined) return false;
  const module = moduleOf(interpreter, path.span.file);
  const chain = module ? ancestors(module.parsed.program, path.span) : [];
  return (
    !given.some((one) => holds(one, path, new Set())) &&
    !chain.some(({ type }) => /^Class/u.test(type))
  );
}

function holds(value: Value, path: HeapObject, seen: Set<Value>): boolean {
  if (value === path) return true;
  if (value.kind !== "object" || seen.has(value)) return false;
  seen.add(value);
  return ownEntries(value).some(([, one]) => holds(one, path, seen));
}

function checkName(sink: Interpreter["sink"], given: Value): void {
  if (given.kind !== "known" || typeof given.value !== "string") return;
  const reason = wrongBecause(given.value);
  if (reason !== undefined) sink.report(pathWrongName(given.span, { path: given.value, reason }));
}

function wrongBecause(path: string): string | undefined {
  if (path.startsWith("lit://")) return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//iu.test(path)) return "it is an address, not a file";
  if (/^(?:[\\/]|[a-z]:[\\/])/iu.test(path)) return "it is absolute";
  if (path.startsWith("~")) return "`~` is not replaced";
  const parts = path.split(/[\\/]/u).filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return "`..` leads out of the work's folder";
  return parts.length === 0 ? "it names the whole folder" : undefined;
}

function* overlaps({ paths }: AppGraph) {
  const earlier = new Map<string, PathNode[]>();
  for (const path of paths) {
    const others = earlier.get(path.producer) ?? [];
    earlier.set(path.producer, [...others, path]);
    for (const other of others) {
      if (other.path === "" || path.path === "") continue;
      const nested =
        `${path.path}/`.startsWith(`${other.path}/`) ||
        `${other.path}/`.startsWith(`${path.path}/`);
      if (!nested) continue;
      const place = path.path === other.path ? "the same place" : "one lies inside the other";
      const related = [{ span: other.span, message: "the other" }];
      yield pathNested(path.span, { path: path.name, other: other.name, place }, { related });
    }
  }
}
