import { states } from "./store.ts";

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** What a work says of itself in its public state `progress`, as `thunderhead.progress(done, total)` writes it. */
export function progressOf(name: string): Progress | undefined {
  const value = states.value[name]?.["progress"];
  if (typeof value !== "object" || value === null || !("done" in value)) return undefined;
  const { done, total } = value;
  const counts = typeof done === "number" && typeof total === "number" && total > 0;
  return counts ? { done, total } : undefined;
}
