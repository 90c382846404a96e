import { elementName, inOccurrence, type Operation, partsOf } from "#protocol/flow.ts";
import { endCall, forgetResult, pushStatus } from "./apply-call.ts";
import type { Changes } from "./changes.ts";
import { type Call, isOpen, type Ledger, workState } from "./state.ts";

type Kind = Operation["kind"];
type Of<K extends Kind> = Operation & { readonly kind: K };

interface Operated {
  readonly operation: Operation;
  readonly at: number;
}

/** One thing that a tick asked for, in its place. */
export function applyOperation(
  ledger: Ledger,
  { operation, at }: Operated,
  changes: Changes,
): void {
  const handler = handlers[operation.kind];
  Reflect.apply(handler, undefined, [ledger, { operation, at }, changes]);
}

type Handler<K extends Kind> = (
  ledger: Ledger,
  operated: { readonly operation: Of<K>; readonly at: number },
  changes: Changes,
) => void;

const handlers = {
  call: (ledger, { operation, at }, changes) => {
    const work = workState(ledger, operation.work);
    const known = ledger.calls.get(operation.call);
    const call = known ?? newCall(operation);
    if (known === undefined) ledger.calls.set(call.id, call);
    if (call.dropped) Object.assign(call, { arguments: operation.arguments, dropped: undefined });
    if (known === undefined || isSuperseded(call)) queueAgain(ledger, { call, at }, changes);
    if (work.reached !== call.id) changes.reached(call);
    work.reached = call.id;
  },
  stop: (ledger, { operation, at }, changes) => {
    const work = workState(ledger, operation.work);
    for (const id of [...work.queue]) {
      const call = ledger.calls.get(id);
      if (call !== undefined)
        endCall(ledger, { call, outcome: { kind: "stopped", reason: "stopped" }, at }, changes);
    }
    const current = currentOf(ledger, operation.work);
    if (current === undefined) return;
    current.stopping = "stopped";
    changes.call(current);
  },
  restart: (ledger, { operation, at }, changes) => {
    const current = currentOf(ledger, operation.work);
    if (current !== undefined) {
      Object.assign(current, { stopping: "stopped", restart: true });
      changes.call(current);
      return;
    }
    const { reached, lastStarted } = workState(ledger, operation.work);
    const call = ledger.calls.get(reached ?? lastStarted ?? "");
    if (call !== undefined && !isOpen(call)) runAgain(ledger, { call, at }, changes);
  },
  once: (ledger, { operation: { key } }, changes) => {
    ledger.marks.set(key, { kind: "once" });
    changes.mark(key);
  },
  timer: (ledger, { operation: { key, due } }, changes) => {
    ledger.marks.set(key, { kind: "timer", due });
    changes.mark(key);
  },
  step: (ledger, { operation: { key, options } }, changes) => {
    ledger.marks.set(key, { kind: "step", settings: options, attempt: 0 });
    changes.mark(key);
  },
  create: (ledger, { operation: { kind: _, ...element } }, changes) => {
    ledger.elements.set(elementName(element), element);
    changes.element(element);
  },
  remove: (ledger, { operation, at }, changes) => {
    const element = ledger.elements.get(elementName(operation));
    if (element === undefined) return;
    for (const [work] of partsOf(element))
      handlers.stop(ledger, { operation: { kind: "stop", work }, at }, changes);
    ledger.elements.delete(elementName(element));
    changes.removed(element);
  },
  delivered: (ledger, { operation: { key, call, run }, at }, changes) => {
    const known = ledger.marks.get(key);
    const before = known?.kind === "runs" ? known : undefined;
    if (before !== undefined) ledger.calls.delete(before.last);
    const failures = ledger.calls.get(call)?.stage === "failed" ? (before?.failures ?? 0) + 1 : 0;
    const notBefore = at + Math.min(longestPause, shortestPause * 2 ** failures);
    ledger.marks.set(key, { kind: "runs", run: run + 1, notBefore, failures, last: call });
    changes.mark(key);
  },
  schedule: (ledger, { operation: { key, ...schedule } }, changes) => {
    const known = ledger.marks.get(key);
    const { skipped, closed, open } =
      known?.kind === "schedule" ? known : { skipped: 0, closed: [], open: schedule.open };
    ledger.marks.set(key, { ...schedule, open, skipped, closed });
    changes.mark(key);
  },
  close: (ledger, { operation: { key, occurrence } }, changes) => {
    const mark = ledger.marks.get(key);
    if (mark?.kind !== "schedule") return;
    const closed = [...mark.closed, occurrence];
    forgetMarks(ledger, occurrence);
    for (const old of closed.slice(0, -keptOccurrences)) forgetCalls(ledger, old);
    const open = mark.open.slice(1);
    ledger.marks.set(key, { ...mark, open, closed: closed.slice(-keptOccurrences) });
    changes.mark(key);
  },
} satisfies { readonly [K in Kind]: Handler<K> };

/** ms between two runs of a call that keeps no results; doubled by each failure in a row. */
const shortestPause = 1000;
const longestPause = 300_000;

/** Occurrences of a schedule whose calls are remembered. */
const keptOccurrences = 20;

/** Nobody asks for them again: their occurrence is over. */
function forgetMarks({ marks }: Ledger, occurrence: string): void {
  for (const key of [...marks.keys()].filter((name) => name.endsWith(inOccurrence(occurrence))))
    marks.delete(key);
}

function forgetCalls({ calls }: Ledger, occurrence: string): void {
  for (const call of [...calls.values()])
    if (call.occurrence === occurrence && !isOpen(call)) calls.delete(call.id);
}

const newCall = (asked: Of<"call">): Call => ({
  id: asked.call,
  work: asked.work,
  arguments: asked.arguments,
  ...(asked.again !== undefined && { again: asked.again }),
  ...(asked.occurrence !== undefined && { occurrence: asked.occurrence }),
  ...(asked.notBefore !== undefined && { notBefore: asked.notBefore }),
  stage: "pending",
  published: {},
  attempt: 0,
  sequence: 0,
  userFailures: 0,
  losses: 0,
  tries: [],
});

export const isSuperseded = ({ stage, reason }: Call): boolean =>
  stage === "stopped" && reason === "superseded";

/** At once, or when the flow comes to it, where its arguments are not kept. */
export function runAgain(
  ledger: Ledger,
  { call, at }: { readonly call: Call; readonly at: number },
  changes: Changes,
): void {
  const again = call.dropped ? forgetResult : queueAgain;
  again(ledger, { call, at }, changes);
}

/** A call waits for its turn, from the beginning. */
export function queueAgain(
  ledger: Ledger,
  { call, at }: { readonly call: Call; readonly at: number },
  changes: Changes,
): void {
  Object.assign(call, {
    reason: undefined,
    message: undefined,
    failure: undefined,
    order: undefined,
    userFailures: 0,
    losses: 0,
    tries: [],
  });
  ledger.unseen.delete(call.id);
  workState(ledger, call.work).queue.push(call.id);
  pushStatus(ledger, { call, stage: "pending", at }, changes);
}

function currentOf(ledger: Ledger, work: string): Call | undefined {
  const { current } = workState(ledger, work);
  return current === undefined ? undefined : ledger.calls.get(current);
}
