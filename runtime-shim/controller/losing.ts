import { readKeys } from "#protocol/flow.ts";
import { fenceOf, leftBeside, stopNodes } from "./gangs.ts";
import { retryAfter } from "./retries.ts";
import type { Call } from "./state.ts";
import { effect, record, type Turn } from "./turn.ts";

export interface Why {
  readonly reason: "lost" | "interrupted";
  readonly message: string;
}

/**
 * The attempt is given up, and said nothing more. It may still run wherever it ran, save on the machine that it is
 * surely gone from.
 */
export function lose(
  turn: Turn,
  call: Call,
  { goneFrom, ...why }: Why & { readonly goneFrom: string | undefined },
): void {
  const held = leftBeside(call, goneFrom);
  closeService(turn, call.work);
  turn.core.live.phases.delete(call.work);
  const settings = turn.core.live.works.get(call.work)?.settings;
  const retryAt = settings && retryAfter(why.reason, { call, settings, now: turn.now });
  record(turn, {
    kind: "lost",
    work: call.work,
    call: call.id,
    attempt: call.attempt,
    ...why,
    retryAt,
    ...(held.length > 0 && { unproven: true as const }),
    ...(held.length > 0 && call.others && { held }),
  });
  if (held.length > 0) fenceOf(turn, call.work);
  if (call.others) stopNodes(turn, call, held);
}

export function closeService(turn: Turn, work: string): void {
  const { live } = turn.core;
  if (!live.services.delete(work)) return;
  live.dirty.add(readKeys.work(work, "url"));
  effect(turn, { kind: "route", work, address: undefined });
  effect(turn, { kind: "emit", event: { event: "url", work, url: "" } });
}
