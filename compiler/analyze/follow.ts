/**
 * Follows a flow: executes `run()` abstractly, tick after tick, until its state holds for every tick there can
 * be. The first tick is exact (state is as constructed), which is where "before anything has written it" is
 * decided; the last is the widest, which is where edges come from, so that they are complete.
 */

import type { Span } from "#source/span.ts";
import { body } from "./body.ts";
import { barrier } from "./branch.ts";
import { type Completion, normal } from "./completion.ts";
import { exchangeDeferred } from "./deferred.ts";
import { escapes } from "./escapes.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { exactTicks, mostTicks } from "./limits.ts";
import { findSlot } from "./member.ts";
import { heldBy } from "./own-values.ts";
import { inPhase, type Phase } from "./phase.ts";
import { repeatUnknown } from "./repeat.ts";
import { runSlot } from "./run-slot.ts";
import { call } from "./semantics.ts";
import type { Delta, Slot } from "./store.ts";
import { newStrand } from "./strand.ts";
import { newTrace, type Trace } from "./trace.ts";
import { choicesOf, join, known, mixed, sameValue, unknown, type Value } from "./value.ts";

export interface Followed {
  readonly first: Trace;
  /** Holds for every tick. */
  readonly every: Trace;
}

export function followFlow(interpreter: Interpreter, root: HeapObject): Followed {
  const first = newTrace();
  let every = first;
  let changes = [tick(interpreter, root, first)];
  for (let round = 1; round < mostTicks; round++) {
    const news = absorb(interpreter, root, { changes, widen: round >= exactTicks });
    if (!news && (round > 1 || !hasHandlers(interpreter))) break;
    every = newTrace();
    for (const path of first.written) every.written.add(path);
    changes = [tick(interpreter, root, every), betweenTicks(interpreter, root, every)];
  }
  return { first, every };
}

/** One tick from the present state; what it changes is undone and returned. */
function tick(interpreter: Interpreter, root: HeapObject, trace: Trace): Delta {
  const run = runSlot(root);
  const { span } = root;
  return undone(interpreter, () => {
    if (run === undefined || run.kind === "accessor") return;
    inPhase(interpreter, tickPhase(root, trace), () =>
      barrier(
        interpreter,
        () => {
          call(interpreter, run, { ...withoutArguments, self: root, span, awaited: true });
          return normal;
        },
        { span, absorb: () => normal },
      ),
    );
  });
}

const withoutArguments = { arguments: [], argumentSpans: [] };

function tickPhase(root: HeapObject, trace: Trace): Phase {
  const foreignAwait: Phase["foreignAwait"] = (at, what, span) => {
    if (at.quiet === 0) trace.foreignAwaits.push({ what, span, flow: at.phase.flow });
  };
  const observe = (object: HeapObject) => trace.escaped.add(object);
  return { kind: "tick", flow: root, running: [root], trace, foreignAwait, observe };
}

/** What it changes, taken back. */
function undone(interpreter: Interpreter, run: () => void): Delta {
  const { store } = interpreter;
  interpreter.strand = newStrand(store);
  exchangeDeferred(interpreter);
  store.open();
  run();
  return store.close();
}

/** Commands and routes of any flow, any number of times, called with anything. */
function betweenTicks(interpreter: Interpreter, root: HeapObject, trace: Trace): Delta {
  return undone(interpreter, () => {
    for (const flow of flowsOf(interpreter)) {
      const phase = { ...tickPhase(root, trace), kind: "handler" as const, flow };
      const { foreignAwait: _, ...handling } = phase;
      inPhase(interpreter, handling, () => followHandlers(interpreter, flow));
    }
  });
}

const flowsOf = ({ components }: Interpreter): readonly HeapObject[] =>
  components.filter(({ facts }) => facts?.kind === "flow");

const handlerMethods = ["configureCommands", "configureApi"] as const;

const hasHandlers = (interpreter: Interpreter): boolean =>
  flowsOf(interpreter).some((flow) => handlerMethods.some((name) => findSlot(flow, name)));

function followHandlers(interpreter: Interpreter, flow: HeapObject): void {
  const { span } = flow;
  for (const name of handlerMethods) {
    const method = findSlot(flow, name);
    if (method === undefined || method.kind === "accessor") continue;
    const run = (): Completion => {
      const described = call(interpreter, method, { ...withoutArguments, self: flow, span });
      for (const { value } of choicesOf(described)) followDescribed(interpreter, value, span);
      return normal;
    };
    barrier(interpreter, run, { span, absorb: () => normal });
  }
}

/**
 * Each handler is called from outside, with what comes over the network: whatever that is, nothing of the app's
 * own is in it.
 */
function followDescribed(interpreter: Interpreter, described: Value, span: Span): void {
  const plain = described.kind === "object" && described.body.kind === "record";
  const members = plain ? heldBy(described).flatMap(choicesOf) : [{ value: described }];
  for (const { value } of members) {
    if (value.kind !== "object" || value.body.kind !== "closure")
      escapes(interpreter, [value], span);
    else
      repeatUnknown(interpreter, { span, reason: "a handler changes it" }, () => {
        const given = [unknown(span, "it is what a handler is called with")];
        const site = { self: described, arguments: given, argumentSpans: [span], span };
        call(interpreter, value, site);
      });
  }
}

/** Joins what a tick changed into the state that ticks start from. False when there is nothing new. */
function absorb(
  interpreter: Interpreter,
  root: HeapObject,
  { changes, widen }: { readonly changes: readonly Delta[]; readonly widen: boolean },
): boolean {
  let news = false;
  for (const [slots, keys] of changes.flatMap((delta) => [...delta])) {
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
    const anything = () => unknown(work.span, "it is an argument that the app never gives");
    inPhase(interpreter, { kind: "construct", trace }, () =>
      body(interpreter, work, {
        self: work,
        arguments: [anything(), anything(), anything()],
        argumentSpans: [],
        span: work.span,
      }),
    );
  }
}
