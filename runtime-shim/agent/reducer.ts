import type { ControllerMessage } from "#protocol/agent.ts";
import { reduceAttempt, startAttempt } from "./attempt.ts";
import { stopAttempt, tellAttempt } from "./command.ts";
import type { AgentEffect, AttemptStep } from "./effect.ts";
import type { AgentEvent, AttemptEvent, KeptSettlement } from "./event.ts";
import {
  type AgentState,
  type AttemptState,
  keyOf,
  type LogMessage,
  newAttempt,
  ofAttempt,
} from "./state.ts";

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
      return {
        state: { ...state, link: "greeting" },
        effects: [{ kind: "greet", running: runningHere(state) }],
      };
    case "disconnected":
      return { state: { ...state, link: "down" }, effects: [] };
    case "beat":
      return {
        state,
        effects: [...whenUp(state, { kind: "beat", works: worksHere(state) }), beatLater],
      };
    case "orphaned":
      return leave(state, now);
    case "told":
      return event.message.epoch < state.epoch
        ? { state, effects: [] }
        : told({ ...state, epoch: event.message.epoch }, event.message, now);
    default:
      return reduceOne(state, event, now);
  }
}

const beatLater: AgentEffect = { kind: "beat-later", milliseconds: beatMilliseconds };

function told(state: AgentState, message: ControllerMessage, now: number): AgentStep {
  switch (message.kind) {
    case "welcome":
      return { state: { ...state, link: "up", backlog: [] }, effects: catchUp(state) };
    case "shutdown":
      return leave(state, now);
    case "run":
      return run(state, message.order);
    default: {
      const attempt = state.attempts[keyOf(message)];
      return attempt === undefined
        ? { state, effects: [] }
        : merge(state, tellAttempt(attempt, message, now));
    }
  }
}

/** The order may come again after a lost link; the attempt is started once. */
function run(state: AgentState, order: AttemptState["order"]): AgentStep {
  const known = state.attempts[keyOf(order)] !== undefined;
  return known || state.leaving
    ? { state, effects: [] }
    : merge(state, startAttempt(newAttempt(order)));
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
  return { state: next, effects: [...heard, ...forget, ...exitWhenEmpty(next)] };
}

const trimmed = (lines: readonly LogMessage[]): readonly LogMessage[] =>
  lines.length > backlogLimit ? lines.slice(-backlogLimit) : lines;

/** Ends everything here. Settlements are on disk by then, so nothing waits for acknowledgements. */
function leave(state: AgentState, now: number): AgentStep {
  let step: AgentStep = { state: { ...state, leaving: true }, effects: [] };
  for (const attempt of Object.values(state.attempts)) {
    const stopped = merge(
      step.state,
      stopAttempt(attempt, { reason: "stopped", graceSeconds: leavingGrace }, now),
    );
    step = { state: stopped.state, effects: [...step.effects, ...stopped.effects] };
  }
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
  return [...standing, ...state.backlog].map((message) => ({ kind: "send", message }));
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
    kept.map(({ order, settlement }) => [
      keyOf(order),
      {
        ...newAttempt(order),
        phase: "settled" as const,
        sequence: settlement.sequence,
        unacknowledged: [settlement],
      },
    ]),
  );
}
