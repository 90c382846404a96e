import type { AgentMessage } from "#protocol/agent.ts";
import { agentProtocol } from "#protocol/agent.ts";
import { readKeys } from "#protocol/flow.ts";
import { noteBoot } from "./boots.ts";
import { retireVersions } from "./collect.ts";
import { becomeIdle } from "./idle.ts";
import { closeService, lose } from "./losing.ts";
import { mayHaveStrangers } from "./machine-list.ts";
import { isConnected, machineNamed, noteMachine } from "./machines.ts";
import { retryTime } from "./retries.ts";
import { heard } from "./silence.ts";
import type { Call, Core, Held } from "./state.ts";
import { effect, record, say, type Turn } from "./turn.ts";
import { asSentence, brief } from "./why.ts";

type Kind = AgentMessage["kind"];
type Of<K extends Kind> = AgentMessage & { readonly kind: K };
type Handlers = { readonly [K in Kind]: (turn: Turn, message: Of<K>, machine: string) => void };

/** What an agent says of the attempts on its machine. Only the current attempt of a call is believed; what came before is acknowledged and dropped. */
export function fromAgent(turn: Turn, machine: string, message: AgentMessage): void {
  heard(turn, machine);
  // An agent speaks for its own machine, and for nobody before it has said hello to this controller.
  if (
    message.kind === "hello" ? message.machine !== machine : !speaksFor(turn.core, machine, message)
  )
    return;
  Reflect.apply(handlers[message.kind], undefined, [turn, message, machine]);
}

const handlers = {
  hello,
  beat: () => {},
  // A replacement is asked for at once; a recommendation to move takes nothing away yet.
  notice: (turn, { reason, deadline }, machine) => {
    const { core } = turn;
    const agent = core.live.agents.get(machine);
    if (agent === undefined || reason === "rebalance") return;
    if (!agent.noticed) say(turn, "root", `${machine} is taken away at ${deadline} (${reason}).`);
    core.live.agents.set(machine, { ...agent, noticed: true });
    noteMachine(core);
  },
  phase: (turn, message) =>
    onCurrent(turn, message, (call) => {
      const { phases, dirty } = turn.core.live;
      if (message.phase !== "running") phases.set(message.work, message.detail ?? "");
      else phases.delete(message.work);
      dirty.add(readKeys.work(message.work, "machine"));
      if (message.phase === "running" && call.stage === "starting")
        record(turn, { kind: "running", ...of(message) });
    }),
  log: (turn, { work, stream, line, at }) =>
    effect(turn, { kind: "log", line: { component: work, stream, line, at } }),
  patch: (turn, message, machine) =>
    onNext(turn, { message, machine }, () =>
      record(turn, {
        kind: "patch",
        ...of(message),
        sequence: message.sequence,
        patch: message.patch,
      }),
    ),
  service,
  publish: (turn, message, machine) =>
    onNext(turn, { message, machine }, () => {
      record(turn, {
        kind: "publish",
        ...of(message),
        sequence: message.sequence,
        published: message.published,
      });
      retireVersions(turn, message.work);
    }),
  settle: (turn, message, machine) =>
    onNext(turn, { message, machine }, (call) => settle(turn, call, message)),
} satisfies Handlers;

interface OfAttempt {
  readonly work: string;
  readonly call: string;
  readonly attempt: number;
}

const of = ({ work, call, attempt }: OfAttempt): OfAttempt => ({ work, call, attempt });

function speaksFor(
  core: Core,
  machine: string,
  message: Exclude<AgentMessage, { readonly kind: "hello" }>,
): boolean {
  if (!isConnected(core, machine)) return false;
  const call = "call" in message ? core.ledger.calls.get(message.call) : undefined;
  return call === undefined || call.attempt !== ofAttempt(message) || call.machine === machine;
}

const ofAttempt = (message: AgentMessage): number | undefined =>
  "attempt" in message ? message.attempt : undefined;

function hello(turn: Turn, { machine, running, connection, ...told }: Of<"hello">): void {
  const { live, ledger } = turn.core;
  const known = machineNamed(turn.core, machine);
  // Never launched, or over: nothing is said to it, and the list of machines decides.
  if (known === undefined) {
    mayHaveStrangers(turn);
    return;
  }
  const before = live.agents.get(machine);
  live.agents.set(machine, {
    ...before,
    connected: true,
    heardAt: turn.now,
    suspect: false,
    came: true,
    ...(connection && { connection }),
  });
  noteBoot(turn, known, told);
  live.stillborn = 0;
  live.stopsSent.clear();
  effect(turn, {
    kind: "agent",
    machine,
    message: { kind: "welcome", epoch: ledger.epoch, protocol: agentProtocol.newest },
  });
  noteMachine(turn.core);
  for (const work of [...ledger.works.values()]) {
    const call = ledger.calls.get(work.current ?? "");
    if (call?.machine === machine && !running.some((each) => isAttempt(call, each))) {
      lose(turn, call, {
        reason: "interrupted",
        message: "The controller or its agent was restarted.",
        proven: true,
      });
    }
    const { held } = work;
    if (held?.machine === machine && !running.some((each) => isHeld(held, each)))
      record(turn, { kind: "over", work: work.name, call: held.call, attempt: held.attempt });
  }
  for (const attempt of running) stopStale(turn, machine, attempt);
  if (known.stage === "ending") shutDown(turn, machine);
}

