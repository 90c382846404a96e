import type { ControllerMessage } from "#protocol/agent.ts";
import { reduceAttempt, startAttempt } from "./attempt.ts";
import { stopAttempt, tellAttempt } from "./command.ts";
import type { AgentEffect, AttemptStep } from "./effect.ts";
import type { AgentEvent, AttemptEvent, KeptSettlement } from "./event.ts";
import {
  type AgentState,
  type AttemptState,
  inTouch,
  isOver,
  keyOf,
  type LogMessage,
  newAttempt,
  ofAttempt,
} from "./state.ts";
import { fence, fencedWorks, isIsolated, isOrphan, oneBeatMore } from "./witness.ts";

export interface AgentStep {
  readonly state: AgentState;
  readonly effects: readonly AgentEffect[];
}

const beatMilliseconds = 3_000;
const leavingGrace = 5;
const backlogLimit = 1_000;

/** One step of the agent. Pure: the same state and event at the same time give the same step. */
export function reduce(state: AgentState, event: AgentEvent, now: number): AgentStep {
  switch (event.kind) {
    case "started":
      return { state: { ...state, attempts: keptAttempts(event.kept) }, effects: [beatLater] };
    case "connected":
      return connected(state);
    case "disconnected":
      return { state: { ...state, link: "down" }, effects: [] };
    case "beat":
      return beat(state, now);
    case "fences":
      return fences(state, event.generations, now);
    case "notice":
      return noticed(state, event, now);
    case "orphaned":
      return leave(state, now);
    case "told":
      return event.message.epoch < state.epoch
        ? { state, effects: event.message.kind === "welcome" ? [{ kind: "reconnect" }] : [] }
        : told({ ...state, epoch: event.message.epoch, witness: inTouch }, event.message, now);
    default:
      return reduceOne(state, event, now);
  }
}

function connected(before: AgentState): AgentStep {
  const number = before.connections + 1;
  const state: AgentState = { ...before, link: "greeting", connections: number };
  return { state, effects: [{ kind: "greet", running: runningHere(state), number }] };
}

const beatLater: AgentEffect = { kind: "beat-later", milliseconds: beatMilliseconds };

function told(state: AgentState, message: ControllerMessage, now: number): AgentStep {
  switch (message.kind) {
    case "welcome":
      return { state: { ...state, link: "up", backlog: [] }, effects: catchUp(state) };
    case "shutdown":
      return leave(state, now);
    case "run":
      return run(state, message.order, now);
    default: {
      const attempt = state.attempts[keyOf(message)];
      return attempt === undefined
        ? { state, effects: message.kind === "stop" ? [neverBegan(message)] : [] }
        : merge(state, tellAttempt(attempt, message, now));
    }
  }
}

/** Its order was given up on the way here: whoever waits for its end need not. */
function neverBegan({
  call,
  attempt,
  work,
  reason,
}: Extract<ControllerMessage, { kind: "stop" }>): AgentEffect {
  const nothing = { patch: { set: {}, removed: [] }, published: [] };
  const outcome = { kind: "stopped", reason } as const;
  return {
    kind: "send",
    message: { kind: "settle", call, attempt, work, sequence: 1, outcome, ...nothing },
  };
}

/**
 * The order may come again after a lost link; the attempt is started once. It waits while another attempt of
 * its work is not over here: two never run at a time, whatever controllers have come to believe.
 */
function run(state: AgentState, order: AttemptState["order"], now: number): AgentStep {
  if (state.attempts[keyOf(order)] !== undefined || state.leaving) return { state, effects: [] };
  const before = aliveOf(state, order.work);
  if (before.length === 0) return merge(state, startAttempt(newAttempt(order)));
  const waiting = { ...state.waiting, [order.work]: order };
  return forEach({ ...state, waiting }, (attempt) =>
    before.includes(attempt)
      ? stopAttempt(attempt, { reason: "lost", graceSeconds: leavingGrace }, now)
      : { attempt, effects: [] },
  );
}

const aliveOf = (state: AgentState, work: string): readonly AttemptState[] =>
  Object.values(state.attempts).filter(
    (attempt) => attempt.order.work === work && !isOver(attempt),
  );

/** What waited for the work's attempts to be over. */
function startWaiting(state: AgentState, work: string): AgentStep {
  const { [work]: next, ...waiting } = state.waiting;
  if (next === undefined || aliveOf(state, work).length > 0 || state.leaving)
    return { state, effects: [] };
  return merge({ ...state, waiting }, startAttempt(newAttempt(next)));
}

function beat(before: AgentState, now: number): AgentStep {
  const up = before.link === "up";
  const state = { ...before, witness: up ? inTouch : oneBeatMore(before.witness) };
  if (up)
    return {
      state,
      effects: [{ kind: "send", message: { kind: "beat", works: worksHere(state) } }, beatLater],
    };
  if (isOrphan(state.witness)) return leave(state, now);
  const ask: AgentEffect = { kind: "read-fences", works: fencedWorks(state) };
  if (!isIsolated(state.witness)) return { state, effects: [ask, beatLater] };
  const stopped = forEach(state, (attempt) =>
    stopAttempt(attempt, { reason: "lost", graceSeconds: leavingGrace }, now),
  );
  return { state: stopped.state, effects: [...stopped.effects, ask, beatLater] };
}

function fences(
  before: AgentState,
  generations: Readonly<Record<string, number>>,
  now: number,
): AgentStep {
  const heard = Object.keys(generations).length > 0;
  const state = heard ? { ...before, witness: { ...before.witness, alone: 0 } } : before;
  return forEach(state, (attempt) => fence(attempt, generations[attempt.order.work] ?? 0, now));
}

