import { nextDue, WrongCron } from "#core/cron.ts";
import { readKeys, type ScheduleSettings } from "#protocol/flow.ts";
import type { Flow } from "#sdk/flow.ts";
import type { EveryOptions } from "#sdk/realm.ts";
import { nameOf, requireComponent } from "./component.ts";
import { named } from "./keys.ts";
import { LedgerPromise } from "./ledger-promise.ts";
import { inside } from "./occurrence.ts";
import { refuse, type Tick, ticks } from "./tick.ts";

interface Scheduled {
  readonly cron: string;
  readonly options: EveryOptions;
}

interface Occurrence {
  readonly key: string;
  readonly due: number;
  readonly occurrence: string;
}

/**
 * Enters the body of the due time that is open, in every tick until it settles. The promise is for that
 * body: where none is open there is nothing to wait for.
 */
export function every(
  flow: Flow,
  { body, ...scheduled }: Scheduled & { readonly body: (due: string) => Promise<void> },
): Promise<void> {
  const { tick, open } = scheduleOf(flow, "every", scheduled);
  let looked = false;
  const { promise, resolve, reject } = LedgerPromise.make<void>(() => {
    looked = true;
  });
  if (open === undefined) {
    resolve();
    return promise;
  }
  const entered = inside(open.occurrence, async () => body(new Date(open.due).toISOString()));
  const over = entered.then(
    () => {
      close(tick, open);
      resolve();
    },
    (error: unknown) => {
      close(tick, open);
      // Nobody waits for this promise: the failure is the flow's own.
      if (!looked) throw error;
      reject(error);
    },
  );
  over.catch(() => {});
  tick.bodies.push(over);
  return promise;
}

/** True in the one tick that takes the open due time. */
export function schedule(flow: Flow, scheduled: Scheduled): boolean {
  const { tick, open } = scheduleOf(flow, "schedule", scheduled);
  if (open === undefined) return false;
  close(tick, open);
  return true;
}

function close(tick: Tick, { key, due, occurrence }: Occurrence): void {
  if (!tick.ended) tick.operations.push({ kind: "close", key, due, occurrence });
}

/** The schedule of that key, made in this tick if it is new; and which of its due times is open. */
function scheduleOf(
  flow: Flow,
  what: "every" | "schedule",
  { cron, options }: Scheduled,
): { readonly tick: Tick; readonly open: Occurrence | undefined } {
  const key = options.key ?? cron;
  const { tick, name } = named(flow, what, key);
  const mark = `${what} ${name}`;
  tick.reads.add(readKeys.mark(mark));
  const settings = settingsOf(cron, options);
  const known = tick.engine.view.marks.get(mark);
  const open = known?.kind === "schedule" ? known.open : [];
  tick.operations.push({
    kind: "schedule",
    key: mark,
    next: firstDue(tick, settings),
    open: options.immediately === true ? [tick.now] : [],
    ...settings,
  });
  const [due] = open;
  if (due === undefined) return { tick, open: undefined };
  const flowId = tick.engine.ids[nameOf(requireComponent(flow))] ?? nameOf(requireComponent(flow));
  const occurrence = `${what} ${flowId} ${name.slice(name.indexOf(" ") + 1)} ${new Date(due).toISOString()}`;
  return { tick, open: { key: mark, due, occurrence } };
}

const settingsOf = (cron: string, options: EveryOptions): ScheduleSettings => ({
  cron,
  timezone: options.timezone ?? "UTC",
  overlap: options.overlap ?? "skip",
  catchUp: options.catchUp ?? "latest",
});

/** Outside of the tick's own clock: a library that reads the time is no code of the app. */
function firstDue(tick: Tick, settings: ScheduleSettings): number {
  try {
    return ticks.exit(() => nextDue(settings, tick.now));
  } catch (error) {
    if (error instanceof WrongCron) refuse("flow/cron", error.message);
    throw error;
  }
}
