/**
 * Branches whose condition is not known. Every side is executed from the same state and the results are
 * joined. Where one side leaves (return, break) and the other goes on, the leaving outcome stays *pending*
 * until its function or loop ends, so that what follows is executed once, under the right assumption.
 */
import type { Span } from "#source/span.ts";
import { attempt, type Completion, groupKey, joinedCompletion, rethrow } from "./completion.ts";
import type { Interpreter } from "./interpreter.ts";
import { compose, type Outcome } from "./store.ts";
import { type Assumption, known, type OneOf, type Value } from "./value.ts";

export interface Pending {
  readonly outcomes: readonly Outcome<Completion>[];
  /** What holds for the side that went on. */
  readonly assumed: readonly Assumption[];
  readonly assumptionsBelow: number;
  /** 0 where what left is only a failure: what follows is still what surely happens. */
  readonly undecided: 0 | 1;
}

export interface Side {
  readonly run: () => Completion;
  readonly when: readonly Assumption[];
}

/** Executes every side, and goes on as one of them may have. */
export function fork(interpreter: Interpreter, sides: readonly Side[], span: Span): Completion {
  const outcomes = sides.flatMap((side) => explore(interpreter, side));
  return settle(interpreter, outcomes, span);
}

/**
 * Something here may throw. Inside of a `try` that is a side of its own; elsewhere it ends whatever this is
 * about, and so does not matter. `first` is done on that side only.
 */
export function mayThrow(
  interpreter: Interpreter,
  { value, first }: { readonly value: Value; readonly first?: () => void },
): void {
  interpreter.hazards++;
  if (interpreter.tries === 0) return;
  interpreter.store.open();
  first?.();
  const result: Completion = { kind: "throw", value };
  const outcome = { result, delta: interpreter.store.close(), when: [] };
  leavePending(interpreter, [outcome], { assumed: [], undecided: 0 });
}

/** Everything that `run` may do, relative to the state here, which stays as it is. */
export function outcomesOf(
  interpreter: Interpreter,
  run: () => Completion,
): readonly Outcome<Completion>[] {
  const mark = interpreter.pendings.length;
  interpreter.store.open();
  return unwind(interpreter, { mark, completion: attempt(run), when: [], ownFrame: true });
}

export function forkValue(
  interpreter: Interpreter,
  sides: readonly { readonly run: () => Value; readonly when: readonly Assumption[] }[],
  span: Span,
): Value {
  const completion = fork(
    interpreter,
    sides.map(({ run, when }) => ({ when, run: () => ({ kind: "return", value: run() }) })),
    span,
  );
  return completion.kind === "return" ? completion.value : known(undefined, span);
}

/** The same with each of the values that it may be, under what that one takes. */
export const forkChoices = (
  interpreter: Interpreter,
  { choices, span }: Pick<OneOf, "choices" | "span">,
  run: (value: Value) => Value,
): Value =>
  forkValue(
    interpreter,
    choices.map(({ value, when }) => ({ when, run: () => run(value) })),
    span,
  );

/**
 * The end of what `run` may leave: a function for returns, a loop for its breaks. `absorb` turns the
 * completions that end here into others; pending ones among them are joined in.
 */
export function barrier(
  interpreter: Interpreter,
  run: () => Completion,
  {
    absorb,
    span,
  }: { readonly absorb: (completion: Completion) => Completion; readonly span: Span },
): Completion {
  const mark = interpreter.pendings.length;
  const completion = attempt(run);
  if (interpreter.pendings.length === mark) return rethrow(absorb(completion));
  const outcomes = unwind(interpreter, { mark, completion, when: [], ownFrame: false });
  const absorbed = outcomes.map((outcome) => ({ ...outcome, result: absorb(outcome.result) }));
  return settle(interpreter, absorbed, span);
}

