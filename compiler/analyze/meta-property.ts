import type { MetaProperty } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { makeRecord } from "./make.ts";
import type { Scope } from "./scope.ts";
import { known, type Symbolic, unknown, type Value } from "./value.ts";

/** `new.target`, `import.meta`. */
export function evaluateMeta(interpreter: Interpreter, node: MetaProperty, place: Place): Value {
  const span = spanIn(place.module, node);
  return node.meta.name === "new"
    ? newTarget(place.scope, span)
    : importMeta(interpreter, place, span);
}

/** The class that `new` was used on, in its constructor and its parents'; elsewhere undefined. */
function newTarget(scope: Scope, span: Span): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const { body } = at.constructing?.target ?? at.made ?? {};
    if (body?.kind === "instance") return body.class;
    if (at.slots.entries.has("this")) return known(undefined, span);
  }
  return known(undefined, span);
}

/** Where a module lies differs from machine to machine; what lies beside it does not. */
function importMeta(interpreter: Interpreter, { module }: Place, span: Span): HeapObject {
  const { path } = module;
  const place = (as: "url" | "path", at: string): Symbolic => ({
    kind: "symbol",
    means: { kind: "file", path: at, as },
    span,
  });
  const meta = makeRecord(
    interpreter,
    [
      ["url", place("url", path)],
      ["filename", place("path", path)],
      ["dirname", place("path", path.slice(0, path.lastIndexOf("/")))],
    ],
    span,
  );
  const rest = unknown(span, "`import.meta` depends on where the module runs");
  interpreter.store.write(meta.slots, restKey, rest);
  return meta;
}
