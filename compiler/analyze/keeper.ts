/**
 * Objects whose code we don't follow: an event emitter, a stream, an AsyncLocalStorage. Whatever is handed to
 * one may come out of it again, and a function may be called with anything else that it has.
 */
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { holdsIn, mixed, type Value } from "./value.ts";

/** An object of this name, with what it was made of. */
export function makeKeeper(
  interpreter: Interpreter,
  name: string,
  { given, span }: { readonly given: readonly Value[]; readonly span: Span },
): HeapObject {
  const keeper = allocate(interpreter, { kind: "exotic", name }, { span });
  interpreter.store.write(keeper.slots, restKey, kept(span, given));
  return keeper;
}

/** It has these as well from now on. */
export function keep(interpreter: Interpreter, keeper: HeapObject, given: readonly Value[]): void {
  const before = keeper.slots.entries.get(restKey);
  if (before === undefined || before.kind === "accessor") return;
  const news = given
    .flatMap(holdsIn)
    .some((one) => one !== keeper && !holdsIn(before).includes(one));
  if (!news) return;
  const others = given.filter((one) => one !== keeper);
  interpreter.store.write(keeper.slots, restKey, kept(keeper.span, [before, ...others]));
}

const kept = (span: Span, given: readonly Value[]): Value => ({
  ...mixed(span, given),
  because: span,
  reason: "what something else keeps is not followed",
  taints: [],
});
