import type { AttemptOrder, OutputPath, PublishedVersion } from "#protocol/call.ts";
import type { FromWork } from "#protocol/work-process.ts";
import type { AgentEffect } from "./effect.ts";
import type { AttemptEvent, Timer } from "./event.ts";
import { outcomeOf } from "./outcome.ts";
import { number, settle } from "./settlement.ts";
import { type AttemptState, keyOf, ofAttempt } from "./state.ts";

export interface AttemptStep {
  readonly attempt: AttemptState;
  readonly effects: readonly AgentEffect[];
}

/** Seconds a work has to end after SIGTERM where nobody said otherwise. */
export const defaultGrace = 5;
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
      return settle(
        attempt,
        attempt.ending ? outcomeOf(attempt, undefined) : { kind: "failed", failure: event.failure },
      );
    case "said":
      return said(attempt, event.message);
    case "line":
      return line(attempt, event, now);
    case "ended":
      return ended(attempt, event);
    case "published":
      return published(attempt, event);
    case "publish-failed":
      return publishFailed(attempt, event);
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
  { places, environment }: Extract<AttemptEvent, { kind: "prepared" }>,
): AttemptStep {
  if (attempt.ending) return settle(attempt, outcomeOf(attempt, undefined));
  const { order } = attempt;
  return {
    attempt: { ...attempt, phase: "starting" },
    effects: [
      phase(attempt, "starting"),
      { kind: "spawn", key: keyOf(order), order, places, environment },
    ],
  };
}

