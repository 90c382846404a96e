import { nextDue } from "#core/cron.ts";
import { readKeys } from "#protocol/flow.ts";
import type { Core, Mark } from "./state.ts";
import { outsideInput, record, type Turn } from "./turn.ts";

type Schedule = Mark & { readonly kind: "schedule" };

/** Due times that are told one by one after a long absence; those before count as skipped. */
const longestCatchUp = 1000;

/** Schedules that the flow still has: one it no longer reaches opens nothing and keeps nothing open. */
export const schedulesOf = ({ ledger, live }: Core): readonly (readonly [string, Schedule])[] =>
  [...ledger.marks].flatMap(([key, mark]) =>
    mark.kind === "schedule" && live.flow.reads.has(readKeys.mark(key)) ? [[key, mark]] : [],
  );

/** Each due time that has come is opened or skipped, on record. */
export function openDue(turn: Turn): void {
  for (const [key, schedule] of schedulesOf(turn.core)) {
    if (schedule.next > turn.now) continue;
    const { times, next } = timesUntil(schedule, turn.now);
    const opened = openedOf(schedule, times);
    if (opened.length > 0) outsideInput(turn.core);
    record(turn, { kind: "due", key, opened, skipped: times.length - opened.length, next });
  }
}

function timesUntil(
  schedule: Schedule,
  now: number,
): { readonly times: readonly number[]; readonly next: number } {
  const times: number[] = [];
  let { next } = schedule;
  for (; next <= now; next = nextDue(schedule, next)) {
    times.push(next);
    // Farther back than anybody wants to catch up on: from here on, the present.
    if (times.length >= longestCatchUp) return { times, next: nextDue(schedule, now) };
  }
  return { times, next };
}

/** More than one at a time means that nobody was there when they were due. */
function openedOf(
  { overlap, catchUp, open }: Schedule,
  times: readonly number[],
): readonly number[] {
  if (open.length > 0 && overlap === "skip") return [];
  return catchUp === "all" ? times : times.slice(-1);
}
