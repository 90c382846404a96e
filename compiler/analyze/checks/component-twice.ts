import { workComponentTwice } from "#diagnostics/catalogue.gen.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";

/** A component reachable by two fields. */
export function componentTwice(
  interpreter: Interpreter,
  object: HeapObject,
  names: { readonly first: string; readonly second: string },
): void {
  interpreter.sink.report(workComponentTwice(object.span, names));
}
