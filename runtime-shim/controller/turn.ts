import type { RunEvent } from "#protocol/api.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { applyRecord } from "./apply.ts";
import { liveChanges, type StatusChange } from "./changes.ts";
import type { Effect } from "./event.ts";
import type { Core } from "./state.ts";

type Unstamped<R> = R extends unknown ? Omit<R, "at"> : never;

/** One event's worth of deciding: records are applied as they are made, so that what follows sees them. */
export interface Turn {
  readonly core: Core;
  /** ms since the epoch. */
  readonly now: number;
  readonly records: JournalRecord[];
  readonly effects: Effect[];
}

export const newTurn = (core: Core, now: number): Turn => ({ core, now, records: [], effects: [] });

export function record(turn: Turn, unstamped: Unstamped<JournalRecord>): void {
  const statuses: StatusChange[] = [];
  const stamped: JournalRecord = { ...unstamped, at: turn.now };
  applyRecord(turn.core.ledger, stamped, liveChanges(turn.core.live, statuses));
  turn.records.push(stamped);
  const { ending } = turn.core.live;
  for (const change of statuses) effect(turn, { kind: "emit", event: statusEvent(change, ending) });
}

export function effect(turn: Turn, wanted: Effect): void {
  turn.effects.push(wanted);
}

/** Something outside the flow has happened: its ticks are no longer its own doing. */
export function outsideInput({ live }: Core): void {
  live.flow = { ...live.flow, streak: 0, notBefore: 0 };
}

/** A line of the framework's own, beside a component's output. */
export function say(turn: Turn, component: string, line: string): void {
  effect(turn, {
    kind: "log",
    line: { component, stream: "system", line, at: new Date(turn.now).toISOString() },
  });
}

/** What an ending launch leaves to `--resume` has been stopped, to whoever listens now. */
function statusEvent({ work, call, attempt, status }: StatusChange, ending: boolean): RunEvent {
  const of = { event: "status", work, call, attempt } as const;
  if (ending && status.stage === "pending")
    return { ...of, stage: "stopped", reason: "stopped", message: null };
  const { stage, reason = null, message = null } = status;
  return { ...of, stage, reason, message };
}
