import { readKeys, type StepSettings } from "#protocol/flow.ts";
import type { Flow } from "#sdk/flow.ts";
import type { FlowOperations, StepOptions } from "#sdk/realm.ts";
import type { Key } from "#sdk/types.ts";
import { peekCall } from "./calls.ts";
import { nameOf, requireComponent } from "./component.ts";
import { parseDuration } from "./duration.ts";
import { named } from "./keys.ts";
import { LedgerPromise } from "./ledger-promise.ts";
import { every, schedule } from "./schedules.ts";
import { type StepEffect, stepError, stepValue } from "./steps.ts";
import { actingTick } from "./tick.ts";
import { timer } from "./timers.ts";
import { waitOnce } from "./work-operations.ts";

/** The durable things of a flow: each has a key, scoped to the flow. */
export const flowFlows: FlowOperations = {
  name: (flow) => nameOf(requireComponent(flow)),
  // The effect's own type comes back out of the ledger as JSON: only the caller knows it.
  step: (flow, key, effect, options) => step(flow, { key, effect, options }),
  sleep: (flow, key, duration) => sleep(flow, key, parseDuration(duration)),
  elapsed: (flow, key, duration) => elapsed(flow, key, parseDuration(duration)),
  once,
  every: (flow, cron, body, options) => every(flow, { cron, options, body }),
  schedule: (flow, cron, options) => schedule(flow, { cron, options }),
  peek: (_flow, call) => peek(call),
  stop: (_flow, message) => end("stop", { code: 0, message }),
  fail: (_flow, message) => end("fail", { code: 1, message }),
};

interface Step {
  readonly key: Key;
  readonly effect: StepEffect;
  readonly options: StepOptions;
}

// biome-ignore lint/suspicious/noExplicitAny: what a step returned comes out of the ledger; its type is the caller's word.
function step(flow: Flow, { key, effect, options }: Step): Promise<any> {
  const { tick, name } = named(flow, "step", key);
  const mark = `step ${name}`;
  tick.reads.add(readKeys.mark(mark));
  const known = tick.engine.view.marks.get(mark);
  const outcome = known?.kind === "step" ? known.outcome : undefined;
  const { promise, resolve, reject } = LedgerPromise.make<unknown>(
    waitOnce(tick, outcome === undefined),
  );
  if (known?.kind === "step" && outcome !== undefined) {
    const settle = (): void =>
      outcome.kind === "returned" ? resolve(stepValue(outcome)) : reject(stepError(outcome));
    tick.deliverLater({ order: known.order ?? 0, deliver: settle });
  } else {
    tick.steps.set(mark, effect);
    tick.operations.push({ kind: "step", key: mark, options: stepSettings(options) });
  }
  return promise;
}

const stepSettings = ({
  retries = 0,
  backoff = "1s",
  atMostOnce = false,
}: StepOptions): StepSettings => ({
  retries,
  backoff: parseDuration(backoff) / 1000,
  atMostOnce,
});

function sleep(flow: Flow, key: Key, duration: number): Promise<void> {
  const { tick, name } = named(flow, "sleep", key);
  const { firedAt } = timer(tick, `sleep ${name}`, duration);
  const { promise, resolve } = LedgerPromise.make<void>(waitOnce(tick, firedAt === undefined));
  if (firedAt !== undefined) tick.deliverLater({ order: firedAt, deliver: () => resolve() });
  return promise;
}

function elapsed(flow: Flow, key: Key, duration: number): boolean {
  const { tick, name } = named(flow, "elapsed", key);
  return timer(tick, `elapsed ${name}`, duration).firedAt !== undefined;
}

function once(flow: Flow, key: Key): boolean {
  const { tick, name } = named(flow, "once", key);
  const mark = `once ${name}`;
  tick.reads.add(readKeys.mark(mark));
  if (tick.engine.view.marks.has(mark)) return false;
  tick.operations.push({ kind: "once", key: mark });
  return true;
}

// biome-ignore lint/suspicious/noExplicitAny: as with step: the result's type is the call's.
function peek(call: Promise<unknown>): any {
  return peekCall(actingTick("peek() was called"), call);
}

function end(what: string, ending: { readonly code: 0 | 1; readonly message: string }): void {
  const tick = actingTick(`${what}() was called`);
  // The first one counts: what follows is the app on its way out.
  tick.ending ??= ending;
}
