import { readKeys } from "#protocol/flow.ts";
import type { Tick } from "./tick.ts";

export interface Timer {
  readonly due: number;
  /** Place in the ledger's order at which it went off. */
  readonly firedAt?: number | undefined;
}

/** The timer of that key, set in this tick if it is new. */
export function timer(tick: Tick, name: string, duration: number): Timer {
  const key = `timer ${name}`;
  tick.reads.add(readKeys.mark(key));
  const known = tick.engine.view.marks.get(key);
  if (known?.kind === "timer") return known;
  const due = tick.now + duration;
  tick.operations.push({ kind: "timer", key, due });
  return { due };
}
