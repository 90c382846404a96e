import type { StepOutcome } from "#protocol/flow.ts";
import { effect, record, type Turn } from "./turn.ts";

const longestBackoff = 60;

/** Runs every step that was asked for and has no outcome; after a restart too, once a tick has reached it again. */
export function startSteps(turn: Turn): void {
  const { ledger, live } = turn.core;
  if (live.ending) return;
  for (const [key, mark] of ledger.marks) {
    if (
      mark.kind !== "step" ||
      mark.outcome !== undefined ||
      live.steps.has(key) ||
      !live.flow.reads.has(`mark ${key}`)
    )
      continue;
    if ((mark.notBefore ?? 0) > turn.now) continue;
    startStep(turn, key, {
      attempt: (mark.attempt ?? 0) + 1,
      atMostOnce: mark.settings?.atMostOnce === true,
    });
  }
}

function startStep(
  turn: Turn,
  key: string,
  how: { readonly attempt: number; readonly atMostOnce: boolean },
): void {
  const { ledger, live } = turn.core;
  const { attempt, atMostOnce } = how;
  if (atMostOnce && attempt > 1) {
    const message = `${key} was started and its outcome was lost; it is not repeated (atMostOnce).`;
    record(turn, {
      kind: "step",
      key,
      attempt: attempt - 1,
      outcome: { kind: "threw", name: "StepLost", message },
    });
    return;
  }
  live.steps.add(key);
  record(turn, { kind: "step-started", key, attempt });
  effect(turn, {
    kind: "step",
    message: { kind: "step", key, attempt, idempotencyKey: `${ledger.launch}/${key}` },
  });
}

export function stepped(turn: Turn, key: string, outcome: StepOutcome): void {
  const { ledger, live } = turn.core;
  live.steps.delete(key);
  const mark = ledger.marks.get(key);
  if (mark?.kind !== "step" || mark.outcome !== undefined) return;
  const { retries = 0, backoff = 1 } = mark.settings ?? {};
  const attempt = mark.attempt ?? 1;
  const again = outcome.kind === "threw" && attempt <= retries;
  const wait = Math.min(longestBackoff, backoff * 2 ** (attempt - 1)) * 1000;
  record(turn, { kind: "step", key, attempt, outcome, ...(again && { retryAt: turn.now + wait }) });
}
