import type { Outcome } from "#protocol/call.ts";
import type { AttemptStep } from "./effect.ts";
import {
  type AttemptState,
  keyOf,
  type NumberedMessage,
  ofAttempt,
  type Settlement,
} from "./state.ts";

type Unnumbered = NumberedMessage extends infer Message
  ? Message extends NumberedMessage
    ? Omit<Message, "sequence">
    : never
  : never;
type News = Exclude<Unnumbered, { kind: "settle" }>;

/** Gives a message its number, sends it, and keeps it until it is acknowledged. */
export function number(attempt: AttemptState, news: News): AttemptStep {
  const sequence = attempt.sequence + 1;
  const message = { ...news, sequence };
  return {
    attempt: { ...attempt, sequence, unacknowledged: [...attempt.unacknowledged, message] },
    effects: [{ kind: "send", message }],
  };
}

/**
 * The attempt's last word: outcome, last state and published versions in one message. It goes to disk
 * before it is sent, so that a success is not lost with this process.
 */
export function settle(attempt: AttemptState, outcome: Outcome): AttemptStep {
  const { order } = attempt;
  const sequence = attempt.sequence + 1;
  const settlement: Settlement = {
    kind: "settle",
    ...ofAttempt(order),
    sequence,
    outcome,
    patch: attempt.verdict?.patch ?? { set: {}, removed: [] },
    published: outcome.kind === "succeeded" ? attempt.results : [],
  };
  return {
    attempt: {
      ...attempt,
      phase: "settling",
      sequence,
      unacknowledged: [...attempt.unacknowledged, settlement],
    },
    effects: [
      {
        kind: "remember",
        key: keyOf(order),
        order,
        settlement,
        before: attempt.unacknowledged,
      },
    ],
  };
}
