import type { FlowWrite } from "#protocol/flow.ts";
import { sizeOf } from "#protocol/limits.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Encoded } from "#protocol/value.ts";
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
  const before = ledger.stored.get(component) ?? {};
  const { ...next } = { ...before, ...patch.set };
  for (const field of patch.removed) delete next[field];
  ledger.stored.set(component, next);
  for (const field of [...fields, ...patch.removed])
    ledger.bytes += sizeOf(next[field]) - sizeOf(before[field]);
  ledger.version += 1;
  for (const field of [...fields, ...patch.removed]) changes.field(component, field);
}

type Fields = Readonly<Record<string, Encoded>>;

/** What the code has no field for is kept for the next, which may have it again; what was kept before that is gone. */
export function applyFitted(
  ledger: Ledger,
  { gone, back }: JournalRecord & { readonly kind: "fitted" },
  changes: Changes,
): void {
  const kept = Object.entries(gone).map(
    ([component, fields]) => [component, picked(ledger.stored.get(component), fields)] as const,
  );
  for (const [component, fields] of Object.entries(back)) {
    const set = picked(ledger.aside.get(component), fields);
    applyPatch(ledger, { component, patch: { set, removed: [] } }, changes);
  }
  for (const [component, removed] of Object.entries(gone))
    applyPatch(ledger, { component, patch: { set: {}, removed } }, changes);
  ledger.aside.clear();
  for (const [component, fields] of kept) ledger.aside.set(component, fields);
  ledger.newCode = false;
}

const picked = (from: Fields = {}, fields: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