function said(attempt: AttemptState, message: FromWork): AttemptStep {
  switch (message.kind) {
    case "ready":
      return { attempt, effects: [] };
    case "running":
      return running(attempt);
    case "patch":
      return number(attempt, { kind: "patch", ...ofAttempt(attempt.order), patch: message.patch });
    case "publish":
      return publish(attempt, message);
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
      // A stop needs no more patience than its handler; a notice leaves the rest of its time to the run.
      return {
        attempt,
        effects: attempt.ending?.kind === "stop" ? [signal(attempt, "SIGTERM")] : [],
      };
    case "settled":
      return {
        attempt: {
          ...attempt,
          verdict: attempt.verdict ?? { outcome: message.outcome, patch: message.patch },
        },
        effects: [wake(attempt, "linger", defaultGrace)],
      };
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

function publish(
  attempt: AttemptState,
  { request, path, move }: Extract<FromWork, { kind: "publish" }>,
): AttemptStep {
  const output = outputs(attempt).find(({ name }) => name === path);
  if (output === undefined) {
    return {
      attempt,
      effects: [
        tell(attempt, {
          kind: "publish-failed",
          request,
          message: `${path} is no Path of ${attempt.order.work}.`,
        }),
      ],
    };
  }
  return {
    attempt: { ...attempt, publishes: attempt.publishes + 1 },
    effects: [
      {
        kind: "publish",
        key: keyOf(attempt.order),
        order: attempt.order,
        output,
        move,
        number: attempt.publishes + 1,
        request,
      },
    ],
  };
}

/** The work's Paths, each with the version before what is published next. */
function outputs({ order, latest }: AttemptState): readonly OutputPath[] {
  return order.outputs.map((output) => {
    const newest = latest[output.name];
    return newest === undefined
      ? output
      : { ...output, previous: { version: newest.version, manifest: newest.manifest } };
  });
}

function ended(
  attempt: AttemptState,
  event: Extract<AttemptEvent, { kind: "ended" }>,
): AttemptStep {
  const gone = withService(attempt, false);
  const outcome = outcomeOf(attempt, event);
  if (outcome.kind !== "succeeded" || attempt.order.outputs.length === 0) {
    const step = settle(gone.attempt, outcome);
    return { attempt: step.attempt, effects: [...gone.effects, ...step.effects] };
  }
  const effects = outputs(attempt).map(
    (output, index): AgentEffect => ({
      kind: "publish",
      key: keyOf(attempt.order),
      order: attempt.order,
      output,
      move: true,
      number: attempt.publishes + index + 1,
      request: undefined,
    }),
  );
  const publishing = attempt.order.outputs.map(({ name }) => name);
  return {
    attempt: { ...gone.attempt, phase: "publishing", publishing },
    effects: [...gone.effects, ...effects],
  };
}

function withService(attempt: AttemptState, ready: boolean): AttemptStep {
  const { address, order } = attempt;
  if (address === undefined) return { attempt, effects: [] };
  return {
    attempt: { ...attempt, address: undefined },
    effects: [{ kind: "send", message: { kind: "service", ...ofAttempt(order), ready, address } }],
  };
}

function published(
  attempt: AttemptState,
  event: Extract<AttemptEvent, { kind: "published" }>,
): AttemptStep {
  return event.request === undefined
    ? publishedLast(attempt, event.path, event.published)
    : publishedMidRun(attempt, event, event.request);
}

function publishedMidRun(
  attempt: AttemptState,
  event: Extract<AttemptEvent, { kind: "published" }>,
  request: number,
): AttemptStep {
  const answer = tell(attempt, { kind: "published", request, published: event.published });
  const before = outputs(attempt).find(({ name }) => name === event.path)?.previous?.version;
  if (event.published === undefined || event.published.version === before)
    return { attempt, effects: [answer] };
  const version: PublishedVersion = attempt.noticed
    ? { ...event.published, partial: true }
    : event.published;
  const known = { ...attempt, latest: { ...attempt.latest, [event.path]: version } };
  const step = number(known, { kind: "publish", ...ofAttempt(attempt.order), published: version });
  return { attempt: step.attempt, effects: [...step.effects, answer] };
}

function publishedLast(
  attempt: AttemptState,
  path: string,
  version: PublishedVersion | undefined,
): AttemptStep {
  const publishing = attempt.publishing.filter((name) => name !== path);
  const results = version === undefined ? attempt.results : [...attempt.results, version];
  const next = { ...attempt, publishing, results };
  return publishing.length > 0
    ? { attempt: next, effects: [] }
    : settle(next, outcomeOf(next, undefined));
}

function publishFailed(
  attempt: AttemptState,
  { request, path, message }: Extract<AttemptEvent, { kind: "publish-failed" }>,
): AttemptStep {
  if (request !== undefined)
    return { attempt, effects: [tell(attempt, { kind: "publish-failed", request, message })] };
  if (attempt.phase !== "publishing") return { attempt, effects: [] };
  // The run itself went well: it is the store that failed, and another attempt may find it mended.
  return settle(attempt, {
    kind: "failed",
    failure: { reason: "lost", message: `${path} could not be published: ${message}` },
  });
}

function remembered(attempt: AttemptState): AttemptStep {
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
  if (attempt.phase !== "starting" && attempt.phase !== "running") return { attempt, effects: [] };
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

export function phase(
  { order }: AttemptState,
  name: "preparing" | "starting" | "running",
  detail?: string,
): AgentEffect {
  return {
    kind: "send",
    message: {
      kind: "phase",
      ...ofAttempt(order),
      phase: name,
      ...(detail !== undefined && { detail }),
    },
  };
}

export const tell = (
  { order }: AttemptState,
  message: Extract<AgentEffect, { kind: "tell" }>["message"],
): AgentEffect => ({
  kind: "tell",
  key: keyOf(order),
  message,
});

export const signal = ({ order }: AttemptState, name: "SIGTERM" | "SIGKILL"): AgentEffect => ({
  kind: "signal",
  key: keyOf(order),
  signal: name,
});

export const wake = ({ order }: AttemptState, timer: Timer, seconds: number): AgentEffect => ({
  kind: "wake",
  key: keyOf(order),
  timer,
  milliseconds: Math.max(0, seconds * 1000),
});
