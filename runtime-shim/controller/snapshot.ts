import type { Changes } from "./changes.ts";
import { emptyLedger, type Ledger } from "./state.ts";

/**
 * The ledger as text, and back. Two ledgers that hold the same have the same text, byte for byte: maps and
 * sets keep their order, which means something, and the keys of records are sorted, whose order does not.
 */
export function encodeLedger(ledger: Ledger): string {
  return JSON.stringify(
    Object.entries(ledger)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([field, value]) => [field, encodeField(value)]),
    sortedKeys,
  );
}

const encodeField = (value: unknown): object => {
  if (value instanceof Map) return { map: [...value] };
  return value instanceof Set ? { set: [...value] } : { value };
};

const sortedKeys = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)),
      )
    : value;

interface Field {
  readonly map?: readonly (readonly [unknown, unknown])[];
  readonly set?: readonly unknown[];
  readonly value?: unknown;
}

/** Fills `ledger`, which is empty, with what the text holds, and tells `changes` of all of it. */
export function restoreLedger(ledger: Ledger, text: string, changes: Changes): void {
  const fields: readonly (readonly [string, Field])[] = JSON.parse(text);
  for (const [name, { map = [], set = [], value }] of fields) {
    const field: unknown = Reflect.get(ledger, name);
    if (field instanceof Map) for (const [key, one] of map) field.set(key, one);
    else if (field instanceof Set) for (const one of set) field.add(one);
    else Reflect.set(ledger, name, value);
  }
  tellAll(ledger, changes);
}

/** For tests and tools: a ledger of its own. */
export function decodeLedger(text: string, changes: Changes): Ledger {
  const ledger = emptyLedger("");
  restoreLedger(ledger, text, changes);
  return ledger;
}

/** As if all of it had just happened: whoever was told nothing of it is told now. */
function tellAll(ledger: Ledger, changes: Changes): void {
  for (const element of ledger.elements.values()) changes.element(element);
  for (const [component, fields] of ledger.stored)
    for (const field of Object.keys(fields)) changes.field(component, field);
  for (const key of ledger.marks.keys()) changes.mark(key);
  for (const path of ledger.versions.keys()) changes.path(path);
  for (const call of ledger.calls.values()) {
    changes.call(call);
    const status = ledger.works.get(call.work)?.statuses.at(-1);
    if (status !== undefined) changes.status(call, status);
  }
}
