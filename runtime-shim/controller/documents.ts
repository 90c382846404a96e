import type { FlowWrite } from "#protocol/flow.ts";
import type { Changes } from "./changes.ts";
import type { Ledger } from "./state.ts";

/** Whole fields, last writer in journal order wins. */
export function applyPatch(
  ledger: Ledger,
  { component, patch }: FlowWrite,
  changes: Changes,
): void {
  const fields = Object.keys(patch.set);
  if (fields.length === 0 && patch.removed.length === 0) return;
  const { ...next } = { ...ledger.stored.get(component), ...patch.set };
  for (const field of patch.removed) delete next[field];
  ledger.stored.set(component, next);
  ledger.version += 1;
  for (const field of [...fields, ...patch.removed]) changes.field(component, field);
}
