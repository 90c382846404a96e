import type { OutputPath, PublishedVersion } from "#protocol/call.ts";
import type { FromWork } from "#protocol/work-process.ts";
import { type AgentEffect, type AttemptStep, tell } from "./effect.ts";
import type { AttemptEvent } from "./event.ts";
import { outcomeOf } from "./outcome.ts";
import { number, settle } from "./settlement.ts";
import { type AttemptState, isBeside, keyOf, ofAttempt } from "./state.ts";

/** `path.publish()` while the run goes on; the version before is what this attempt or an earlier one published last. */
export function publish(
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

/** The run is over and went well: what it left at its Paths becomes their next versions, or what they were. */
export function publishResults(attempt: AttemptState): AttemptStep {
  const { order } = attempt;
  const effects = outputs(attempt).map(
    (output, index): AgentEffect => ({
      kind: "publish",
      key: keyOf(order),
      order,
      output,
      move: true,
      number: attempt.publishes + index + 1,
      request: undefined,
    }),
  );
  const publishing = order.outputs.map(({ name }) => name);
  return { attempt: { ...attempt, phase: "publishing", publishing }, effects };
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

export function published(
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
  // What it wrote is on the volume: node 0 makes the version.
  if (isBeside(attempt)) return { attempt, effects: [answer] };
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
  if (!attempt.publishing.includes(path)) return { attempt, effects: [] };
  const publishing = attempt.publishing.filter((name) => name !== path);
  const results = version === undefined ? attempt.results : [...attempt.results, version];
  const next = { ...attempt, publishing, results };
  return publishing.length > 0
    ? { attempt: next, effects: [] }
    : settle(next, outcomeOf(next, undefined));
}

export function publishFailed(
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
