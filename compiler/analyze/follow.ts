/**
 * Follows a flow: executes `run()` abstractly, tick after tick, until its state holds for every tick there can
 * be. The first tick is exact (state is as constructed), which is where "before anything has written it" is
 * decided; the last is the widest, which is where edges come from, so that they are complete.
 */

import { body } from "./body.ts";
import { barrier } from "./branch.ts";
import { normal } from "./completion.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { exactTicks, mostTicks } from "./limits.ts";
import { findSlot } from "./member.ts";
import { inPhase } from "./phase.ts";
import { call } from "./semantics.ts";
import type { Delta, Slot } from "./store.ts";
import { newStrand } from "./strand.ts";
import { newTrace, type Trace } from "./trace.ts";
import { join, known, mixed, sameValue, unknown, type Value } from "./value.ts";

export interface Followed {
  readonly first: Trace;
  /** Holds for every tick. */
  readonly every: Trace;
}

export function followFlow(interpreter: Interpreter, root: HeapObject): Followed {
  const first = newTrace();
  let every = first;
  let changes = tick(interpreter, root, first);
  for (
    let round = 1;
    round < mostTicks && absorb(interpreter, root, { changes, widen: round >= exactTicks });
    round++
  ) {
    every = newTrace();
    for (const path of first.written) every.written.add(path);
    changes = tick(interpreter, root, every);
  }
  return { first, every };
}

/** One tick from the present state; what it changes is undone and returned. */
function tick(interpreter: Interpreter, root: HeapObject, trace: Trace): Delta {
  const { store } = interpreter;
  const span = root.span;
  interpreter.strand = newStrand(store);
  interpreter.deferred = [];
  store.open();
  const run = findSlot(root, "run");
  const foreignAwait = (
    at: Interpreter,
    what: Trace["foreignAwaits"][number]["what"],
    where: typeof span,
  ) => {
    if (at.quiet === 0) trace.foreignAwaits.push({ what, span: where, flow: at.phase.flow });
  };
  const observe = (object: HeapObject) => trace.escaped.add(object);
  if (run && run.kind !== "accessor") {
    inPhase(interpreter, { kind: "tick", flow: root, trace, foreignAwait, observe }, () =>
      barrier(
        interpreter,
        () => {
          call(interpreter, run, { self: root, arguments: [], argumentSpans: [], span });
          return normal;
        },
        { span, absorb: () => normal },
      ),
    );
  }
  return store.close();
}

/** Joins what a tick changed into the state that ticks start from. False when there is nothing new. */
function absorb(
  interpreter: Interpreter,
  root: HeapObject,
  { changes, widen }: { readonly changes: Delta; readonly widen: boolean },
): boolean {
  let news = false;
  for (const [slots, keys] of changes) {
    if (slots.policy !== "value") continue;
    for (const [key, after] of keys) {
      const before = slots.entries.get(key);
      const joined = joinedState(before, after, { span: root.span, widen });
      if (
        joined === before ||
        (joined &&
          before &&
          joined.kind !== "accessor" &&
          before.kind !== "accessor" &&
          sameValue(joined, before))
      )
        continue;
      interpreter.store.write(slots, key, joined);
      news = true;
    }
  }
  return news;
}

function joinedState(
  before: Slot | undefined,
  after: Slot | undefined,
  { span, widen }: { readonly span: HeapObject["span"]; readonly widen: boolean },
): Slot | undefined {
  if (before?.kind === "accessor" || after?.kind === "accessor") return after;
  const old: Value = before ?? known(undefined, span);
  const next: Value = after ?? known(undefined, span);
  if (!widen) return join({ value: old, when: [] }, { value: next, when: [] }, span);
  if (sameValue(old, next)) return old;
  return { ...mixed(span, [old, next]), reason: "the flow changes it from tick to tick" };
}

/** Works that no flow calls, and what a bare work as root does: followed with arguments nobody knows. */
export function followUncalled(
  interpreter: Interpreter,
  works: readonly HeapObject[],
  trace: Trace,
): void {
  for (const work of works) {
    if (trace.bodies.has(work)) continue;
    const anything = unknown(work.span, "it is an argument that the app never gives");
    inPhase(interpreter, { kind: "construct", trace }, () =>
      body(interpreter, work, {
        self: work,
        arguments: [anything, anything, anything],
        argumentSpans: [],
        span: work.span,
      }),
    );
  }
}
