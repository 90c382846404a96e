import { collectDue, nextCollection } from "./collect.ts";
import { endIdle, nextIdle } from "./idle.ts";
import type { Live } from "./live.ts";
import { listMachines, nextLook } from "./machine-list.ts";
import { capacityDue, endUnneeded, nextMachines } from "./machines.ts";
import { openDue, schedulesOf } from "./schedules.ts";
import { nextSilence, watchSilence } from "./silence.ts";
import type { Core } from "./state.ts";
import { nextSweep, sweepDue } from "./sweep.ts";
import { outsideInput, record, type Turn } from "./turn.ts";

/** When the controller next wants to be told the time, ms since the epoch; `undefined` while it waits for others only. */
export function nextClock(core: Core): number | undefined {
  const { ledger, live } = core;
  if (live.ending) return ledger.ended && nextLook(core)[0];
  const timers = [...ledger.marks.values()].flatMap((mark) => {
    if (mark.kind === "timer") return mark.firedAt === undefined ? [mark.due] : [];
    return mark.kind === "step" && mark.outcome === undefined && mark.notBefore !== undefined
      ? later(live, mark.notBefore)
      : [];
  });
  const retries = [...ledger.works.values()].flatMap(({ queue }) =>
    later(live, ledger.calls.get(queue[0] ?? "")?.notBefore),
  );
  const pace = live.flow.notBefore > 0 ? [live.flow.notBefore] : [];
  const schedules = schedulesOf(core).map(([, { next }]) => next);
  const others = [
    ...nextIdle(core),
    ...nextMachines(core),
    ...nextLook(core),
    ...nextSilence(core),
    ...nextCollection(core),
    ...nextSweep(core),
  ];
  return [...others, ...timers, ...schedules, ...retries, ...pace].reduce<number | undefined>(
    (least, at) => (least === undefined || at < least ? at : least),
    undefined,
  );
}

/** What was due when the time was told last, and still stands there, waits for something else. */
const later = ({ told }: Live, at: number | undefined): readonly number[] =>
  at === undefined || at <= told ? [] : [at];

/** Timers that are due go off in the order of their times. */
export function tellTime(turn: Turn): void {
  const { ledger, live } = turn.core;
  live.told = turn.now;
  if (live.ending) {
    listMachines(turn);
    return;
  }
  const due = [...ledger.marks].flatMap(([key, mark]) =>
    mark.kind === "timer" && mark.firedAt === undefined && mark.due <= turn.now
      ? [{ key, due: mark.due }]
      : [],
  );
  if (due.length > 0) {
    outsideInput(turn.core);
    const keys = due.sort((left, right) => left.due - right.due).map(({ key }) => key);
    record(turn, { kind: "fired", keys });
  }
  openDue(turn);
  endIdle(turn);
  collectDue(turn);
  sweepDue(turn);
  endUnneeded(turn);
  capacityDue(turn);
  listMachines(turn);
  watchSilence(turn);
  if (live.flow.notBefore <= turn.now) live.flow = { ...live.flow, notBefore: 0 };
  for (const { name, queue } of ledger.works.values()) {
    const { notBefore } = ledger.calls.get(queue[0] ?? "") ?? {};
    if (notBefore !== undefined && notBefore <= turn.now) live.due.add(name);
  }
}
