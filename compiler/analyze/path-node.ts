import type { PathNode } from "#graph/path.ts";
import { graphName } from "./edges.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { ownEntries } from "./member.ts";
import type { Unnamed } from "./nodes.ts";
import { knownOr, optionReader } from "./structure.ts";
import type { Value } from "./value.ts";

/** Names every Path field of a work, containers included: `weights`, `files.0`. */
export function nameFields(work: HeapObject, name: string): void {
  const seen = new Set<HeapObject>();
  const visit = (value: Value, field: string): void => {
    if (value.kind !== "object" || seen.has(value)) return;
    seen.add(value);
    const { facts, body } = value;
    if (facts?.kind === "path") {
      if (facts.base || facts.owner) return;
      facts.owner = work;
      facts.field = field;
      facts.name = `${name}.${field}`;
    }
    if (facts || (body.kind !== "record" && body.kind !== "array")) return;
    for (const [key, one] of ownEntries(value)) visit(one, `${field}.${key}`);
  };
  for (const [field, value] of ownEntries(work)) visit(value, field);
}

/** The Paths that a work owns, in the order of its fields. */
export function pathNodes(
  interpreter: Interpreter,
  work: HeapObject,
  paths: readonly HeapObject[],
): readonly Unnamed<PathNode>[] {
  return paths.flatMap((path) => {
    const { facts } = path;
    if (
      facts?.kind !== "path" ||
      facts.owner !== work ||
      facts.name === undefined ||
      facts.field === undefined
    )
      return [];
    const given = knownOr(interpreter, facts.path, {
      what: `what Path \`${facts.name}\` names`,
    });
    if (typeof given?.value !== "string") return [];
    const read = optionReader(interpreter, facts.options, `Path \`${facts.name}\``);
    const keep = read.value("keep");
    return [
      {
        name: facts.name,
        producer: graphName(facts.owner) ?? "",
        field: facts.field,
        path: normalise(given.value),
        keep:
          keep.kind === "known" && (keep.value === "all" || typeof keep.value === "number")
            ? keep.value
            : 3,
        verify: read.string("verify")?.value === "full" ? ("full" as const) : ("size" as const),
        span: path.span,
      },
    ];
  });
}

const normalise = (path: string): string =>
  path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
