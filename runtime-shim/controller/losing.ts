import { readKeys } from "#protocol/flow.ts";
import { retryAfter } from "./retries.ts";
import type { Call } from "./state.ts";
import { effect, record, type Turn } from "./turn.ts";

export interface Why {
  readonly reason: "lost" | "interrupted";
  readonly message: string;
}

/** The attempt is given up, and said nothing more; unless that is `proven`, it may still run. */
export function lose(
  turn: Turn,
  call: Call,
  { proven, ...why }: Why & { readonly proven: boolean },
): void {
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
    ...(!proven && { unproven: true as const }),
  });
  const generation = turn.core.ledger.works.get(call.work)?.generation ?? 0;
  if (!proven) effect(turn, { kind: "fence", work: call.work, generation });
}

export function closeService(turn: Turn, work: string): void {
  const { live } = turn.core;
  if (!live.services.delete(work)) return;
  live.dirty.add(readKeys.work(work, "url"));
  effect(turn, { kind: "route", work, address: undefined });
  effect(turn, { kind: "emit", event: { event: "url", work, url: "" } });
}
