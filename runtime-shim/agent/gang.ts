import type { ControllerMessage } from "#protocol/agent.ts";
import type { Outcome } from "#protocol/call.ts";
import type { Reason } from "#protocol/status.ts";
import type { FromWork } from "#protocol/work-process.ts";
import { type AttemptStep, defaultGrace, signal, wake } from "./effect.ts";
import type { AttemptEvent } from "./event.ts";
import { type Exit, outcomeOf } from "./outcome.ts";
import { publishResults } from "./publishing.ts";
import { settle } from "./settlement.ts";
import {
  type AttemptState,
  isAlive,
  isBeside,
  isOver as isSettled,
  ofAttempt,
  processesHere,
} from "./state.ts";

/** State and what follows from running are the first node's. */
export const isOfRankZero = ({ kind }: FromWork): boolean => kind === "running" || kind === "patch";

/** Nodes whose end this machine waits for: of several machines, node 0's waits for all. */
const nodesOf = (attempt: AttemptState): number =>
  isBeside(attempt) ? 1 : (attempt.order.nodes ?? 1);

/** A stop needs no more patience than its handlers; a notice leaves the rest of its time to the run. */
export function interruptedIn(before: AttemptState, rank: number): AttemptStep {
  const attempt = { ...before, handled: [...new Set([...before.handled, rank])] };
  const all = attempt.handled.length >= processesHere(attempt.order);
  const stops = all && attempt.ending?.kind === "stop";
  return { attempt, effects: stops ? [signal(attempt, "SIGTERM")] : [] };
}

export function settled(
  attempt: AttemptState,
  { outcome, patch }: Extract<FromWork, { kind: "settled" }>,
  rank: number,
): AttemptStep {
  if (rank > 0) return { attempt: settledBeside(attempt, outcome, rank), effects: [] };
  return {
    attempt: { ...attempt, verdict: attempt.verdict ?? { outcome, patch } },
    // With one node nobody has to be waited for.
    effects: nodesOf(attempt) === 1 ? [wake(attempt, "linger", defaultGrace)] : [],
  };
}

function settledBeside(attempt: AttemptState, outcome: Outcome, rank: number): AttemptState {
  if (outcome.kind === "succeeded")
    return { ...attempt, returned: [...new Set([...attempt.returned, rank])] };
  return { ...attempt, broken: attempt.broken ?? ofRank(outcome, rank) };
}

/** Which of several nodes it was, a person must know. */
const ofRank = (outcome: Outcome, rank: number): Outcome =>
  outcome.kind === "failed"
    ? {
        kind: "failed",
        failure: { ...outcome.failure, message: `on node ${rank}: ${outcome.failure.message}` },
      }
    : outcome;

/**
 * Several nodes are one attempt: the first that goes without having returned takes the others with it, and
 * the attempt is over when the last has gone.
 */
export function ended(
  before: AttemptState,
  { code, signal: name, rank = 0 }: Extract<AttemptEvent, { kind: "ended" }>,
): AttemptStep {
  if (!isAlive(before) || before.gone.includes(rank)) return { attempt: before, effects: [] };
  const exit = { code, signal: name };
  const attempt: AttemptState = {
    ...before,
    gone: [...before.gone, rank],
    ...(rank === 0 && { exit }),
    broken: before.broken ?? brokenBy(before, exit, rank),
  };
  return goesOn(attempt);
}

/** Unless it is over: without one of its nodes the others end. */
function goesOn(attempt: AttemptState): AttemptStep {
  if (isOver(attempt)) return over(attempt);
  return { attempt, effects: attempt.broken ? [signal(attempt, "SIGKILL")] : [] };
}

/** What is left of it on other machines, once it has failed, is ended by the controller. */
function isOver(attempt: AttemptState): boolean {
  const { order, gone, broken, ending, verdict } = attempt;
  if (gone.length === nodesOf(attempt)) return true;
  const returned = verdict?.outcome.kind === "succeeded" && ending?.kind !== "stop";
  if (order.node === undefined || !gone.includes(0)) return false;
  return broken !== undefined || (ending !== undefined && !returned);
}

/** Node 0 has returned, and waits for nodes that will not. */
export function stopWaiting(before: AttemptState, reason: Reason): AttemptStep {
  const attempt: AttemptState = { ...before, ending: { kind: "stop", reason } };
  if (isOver(attempt)) return over(attempt);
  return { attempt, effects: [signal(attempt, "SIGKILL")] };
}

/** A node on another machine has ended. */
export function endedElsewhere(
  before: AttemptState,
  { rank, outcome }: Extract<ControllerMessage, { kind: "node" }>,
): AttemptStep {
  if (before.order.node?.rank !== 0 || isSettled(before) || before.gone.includes(rank))
    return { attempt: before, effects: [] };
  const gone = { ...before, gone: [...before.gone, rank] };
  const attempt =
    outcome.kind === "succeeded"
      ? { ...gone, returned: [...gone.returned, rank] }
      : { ...gone, broken: gone.broken ?? ofRank(outcome, rank) };
  return isAlive(attempt) ? goesOn(attempt) : { attempt, effects: [] };
}

/** How a rank has ended that did not end well; being stopped is no fault of its own. */
function brokenBy(attempt: AttemptState, exit: Exit, rank: number): Outcome | undefined {
  if (nodesOf(attempt) === 1 || attempt.returned.includes(rank)) return undefined;
  const own: AttemptState = rank === 0 ? attempt : { ...attempt, verdict: undefined };
  const outcome = outcomeOf(own, exit);
  return outcome.kind === "succeeded" ? undefined : ofRank(outcome, rank);
}

function over(attempt: AttemptState): AttemptStep {
  const gone = withService(attempt, false);
  const outcome = (!attempt.ending && attempt.broken) || outcomeOf(attempt, attempt.exit);
  const publishes = outcome.kind === "succeeded" && attempt.order.outputs.length > 0;
  const step = publishes ? publishResults(gone.attempt) : settle(gone.attempt, outcome);
  return { attempt: step.attempt, effects: [...gone.effects, ...step.effects] };
}

function withService(attempt: AttemptState, ready: boolean): AttemptStep {
  const { address, order } = attempt;
  if (address === undefined) return { attempt, effects: [] };
  return {
    attempt: { ...attempt, address: undefined },
    effects: [{ kind: "send", message: { kind: "service", ...ofAttempt(order), ready, address } }],
  };
}