const isHeld = (held: Held, { call, attempt }: OfAttempt): boolean =>
  held.call === call && held.attempt === attempt;

/** It was given up while its agent was away. */
function stopStale(turn: Turn, machine: string, attempt: OfAttempt): void {
  const call = turn.core.ledger.calls.get(attempt.call);
  const isCurrent = turn.core.ledger.works.get(attempt.work)?.current === attempt.call;
  if (isCurrent && call !== undefined && isAttempt(call, attempt)) return;
  const { epoch } = turn.core.ledger;
  const stop = { kind: "stop", epoch, reason: "lost", graceSeconds: 5 } as const;
  effect(turn, { kind: "agent", machine, message: { ...stop, ...of(attempt) } });
}

const shutDown = (turn: Turn, machine: string): void =>
  effect(turn, {
    kind: "agent",
    machine,
    message: { kind: "shutdown", epoch: turn.core.ledger.epoch },
  });

const isAttempt = (call: Call, { call: id, attempt }: OfAttempt): boolean =>
  call.id === id && call.attempt === attempt;

function settle(turn: Turn, call: Call, message: Of<"settle">): void {
  closeService(turn, message.work);
  turn.core.live.phases.delete(message.work);
  const { outcome, patch, published, sequence } = message;
  const settings = turn.core.live.works.get(message.work)?.settings;
  const retryAt = settings && retryTime(outcome, { call, settings, now: turn.now });
  record(turn, { kind: "settle", ...of(message), sequence, outcome, patch, published, retryAt });
  retireVersions(turn, message.work);
  becomeIdle(turn, message.work);
  if (retryAt !== undefined && outcome.kind === "failed") {
    const { reason, message: why } = outcome.failure;
    const wait = Math.round((retryAt - turn.now) / 1000);
    const then = wait === 0 ? "It is tried again." : `It is tried again in ${wait} s.`;
    const how = reason === "interrupted" ? "was interrupted" : "failed";
    say(turn, message.work, `Attempt ${message.attempt} ${how}: ${asSentence(brief(why))} ${then}`);
  }
}

function service(turn: Turn, message: Of<"service">): void {
  onCurrent(turn, message, (call) => {
    const { live, ledger } = turn.core;
    const { work, address, ready } = message;
    if (!ready) {
      closeService(turn, work);
      return;
    }
    live.services.set(work, { call: call.id, address, readyAt: ledger.order });
    live.dirty.add(readKeys.work(work, "url"));
    effect(turn, { kind: "route", work, address });
    const url = live.routes.get(work) ?? "";
    effect(turn, { kind: "emit", event: { event: "url", work, url } });
    const patch = { set: {}, removed: [] };
    effect(turn, {
      kind: "agent",
      machine: call.machine ?? "",
      message: { kind: "state", epoch: ledger.epoch, ...of(message), patch, url },
    });
  });
}

function onCurrent(turn: Turn, message: OfAttempt, then: (call: Call) => void): void {
  const call = turn.core.ledger.calls.get(message.call);
  const current = turn.core.ledger.works.get(message.work)?.current;
  if (call !== undefined && current === call.id && isAttempt(call, message)) then(call);
}

interface Numbered {
  readonly message: OfAttempt & { readonly sequence: number };
  readonly machine: string;
}

/** Each sequence once, in order; whatever is known or from an attempt before is acknowledged again, so that it stops coming. */
function onNext(turn: Turn, { message, machine }: Numbered, then: (call: Call) => void): void {
  const call = turn.core.ledger.calls.get(message.call);
  const isCurrent = call !== undefined && isAttempt(call, message);
  if (isCurrent && message.sequence > call.sequence + 1) return;
  if (isCurrent && message.sequence === call.sequence + 1) onCurrent(turn, message, then);
  const held = turn.core.ledger.works.get(message.work)?.held;
  if (held !== undefined && isHeld(held, message) && "outcome" in message)
    record(turn, { kind: "over", ...of(message) });
  effect(turn, {
    kind: "agent",
    machine,
    message: {
      kind: "acknowledged",
      epoch: turn.core.ledger.epoch,
      ...of(message),
      sequence: message.sequence,
    },
  });
}
