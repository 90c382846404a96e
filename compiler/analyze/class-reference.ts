import { workClassNotFound } from "#diagnostics/catalogue.gen.ts";
import type { ClassReference } from "#graph/graph.ts";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";

export interface FoundClass {
  readonly reference: ClassReference;
  readonly span: Span;
}

/** The module that binds this very class at top level, and the binding: by identity, never by the class's name. */
export function classReference(
  interpreter: Interpreter,
  type: HeapObject,
  at: Span,
): FoundClass | undefined {
  for (const module of interpreter.loader.modules.values()) {
    if (module === undefined) continue;
    for (const [name, slot] of module.scope.slots.entries) {
      if (slot !== type) continue;
      const binding = name === "*default*" ? "default" : name;
      return { reference: `${module.file}#${binding}`, span: nameSpan(type) };
    }
  }
  for (const [entry, exports] of Object.entries(interpreter.loader.sdk)) {
    for (const [name, value] of Object.entries(exports)) {
      if (value === type) return { reference: `${entry}#${name}`, span: at };
    }
  }
  interpreter.sink.report(workClassNotFound(at, { class: className(type) }));
  return undefined;
}

/** As messages name it; one without a name goes by what it extends. */
export function className({ body }: HeapObject): string {
  if (body.kind === "native") return body.name;
  if (body.kind !== "class") return "class";
  const { superClass } = body.code;
  if (body.name !== "" || superClass?.type !== "Identifier") return body.name || "class";
  return `class extends ${superClass.name}`;
}

function nameSpan({ body, span }: HeapObject): Span {
  if (body.kind !== "class" || body.code.id === null) return span;
  return { file: span.file, start: body.code.id.start, end: body.code.id.end };
}
