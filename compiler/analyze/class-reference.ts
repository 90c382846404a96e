import { workClassNotFound } from "#diagnostics/catalogue.gen.ts";
import type { ClassReference } from "#graph/graph.ts";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./module.ts";

export interface FoundClass {
  readonly reference: ClassReference;
  readonly span: Span;
}

/**
 * The module that binds this very class at top level, its own before others, and the binding: by identity,
 * never by the class's name.
 */
export function classReference(
  interpreter: Interpreter,
  type: HeapObject,
  at: Span,
): FoundClass | undefined {
  const own = type.body.kind === "class" ? boundIn(type.body.module, type) : undefined;
  if (own) return own;
  for (const module of interpreter.loader.modules.values()) {
    const bound = module && boundIn(module, type);
    if (bound) return bound;
  }
  for (const [entry, exports] of Object.entries(interpreter.loader.sdk)) {
    for (const [name, value] of Object.entries(exports)) {
      if (value === type) return { reference: `${entry}#${name}`, span: at };
    }
  }
  interpreter.sink.report(workClassNotFound(at, { class: className(type) }));
  return undefined;
}

function boundIn({ scope, file }: Module, type: HeapObject): FoundClass | undefined {
  for (const [name, slot] of scope.slots.entries) {
    if (slot !== type) continue;
    const binding = name === "*default*" ? "default" : name;
    return { reference: `${file}#${binding}`, span: nameSpan(type) };
  }
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