/** Told once: the platform repeats itself until the machine is gone. */
function noticed(
  state: AgentState,
  { reason, deadline }: Extract<AgentEvent, { kind: "notice" }>,
  now: number,
): AgentStep {
  if (state.notice?.reason === reason && state.notice.deadline === deadline)
    return { state, effects: [] };
  const notice = { reason, deadline };
  const step = forEach({ ...state, notice }, (attempt) =>
    tellAttempt(
      attempt,
      { kind: "interrupt", ...ofAttempt(attempt.order), ...notice, epoch: state.epoch },
      now,
    ),
  );
  return {
    state: step.state,
    effects: [...whenUp(state, { kind: "notice", ...notice }), ...step.effects],
  };
}

function forEach(state: AgentState, change: (attempt: AttemptState) => AttemptStep): AgentStep {
  let step: AgentStep = { state, effects: [] };
  for (const attempt of Object.values(state.attempts)) {
    const changed = merge(step.state, change(attempt));
    step = { state: changed.state, effects: [...step.effects, ...changed.effects] };
  }
  return step;
}

function reduceOne(state: AgentState, event: AttemptEvent, now: number): AgentStep {
  const attempt = state.attempts[event.key];
  if (attempt === undefined) return { state, effects: [] };
  return merge(state, reduceAttempt(attempt, event, now));
}

/** Takes an attempt's step into the agent's: attempts that are done leave, lines wait for somebody to listen. */
function merge(state: AgentState, { attempt, effects }: AttemptStep): AgentStep {
  const key = keyOf(attempt.order);
  const done = attempt.phase === "settled" && attempt.unacknowledged.length === 0;
  const { [key]: _, ...others } = state.attempts;
  const attempts = done ? others : { ...others, [key]: attempt };
  const forget: readonly AgentEffect[] = done ? [{ kind: "forget", key }] : [];
  const up = state.link === "up";
  const unheard = up
    ? []
    : effects.flatMap((effect) =>
        effect.kind === "send" && effect.message.kind === "log" ? [effect.message] : [],
      );
  const next: AgentState = { ...state, attempts, backlog: trimmed([...state.backlog, ...unheard]) };
  const heard = effects.filter((effect) => up || effect.kind !== "send");
  const follows = startWaiting(next, attempt.order.work);
  return {
    state: follows.state,
    effects: [...heard, ...forget, ...follows.effects, ...exitWhenEmpty(follows.state)],
  };
}

const trimmed = (lines: readonly LogMessage[]): readonly LogMessage[] =>
  lines.length > backlogLimit ? lines.slice(-backlogLimit) : lines;

/** Ends everything here. Settlements are on disk by then, so nothing waits for acknowledgements. */
function leave(state: AgentState, now: number): AgentStep {
  const step = forEach({ ...state, leaving: true, waiting: {} }, (attempt) =>
    stopAttempt(attempt, { reason: "stopped", graceSeconds: leavingGrace }, now),
  );
  return {
    state: step.state,
    effects: [...step.effects, ...exitWhenEmpty(step.state)].filter(onlyOneExit()),
  };
}

function exitWhenEmpty(state: AgentState): readonly AgentEffect[] {
  const busy = Object.values(state.attempts).some(({ phase }) => phase !== "settled");
  return state.leaving && !busy ? [{ kind: "exit", code: 0 }] : [];
}

function onlyOneExit(): (effect: AgentEffect) => boolean {
  let seen = false;
  return ({ kind }) => {
    const repeated = kind === "exit" && seen;
    seen ||= kind === "exit";
    return !repeated;
  };
}

/** After a new link: what was not acknowledged, in order, and where everything stands. */
function catchUp(state: AgentState): readonly AgentEffect[] {
  const standing = Object.values(state.attempts).flatMap((attempt) => [
    ...standingOf(attempt),
    ...unsent(attempt),
  ]);
  const notice = state.notice === undefined ? [] : [{ kind: "notice", ...state.notice } as const];
  return [...notice, ...standing, ...state.backlog].map((message) => ({ kind: "send", message }));
}

function standingOf({ order, phase, address }: AttemptState) {
  if (phase !== "preparing" && phase !== "starting" && phase !== "running") return [];
  const at = { kind: "phase", ...ofAttempt(order), phase } as const;
  return address === undefined
    ? [at]
    : [at, { kind: "service", ...ofAttempt(order), ready: true, address } as const];
}

const unsent = ({ unacknowledged, phase }: AttemptState) =>
  unacknowledged.filter(({ kind }) => kind !== "settle" || phase === "settled");

const whenUp = (
  state: AgentState,
  message: Extract<AgentEffect, { kind: "send" }>["message"],
): readonly AgentEffect[] => (state.link === "up" ? [{ kind: "send", message }] : []);

const runningHere = (state: AgentState) =>
  Object.values(state.attempts).map(({ order, sequence }) => ({
    ...ofAttempt(order),
    lastSequence: sequence,
  }));

const worksHere = (state: AgentState): readonly string[] =>
  Object.values(state.attempts).map(({ order }) => order.work);

function keptAttempts(kept: readonly KeptSettlement[]): AgentState["attempts"] {
  return Object.fromEntries(
    kept.map(({ order, settlement, before }) => [
      keyOf(order),
      {
        ...newAttempt(order),
        phase: "settled" as const,
        sequence: settlement.sequence,
        unacknowledged: [...before, settlement],
      },
    ]),
  );
}
