import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Delta, Slot } from "./store.ts";
import { choicesOf, join, leaves, mixed, type Unknown } from "./value.ts";

/** Everything a repetition changes holds, from now on, what it held or anything such a change may make of it. */
export function widen(
  interpreter: Interpreter,
  changes: Delta,
  { span, reason }: { readonly span: Span; readonly reason: string },
): void {
  for (const [slots, keys] of changes) {
    if (slots.policy !== "value") continue;
    interpreter.fuel -= keys.size;
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
  if (before === undefined) return any;
  // One unknown stands for all there are: it holds what any of them holds, for the reason of the first.
  const first = leaves(before).find((one) => one.kind === "unknown");
  if (first === undefined) return join({ value: before, when: [] }, { value: any, when: [] }, span);
  const rest = { ...any, because: first.because, reason: first.reason };
  const choices = choicesOf(before).filter(({ value }) => value.kind !== "unknown");
  if (choices.length === 0) return rest;
  return { kind: "oneOf", choices: [...choices, { value: rest, when: [] }], span };
}
