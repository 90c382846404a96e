import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Slots } from "./store.ts";
import type { Value } from "./value.ts";

/** A block, function or module with its variables. `this` is one of them. */
export interface Scope {
  readonly slots: Slots;
  readonly parent: Scope | undefined;
  /** Where `var` goes. */
  readonly function: boolean;
  /** Where `super.x` looks from. */
  readonly home?: HeapObject | undefined;
  /** In a constructor: what `super()` continues. */
  readonly constructing?: { readonly class: HeapObject; readonly target: HeapObject } | undefined;
  /** In a function that `new` is used on: the object under construction. */
  readonly made?: HeapObject | undefined;
  /** In a generator: what is done with what it yields; the result is what `yield` is worth. */
  readonly yields?: ((value: Value) => Value) | undefined;
  /** What a function was called with: its `arguments`. */
  readonly given?: { readonly values: readonly Value[]; readonly span: Span } | undefined;
  /** Imported names; live bindings. */
  readonly imported?: ((name: string) => Value | undefined) | undefined;
}

export function innerScope(
  interpreter: Interpreter,
  parent: Scope | undefined,
  extra: Partial<Omit<Scope, "slots" | "parent">> = {},
): Scope {
  return { slots: interpreter.store.slots(), parent, function: false, ...extra };
}

export function declare(interpreter: Interpreter, scope: Scope, name: string, value: Value): void {
  interpreter.store.write(scope.slots, name, value);
}

export function lookup(interpreter: Interpreter, scope: Scope, name: string): Value | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const slot = at.slots.entries.get(name);
    if (slot && slot.kind !== "accessor") return slot;
    const imported = at.imported?.(name);
    if (imported) return imported;
  }
  return interpreter.globals.get(name);
}

/** False where no variable has this name. */
export function assign(
  interpreter: Interpreter,
  scope: Scope,
  name: string,
  value: Value,
): boolean {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (!at.slots.entries.has(name)) continue;
    interpreter.store.write(at.slots, name, value);
    return true;
  }
  return false;
}

export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.function && at.parent) at = at.parent;
  return at;
}

export function enclosing<K extends "home" | "constructing" | "yields" | "given">(
  scope: Scope,
  what: K,
): Scope[K] {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at[what]) return at[what];
  }
  return undefined;
}
