import { reachable } from "./edges.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Value } from "./value.ts";

/** A work does something with a secret or a Drive, however it came by it. */
export function noteNeeded({ phase }: Interpreter, value: Value): void {
  const { trace, work } = phase;
  if (trace === undefined || work === undefined) return;
  const needed = trace.needed.get(work) ?? new Set();
  trace.needed.set(work, needed);
  for (const one of reachable(value, ["secret", "drive"])) needed.add(one);
}
