import type { AttemptOrder } from "#protocol/call.ts";
import type { FromWork } from "#protocol/work-process.ts";
import {
  type AgentEffect,
  type AttemptStep,
  defaultGrace,
  phase,
  signal,
  tell,
  wake,
} from "./effect.ts";
import type { AttemptEvent, Timer } from "./event.ts";
import { ended, interruptedIn, isOfRankZero, settled } from "./gang.ts";
import { outcomeOf } from "./outcome.ts";
import { publish, published, publishFailed } from "./publishing.ts";
import { number, settle } from "./settlement.ts";
import { type AttemptState, isAlive, isBeside, keyOf, ofAttempt } from "./state.ts";

const keptLines = 20;

export function startAttempt(attempt: AttemptState): AttemptStep {
  const { order } = attempt;
  return {
    attempt,
    effects: [phase(attempt, "preparing"), { kind: "prepare", key: keyOf(order), order }],
  };
}

/** One step in the life of an attempt: prepare → spawn → running → (publish) → settle. */
export function reduceAttempt(
  attempt: AttemptState,
  event: AttemptEvent,
  now: number,
): AttemptStep {
  switch (event.kind) {
    case "progress":
      return { attempt, effects: [phase(attempt, "preparing", event.detail)] };
    case "prepared":
      return prepared(attempt, event);
    case "unprepared":
      return unprepared(attempt, event);
    case "said":
      return said(attempt, event.message, event.rank ?? 0);
    case "line":
      return line(attempt, event, now);
    case "ended":
      return ended(attempt, event);
    case "published":
      return published(attempt, event);
    case "publish-failed":
      return publishFailed(attempt, event);
    case "drive":
      return { attempt, effects: [tell(attempt, driveAnswer(event))] };
    case "secret":
      return { attempt, effects: [tell(attempt, secretAnswer(attempt.order, event))] };
    case "service":
      return {
        attempt: { ...attempt, address: event.ready ? event.address : undefined },
        effects: [
          {
            kind: "send",
            message: {
              kind: "service",
              ...ofAttempt(attempt.order),
              ready: event.ready,
              address: event.address,
            },
          },
        ],
      };
    case "remembered":
      return remembered(attempt);
    case "due":
      return due(attempt, event.timer);
  }
}

function prepared(
  attempt: AttemptState,
  { places, others = [], environment }: Extract<AttemptEvent, { kind: "prepared" }>,
): AttemptStep {
  if (attempt.phase !== "preparing") return { attempt, effects: [] };
  if (attempt.ending) return settle(attempt, outcomeOf(attempt, undefined));
  if (attempt.broken) return settle(attempt, attempt.broken);
  const { order } = attempt;
  return {
    attempt: { ...attempt, phase: "starting" },
    effects: [
      phase(attempt, "starting"),
      ...[places, ...others].map(
        (place, rank): AgentEffect => ({
          kind: "spawn",
          key: keyOf(order),
          rank,
          order,
          places: place,
          environment,
        }),
      ),
    ],
  };
}

function unprepared(
  attempt: AttemptState,
  { failure }: Extract<AttemptEvent, { kind: "unprepared" }>,
): AttemptStep {
  if (attempt.phase !== "preparing") return { attempt, effects: [] };
  return settle(
    attempt,
    attempt.ending ? outcomeOf(attempt, undefined) : { kind: "failed", failure },
  );
}

function said(attempt: AttemptState, message: FromWork, rank: number): AttemptStep {
  if (!isAlive(attempt) || (rank > 0 && isOfRankZero(message))) return { attempt, effects: [] };
  if (isBeside(attempt) && message.kind === "patch") return { attempt, effects: [] };
  switch (message.kind) {
    case "ready":
      return { attempt, effects: [] };
    case "running":
      return running(attempt);
    case "patch":
      return number(attempt, { kind: "patch", ...ofAttempt(attempt.order), patch: message.patch });
    case "publish":
      return publish(attempt, message);
    case "drive": {
      const { request, asked } = message;
      return { attempt, effects: [{ kind: "drive", key: keyOf(attempt.order), request, asked }] };
    }
    case "secret":
      return {
        attempt,
        effects: [
          {
            kind: "read-secret",
            key: keyOf(attempt.order),
            request: message.request,
            name: message.name,
          },
        ],
      };
    case "interrupted":
      return interruptedIn(attempt, rank);
    case "settled":
      return settled(attempt, message, rank);
  }
}

function running(attempt: AttemptState): AttemptStep {
  const { order } = attempt;
  const watch: readonly AgentEffect[] =
    order.port === undefined ? [] : [{ kind: "probe", key: keyOf(order), order }];
  const limit = order.timeout === undefined ? [] : [wake(attempt, "timeout", order.timeout)];
  return {
    attempt: { ...attempt, phase: "running" },
    effects: [phase(attempt, "running"), ...watch, ...limit],
  };
}

function remembered(attempt: AttemptState): AttemptStep {
  // Only what waits to be remembered can be; a second word changes nothing.
  if (attempt.phase !== "settling") return { attempt, effects: [] };
  const settlement = attempt.unacknowledged.filter(({ kind }) => kind === "settle");
  return {
    attempt: { ...attempt, phase: "settled" },
    effects: [
      ...settlement.map((message): AgentEffect => ({ kind: "send", message })),
      { kind: "release", key: keyOf(attempt.order), order: attempt.order },
    ],
  };
}

function due(attempt: AttemptState, timer: Timer): AttemptStep {
  if (!isAlive(attempt)) return { attempt, effects: [] };
  if (timer === "terminate") return { attempt, effects: [signal(attempt, "SIGTERM")] };
  if (timer !== "timeout") return { attempt, effects: [signal(attempt, "SIGKILL")] };
  if (attempt.ending || attempt.verdict) return { attempt, effects: [] };
  const ending = { kind: "timeout", seconds: attempt.order.timeout ?? 0 } as const;
  return {
    attempt: { ...attempt, ending },
    effects: [
      tell(attempt, { kind: "abort" }),
      signal(attempt, "SIGTERM"),
      wake(attempt, "kill", defaultGrace),
    ],
  };
}

function line(
  attempt: AttemptState,
  { stream, line: text }: Extract<AttemptEvent, { kind: "line" }>,
  now: number,
): AttemptStep {
  const lastLines =
    stream === "stderr" ? [...attempt.lastLines, text].slice(-keptLines) : attempt.lastLines;
  const message = {
    kind: "log",
    ...ofAttempt(attempt.order),
    stream,
    line: text,
    at: new Date(now).toISOString(),
  } as const;
  return { attempt: { ...attempt, lastLines }, effects: [{ kind: "send", message }] };
}

const driveAnswer = ({ request, answer }: Extract<AttemptEvent, { kind: "drive" }>) =>
  "failed" in answer
    ? ({ kind: "drive-failed", request, message: answer.failed } as const)
    : ({ kind: "drive", request, keys: answer.keys } as const);

function secretAnswer(
  order: AttemptOrder,
  { request, name, value }: Extract<AttemptEvent, { kind: "secret" }>,
) {
  if (value !== undefined) return { kind: "secret", request, value } as const;
  return {
    kind: "secret-missing",
    request,
    message: `${order.work} asks for the secret ${name}, and there is none by that name.`,
  } as const;
}
