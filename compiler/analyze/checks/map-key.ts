import { flowMapKey } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { choicesOf, type Value } from "../value.ts";

/** A key becomes part of names that machines, folders and records go by. */
export function checkMapKey({ sink, quiet }: Interpreter, key: Value, span: Span): void {
  for (const { value } of quiet > 0 ? [] : choicesOf(key)) {
    if (value.kind !== "known" || /^[A-Za-z0-9_-]{1,63}$/u.test(String(value.value))) continue;
    sink.report(flowMapKey(span, { key: JSON.stringify(value.value) ?? "undefined" }));
  }
}
