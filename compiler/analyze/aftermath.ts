/** What has to happen however something ends: `finally`, and taking back what was cut off or threw. */
import type { Span } from "#source/span.ts";
import { fork, outcomesOf, settle } from "./branch.ts";
import { type Completion, groupKey, joinedCompletion, rethrow } from "./completion.ts";
import type { Interpreter } from "./interpreter.ts";
import { deepestCall } from "./limits.ts";
import type { Delta } from "./store.ts";
import { known, mixed, unknown, type Value } from "./value.ts";

/** `run`, and `after` however `run` has ended; what `after` leaves by counts. */
export function withFinalizer(
  interpreter: Interpreter,
  { run, after, span }: { run: () => Completion; after: () => Completion; span: Span },
): Completion {
  const groups = [...Map.groupBy(outcomesOf(interpreter, run), groupKey).values()];
  const sides = groups.map((group) => ({
    when: group.length === 1 ? (group[0]?.when ?? []) : [],
    run: () => {
      interpreter.store.apply(interpreter.store.merge(group, span));
      const ended = after();
      return ended.kind === "normal" ? rethrow(joinedCompletion(group, span)) : ended;
    },
  }));
  const [only] = sides;
  return only && sides.length === 1 ? only.run() : fork(interpreter, sides, span);
}

/**
 * `run`, unless that turns out to have been cut off: then everything that it changed is given to `repair`, in
 * place of the changes.
 */
export function orRepair(
  interpreter: Interpreter,
  {
    run,
    spoiled,
    repair,
    span,
  }: {
    readonly run: () => Completion;
    readonly spoiled: () => boolean;
    readonly repair: (changes: Delta) => void;
    readonly span: Span;
  },
): Completion {
  const outcomes = outcomesOf(interpreter, run);
  if (!spoiled()) return settle(interpreter, outcomes, span);
  for (const { delta } of outcomes) repair(delta);
  const values = outcomes.flatMap(({ result }) => ("value" in result ? [result.value] : []));
  const held = unknown(span, `this recursion goes deeper than ${deepestCall} calls`);
  return { kind: "return", value: mixed(span, [held, ...values]) };
}

/** `run` with what it throws made a value of; what it has changed is done, and told. */
export function isolated(
  interpreter: Interpreter,
  {
    run,
    thrown,
    span,
  }: {
    readonly run: () => Value;
    readonly thrown: (error: Value) => Value;
    readonly span: Span;
  },
): { readonly value: Value; readonly changes: Delta } {
  const outcomes = outcomesOf(interpreter, () => ({ kind: "return", value: run() }));
  const alive = outcomes.filter(({ result }) => result.kind !== "throw");
  const dropped = interpreter.tries === 0 && alive.length > 0;
  if (dropped && alive.length < outcomes.length) interpreter.hazards++;
  const kept = dropped ? alive : outcomes;
  const ended = kept.map((outcome) =>
    outcome.result.kind === "throw"
      ? { ...outcome, result: { kind: "return" as const, value: thrown(outcome.result.value) } }
      : outcome,
  );
  const changes = interpreter.store.merge(ended, span);
  interpreter.store.apply(changes);
  const completion = joinedCompletion(ended, span);
  const value = "value" in completion ? completion.value : known(undefined, span);
  return { value, changes };
}
