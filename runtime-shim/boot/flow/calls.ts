import { type CallView, readKeys } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import { decode, encode, isRecord, NotJson, pathFromReference } from "#sdk/encoding.ts";
import { WorkFailed } from "#sdk/work-failed.ts";
import { type Component, nameOf } from "./component.ts";
import { callIdOf } from "./identity.ts";
import { LedgerPromise } from "./ledger-promise.ts";
import { currentOccurrence } from "./occurrence.ts";
import { pinPaths } from "./paths.ts";
import { nextRun, takeDelivery } from "./repeated-runs.ts";
import { actingTick, refuse, type Tick } from "./tick.ts";

const argumentLimit = 64 * 1024;

/** Failures by the call they came from, so that a tick which rejects with one can say so. */
const failures = new WeakMap<object, string>();
const calls = new WeakMap<object, { readonly id: string; readonly work: string }>();

export const failedCall = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null ? failures.get(error) : undefined;

/** `work.run(...)` in a flow: makes sure that this call happens, and answers a promise for its result. */
export function runCall(
  work: Component,
  args: readonly unknown[],
  again: string | undefined,
): Promise<unknown> {
  const tick = actingTick(`${nameOf(work)}.run() was called`);
  const id = ensureCall(tick, { work, args, again });
  const reached = tick.reached.get(id) ?? { looked: false };
  const promise = reached.promise ?? promiseFor(tick, { id, work: nameOf(work) });
  tick.reached.set(id, { ...reached, promise });
  return promise;
}

/** `work.start(...)`: the same without a promise. */
export function startCall(
  work: Component,
  args: readonly unknown[],
  again: string | undefined,
): void {
  const tick = actingTick(`${nameOf(work)}.start() was called`);
  const id = ensureCall(tick, { work, args, again });
  if (!tick.reached.has(id)) tick.reached.set(id, { looked: false });
}

/** The result of a call that has succeeded; no look, so that a failure stays uncaught. */
export function peekCall(tick: Tick, promise: object): unknown {
  const call = calls.get(promise);
  if (call === undefined) refuse("flow/peek", "peek() takes the promise of a work's run().");
  const view = tick.engine.view.calls.get(call.id);
  return view?.kind === "succeeded" ? resultOf(view.result) : undefined;
}

interface Asked {
  readonly work: Component;
  readonly args: readonly unknown[];
  readonly again: string | undefined;
}

function ensureCall(tick: Tick, { work, args, again }: Asked): string {
  const name = nameOf(work);
  const encoded = encodeArguments(tick, name, args);
  const occurrence = currentOccurrence();
  const identity = { work: name, arguments: encoded, again, occurrence };
  const uncached = work.options.cacheCalls === false;
  const { call, ...when } = uncached
    ? nextRun(tick, identity)
    : { call: callIdOf(identity, tick.engine.ids) };
  tick.operations.push({
    kind: "call",
    call,
    work: name,
    arguments: encoded,
    ...(again !== undefined && { again }),
    ...(occurrence !== undefined && { occurrence }),
    ...when,
  });
  tick.reads.add(readKeys.call(call));
  if (uncached) takeDelivery(tick, { call, identity });
  return call;
}

function encodeArguments(tick: Tick, work: string, args: readonly unknown[]): readonly Encoded[] {
  const given = args.slice(0, args.findLastIndex((value) => value !== undefined) + 1);
  const encoded = given.map((value, index) =>
    pinPaths(tick, encodeArgument(value, `arguments[${index}] of ${work}.run()`)),
  );
  const bytes = Buffer.byteLength(JSON.stringify(encoded));
  if (bytes > argumentLimit) {
    refuse(
      "work/arguments-too-large",
      `The arguments of ${work}.run() are ${bytes} bytes long; 64 KiB at most. Hand larger things over as a Path.`,
    );
  }
  return encoded;
}

function encodeArgument(value: unknown, at: string): Encoded {
  try {
    return encode(value, at);
  } catch (error) {
    if (error instanceof NotJson) refuse("work/argument-not-json", error.message);
    throw error;
  }
}

function promiseFor(
  tick: Tick,
  call: { readonly id: string; readonly work: string },
): LedgerPromise<unknown> {
  const view = tick.engine.view.calls.get(call.id) ?? { kind: "open" };
  const { promise, resolve, reject } = LedgerPromise.make<unknown>(() => look(tick, call.id, view));
  calls.set(promise, call);
  if (view.kind === "succeeded") {
    tick.deliverLater({
      order: view.order,
      deliver: () => {
        if (tick.reached.get(call.id)?.looked) mean(tick, call.work, view.published);
        resolve(resultOf(view.result));
      },
    });
  }
  if (view.kind === "failed") {
    tick.deliverLater({ order: view.order, deliver: () => reject(workFailed(call, view)) });
  }
  return promise;
}

function look(tick: Tick, id: string, view: CallView): void {
  const reached = tick.reached.get(id);
  if (reached === undefined || reached.looked) return;
  reached.looked = true;
  if (view.kind === "open") tick.waiting += 1;
}

/** From here on in this tick, the work's Paths mean what this call published. */
function mean(tick: Tick, work: string, published: Readonly<Record<string, string>>): void {
  for (const [path, version] of Object.entries(published)) {
    if (path.startsWith(`${work}.`)) tick.meant.set(path, version);
  }
}

function workFailed(
  call: { readonly id: string; readonly work: string },
  view: CallView & { readonly kind: "failed" },
): WorkFailed {
  const { reason, message, attempts } = view;
  const error = new WorkFailed(message, {
    work: call.work,
    reason,
    attempts,
    cause: causeOf(view),
  });
  failures.set(error, call.id);
  return error;
}

function causeOf({ cause }: CallView & { readonly kind: "failed" }): Error | undefined {
  if (cause === undefined) return undefined;
  const error = new Error(cause.message);
  if (cause.stack !== undefined) error.stack = cause.stack;
  return error;
}

function resultOf(result: Encoded): unknown {
  if (isRecord(result) && result["$"] === "undefined") return undefined;
  return decode(result, { path: (reference) => pathFromReference(reference, reference.field) });
}
