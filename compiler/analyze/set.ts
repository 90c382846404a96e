import type { Span } from "#source/span.ts";
import { fork } from "./branch.ts";
import { type Completion, normal, Thrown } from "./completion.ts";
import { narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { languageKey, restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Access, findSlot, forgetLength, keyChoices, ownEntries, write } from "./member.ts";
import { call } from "./semantics.ts";
import type { Slot } from "./store.ts";
import { mayBeAbsent, mixed, unknown, type Value } from "./value.ts";

/** `object.key = value`, with setters called. */
export function set(
  interpreter: Interpreter,
  object: Value,
  { key, span }: Access,
  value: Value,
): void {
  eachTarget(interpreter, object, span, (target) =>
    setOn(interpreter, target, { key, span }, value),
  );
}

/** Something is done to an object; where that is one of several, to one of them. */
export function eachTarget(
  interpreter: Interpreter,
  object: Value,
  span: Span,
  change: (target: HeapObject) => void,
): void {
  const target = narrow(interpreter, object);
  const completed = (run: () => void) => (): Completion => {
    run();
    return normal;
  };
  const changed = (one: Value) =>
    completed(() => {
      if (one.kind === "object") change(one);
      else if (one.kind === "unknown") eachTarget(interpreter, one, span, change);
    });
  if (target.kind === "known" && (target.value ?? undefined) === undefined)
    throw new Thrown(unknown(span, `a property of \`${target.value}\` is set`));
  if (target.kind === "object") change(target);
  else if (target.kind === "oneOf") {
    const sides = target.choices.map(({ value: one, when }) => ({ when, run: changed(one) }));
    fork(interpreter, sides, span);
  } else if (target.kind === "unknown" && target.holds.length > 0) {
    const sides = target.holds.map((held) => ({ when: [], run: changed(held) }));
    fork(interpreter, [{ when: [], run: () => normal }, ...sides], span);
  }
}

function setOn(
  interpreter: Interpreter,
  target: HeapObject,
  { key, span }: Access,
  value: Value,
): void {
  const found = findSlot(target, key);
  if (target.slots.entries.has(languageKey)) {
    const reason = "what the language gives every value of a kind is changed here";
    interpreter.gaveUp ??= { span, reason };
    return;
  }
  if (key === "__proto__" && mayBeMissing(found)) {
    // What it inherits from now on is not followed.
    if (value.kind !== "known") setUnknownKey(interpreter, target, mixed(span, [value]), value);
    // An own property of this name, which only a computed key makes, is one like any other.
    if (found && found.kind !== "accessor")
      write(interpreter, target, key, mixed(span, [found, value]));
    return;
  }
  if (found?.kind === "accessor") {
    if (found.set === undefined)
      throw new Thrown(unknown(span, `\`${key}\` can only be read, and is set here`));
    const argumentSpans = [span];
    call(interpreter, found.set, { self: target, arguments: [value], argumentSpans, span });
    return;
  }
  target.facts?.wrote?.(interpreter, target, { key, span }, value);
  write(interpreter, target, key, value);
}

const mayBeMissing = (slot: Slot | undefined): boolean =>
  slot === undefined || (slot.kind !== "accessor" && mayBeAbsent(slot));

/** A property whose name is not known was written: any of them may hold it now. */
export function setUnknownKey(
  interpreter: Interpreter,
  object: Value,
  key: Value,
  value: Value,
): void {
  const span = key.kind === "unknown" ? key.because : key.span;
  eachTarget(interpreter, object, span, (target) => {
    const named = keyChoices(interpreter, key);
    if (named) {
      const sides = named.map(({ name, when }) => ({
        when,
        run: (): Completion => {
          setOn(interpreter, target, { key: name, span }, value);
          return normal;
        },
      }));
      fork(interpreter, sides, span);
    } else setAnywhere(interpreter, { target, key, span }, value);
  });
}

function setAnywhere(
  interpreter: Interpreter,
  { target, key, span }: { readonly target: HeapObject; readonly key: Value; readonly span: Span },
  value: Value,
): void {
  for (const [name] of ownEntries(target)) {
    const write = (): Completion => {
      setOn(interpreter, target, { key: name, span }, value);
      return normal;
    };
    fork(
      interpreter,
      [
        { when: [], run: () => normal },
        { when: [], run: write },
      ],
      span,
    );
  }
  forgetLength(interpreter, target, span);
  const rest = target.slots.entries.get(restKey);
  const others = rest && rest.kind !== "accessor" ? [rest] : [];
  interpreter.store.write(target.slots, restKey, mixed(span, [key, value, ...others]));
}

/** `delete object.key`; the key may be one that is not known. */
export function remove(
  interpreter: Interpreter,
  object: Value,
  key: string | Value,
  span: Span,
): void {
  eachTarget(interpreter, object, span, (target) => {
    if (typeof key === "string") {
      interpreter.store.write(target.slots, key, undefined);
      return;
    }
    for (const [name] of ownEntries(target)) {
      const gone = (): Completion => {
        interpreter.store.write(target.slots, name, undefined);
        return normal;
      };
      fork(
        interpreter,
        [
          { when: [], run: () => normal },
          { when: [], run: gone },
        ],
        span,
      );
    }
  });
}