function explore(interpreter: Interpreter, { run, when }: Side): readonly Outcome<Completion>[] {
  const mark = interpreter.pendings.length;
  const below = interpreter.assumptions.length;
  interpreter.assumptions.push(...when);
  interpreter.undecided++;
  interpreter.store.open();
  const completion = attempt(run);
  const outcomes = unwind(interpreter, { mark, completion, when, ownFrame: true });
  interpreter.undecided--;
  interpreter.assumptions.length = below;
  return outcomes;
}

/** Everything that may have happened since `mark`, relative to the state there, which is restored. */
function unwind(
  interpreter: Interpreter,
  {
    mark,
    completion,
    when,
    ownFrame,
  }: { mark: number; completion: Completion; when: readonly Assumption[]; ownFrame: boolean },
): readonly Outcome<Completion>[] {
  const { pendings, store } = interpreter;
  let outcomes: readonly Outcome<Completion>[] = [
    { result: completion, delta: store.close(), when },
  ];
  while (pendings.length > mark) {
    const pending = pendings.pop();
    if (pending === undefined) break;
    interpreter.undecided -= pending.undecided;
    interpreter.assumptions.length = pending.assumptionsBelow;
    const went = outcomes.map((outcome) => ({
      ...outcome,
      when: [...outcome.when, ...pending.assumed],
    }));
    outcomes = [...pending.outcomes, ...went];
    if (pendings.length === mark && !ownFrame) break;
    const below = store.close();
    outcomes = outcomes.map((outcome) => ({ ...outcome, delta: compose(below, outcome.delta) }));
    charge(interpreter, outcomes);
  }
  return outcomes;
}

export function settle(
  interpreter: Interpreter,
  outcomes: readonly Outcome<Completion>[],
  span: Span,
): Completion {
  const alive = outcomes.filter(({ result }) => result.kind !== "throw");
  // Outside of any `try` what throws is over, and with it that side of the branch.
  const dropped = interpreter.tries === 0 && alive.length > 0;
  if (dropped && alive.length < outcomes.length) interpreter.hazards++;
  const groups = [...Map.groupBy(dropped ? alive : outcomes, groupKey).values()];
  const main = mainGroup(groups);
  const others = groups.filter((group) => group !== main).flat();
  const delta = interpreter.store.merge(main, span);
  if (main.length > 1) charge(interpreter, main);
  if (others.length > 0) {
    const failures = others.every(({ result }) => result.kind === "throw");
    leavePending(interpreter, others, {
      assumed: (main.length === 1 ? main[0]?.when : undefined) ?? [],
      undecided: failures ? 0 : 1,
    });
  }
  interpreter.store.apply(delta);
  return rethrow(joinedCompletion(main, span));
}

/** Changes that are put together are steps as well: there may be many in each of many branches. */
function charge(interpreter: Interpreter, outcomes: readonly Outcome<unknown>[]): void {
  for (const { delta } of outcomes)
    for (const keys of delta.values()) interpreter.fuel -= keys.size;
}

/** What goes on now: a handler before what it does not handle, what is normal before what leaves. */
function mainGroup(
  groups: readonly (readonly Outcome<Completion>[])[],
): readonly Outcome<Completion>[] {
  const ofKind = (test: (kind: Completion["kind"]) => boolean) =>
    groups.find(([first]) => first !== undefined && test(first.result.kind));
  return (
    ofKind((kind) => kind === "caught") ??
    ofKind((kind) => kind === "normal") ??
    ofKind((kind) => kind === "return") ??
    ofKind((kind) => kind !== "throw") ??
    groups[0] ??
    []
  );
}

function leavePending(
  interpreter: Interpreter,
  outcomes: readonly Outcome<Completion>[],
  { assumed, undecided }: Pick<Pending, "assumed" | "undecided">,
): void {
  interpreter.pendings.push({
    outcomes,
    assumed,
    undecided,
    assumptionsBelow: interpreter.assumptions.length,
  });
  interpreter.assumptions.push(...assumed);
  interpreter.undecided += undecided;
  interpreter.store.open();
}
