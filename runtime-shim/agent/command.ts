import type { ControllerMessage } from "#protocol/agent.ts";
import type { Reason } from "#protocol/status.ts";
import { type AgentEffect, type AttemptStep, defaultGrace, tell, wake } from "./effect.ts";
import { endedElsewhere, stopWaiting } from "./gang.ts";
import { type AttemptState, isAlive, keyOf } from "./state.ts";

type Command = Exclude<ControllerMessage, { kind: "welcome" | "run" | "shutdown" }>;

/** What the controller says about one attempt. */
export function tellAttempt(attempt: AttemptState, message: Command, now: number): AttemptStep {
  switch (message.kind) {
    case "stop":
      return stopAttempt(attempt, message, now);
    case "interrupt":
      return interrupt(attempt, message, now);
    case "state":
      return {
        attempt,
        effects: [
          tell(attempt, {
            kind: "state",
            patch: withoutNewer(attempt, message.patch),
            ...(message.url !== undefined && { url: message.url }),
          }),
        ],
      };
    case "node":
      return endedElsewhere(attempt, message);
    case "acknowledged":
      return {
        attempt: {
          ...attempt,
          unacknowledged: attempt.unacknowledged.filter(
            ({ sequence }) => sequence > message.sequence,
          ),
        },
        effects: [],
      };
  }
}

/** onInterrupt, then SIGTERM, and SIGKILL when the grace is over; a second word may only shorten the grace. */
export function stopAttempt(
  attempt: AttemptState,
  { reason, graceSeconds }: { readonly reason: Reason; readonly graceSeconds: number },
  now: number,
): AttemptStep {
  if (attempt.verdict !== undefined && attempt.order.node?.rank === 0 && isAlive(attempt))
    return stopWaiting(attempt, reason);
  const over =
    attempt.verdict !== undefined || !["preparing", "starting", "running"].includes(attempt.phase);
  if (over) return { attempt, effects: [] };
  const kill = wake(attempt, "kill", graceSeconds);
  if (attempt.ending?.kind === "stop") return { attempt, effects: [kill] };
  const stopping: AttemptState = { ...attempt, ending: { kind: "stop", reason }, noticed: true };
  if (attempt.phase === "preparing")
    return { attempt: stopping, effects: [{ kind: "cancel-prepare", key: keyOf(attempt.order) }] };
  const deadline = new Date(now + graceSeconds * 1000).toISOString();
  return {
    attempt: stopping,
    effects: [tell(attempt, { kind: "interrupt", reason: "stop", deadline }), kill],
  };
}

/** The machine will be taken away: the handler may publish what is worth keeping, and the run may still make it. */
function interrupt(
  attempt: AttemptState,
  { reason, deadline }: Extract<Command, { kind: "interrupt" }>,
  now: number,
): AttemptStep {
  if (attempt.phase !== "starting" && attempt.phase !== "running") return { attempt, effects: [] };
  const told = tell(attempt, { kind: "interrupt", reason, deadline });
  if (reason === "rebalance") return { attempt: { ...attempt, noticed: true }, effects: [told] };
  const left = Math.max(0, (Date.parse(deadline) - now) / 1000);
  const grace = Math.min(defaultGrace, left / 4);
  const ends: readonly AgentEffect[] = [
    wake(attempt, "terminate", left - grace),
    wake(attempt, "kill", left),
  ];
  return {
    attempt: { ...attempt, noticed: true, ending: attempt.ending ?? { kind: "notice", reason } },
    effects: [told, ...ends],
  };
}

/** The echo of a field that the work has written again since is older than what the work has. */
function withoutNewer(
  { unacknowledged }: AttemptState,
  patch: Extract<Command, { kind: "state" }>["patch"],
): typeof patch {
  const newer = new Set(
    unacknowledged.flatMap((message) =>
      "patch" in message ? [...Object.keys(message.patch.set), ...message.patch.removed] : [],
    ),
  );
  return {
    set: Object.fromEntries(Object.entries(patch.set).filter(([field]) => !newer.has(field))),
    removed: patch.removed.filter((field) => !newer.has(field)),
  };
}
