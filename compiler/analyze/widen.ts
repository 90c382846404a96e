import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Delta, Slot } from "./store.ts";
import { join, mixed, type Unknown } from "./value.ts";

/** Everything a repetition changes holds, from now on, what it held or anything such a change may make of it. */
export function widen(
  interpreter: Interpreter,
  changes: Delta,
  { span, reason }: { readonly span: Span; readonly reason: string },
): void {
  for (const [slots, keys] of changes) {
    if (slots.policy !== "value") continue;
    for (const [key, after] of keys) {
      const before = slots.entries.get(key);
      interpreter.store.write(slots, key, widened(before, after, { span, reason }));
    }
  }
}

function widened(
  before: Slot | undefined,
  after: Slot | undefined,
  { span, reason }: { readonly span: Span; readonly reason: string },
): Slot | undefined {
  if (before?.kind === "accessor" || after?.kind === "accessor") return after;
  const values = [before, after].filter((value) => value !== undefined);
  const source = mixed(span, values);
  const any: Unknown = { ...source, because: span, reason };
  return before === undefined
    ? any
    : join({ value: before, when: [] }, { value: any, when: [] }, span);
}
