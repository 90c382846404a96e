import type { AgentMessage } from "#protocol/agent.ts";
import { agentProtocol } from "#protocol/agent.ts";
import { readKeys } from "#protocol/flow.ts";
import { noteBoot } from "./boots.ts";
import { retireVersions } from "./collect.ts";
import { fenceOf, leftBeside, nodeOver, rankOf, stopNodes, tellNodes } from "./gangs.ts";
import { becomeIdle } from "./idle.ts";
import { closeService, lose } from "./losing.ts";
import { mayHaveStrangers } from "./machine-list.ts";
import { isConnected, machineNamed, noteMachine } from "./machines.ts";
import { retryTime } from "./retries.ts";
import { heard } from "./silence.ts";
import { type Call, type Core, type Held, machinesLeft, machinesOf } from "./state.ts";
import { stopOn } from "./stop.ts";
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
  const besides = "call" in message && ofNodeBesides(turn.core, message, machine);
  if (besides && message.kind !== "log") fromNode(turn, message, machine);
  else Reflect.apply(handlers[message.kind], undefined, [turn, message, machine]);
}

/** Node 0 speaks for the attempt; all that is heard of the others is how they end. */
function ofNodeBesides({ ledger }: Core, message: OfAttempt, machine: string): boolean {
  const call = ledger.calls.get(message.call);
  if (call !== undefined && isAttempt(call, message)) return rankOf(call, machine) > 0;
  const held = ledger.works.get(message.work)?.held;
  return held !== undefined && isHeld(held, message) && held.machine !== machine;
}

function fromNode(turn: Turn, message: AgentMessage & OfAttempt, machine: string): void {
  if (message.kind === "settle")
    onCurrent(turn, message, (call) => {
      const rank = rankOf(call, machine);
      nodeOver(turn, { call, rank, outcome: message.outcome });
    });
  if ("sequence" in message) acknowledge(turn, { message, machine });
}

const handlers = {
  hello,
  beat: () => {},
  // A replacement is asked for at once; a recommendation to move takes nothing away yet.
  notice: (turn, { reason, deadline }, machine) => {
    const { core } = turn;
    const agent = core.live.agents.get(machine);
    if (agent !== undefined && !agent.noticed) warnOthers(turn, machine, { reason, deadline });
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

type Warning = Pick<Of<"notice">, "reason" | "deadline">;

/** Nodes whose own machines stay are interrupted with the one whose machine goes. */
function warnOthers(turn: Turn, noticed: string, warning: Warning): void {
  const { calls, works, epoch } = turn.core.ledger;
  for (const { current } of works.values()) {
    const call = calls.get(current ?? "");
    if (call === undefined || rankOf(call, noticed) < 0) continue;
    const { id, attempt, work } = call;
    const message = { kind: "interrupt", epoch, call: id, attempt, work, ...warning } as const;
    for (const machine of leftBeside(call, noticed))
      effect(turn, { kind: "agent", machine, message });
  }
}

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
  return call === undefined || call.attempt !== ofAttempt(message) || rankOf(call, machine) >= 0;
}

const ofAttempt = (message: AgentMessage): number | undefined =>
  "attempt" in message ? message.attempt : undefined;

function hello(turn: Turn, { machine, running, connection, address, ...told }: Of<"hello">): void {
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
    ...(address !== undefined && { address }),
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
    if (call !== undefined && machinesLeft(call).includes(machine)) {
      if (running.some((each) => isAttempt(call, each))) {
        if (call.machine === machine) tellNodes(turn, call);
      } else
        lose(turn, call, {
          reason: "interrupted",
          message: "The controller or its agent was restarted.",
          goneFrom: machine,
        });
    }
    const { held } = work;
    if (held !== undefined && !running.some((each) => isHeld(held, each)))
      notHeld(turn, work.name, machine);
  }
  for (const attempt of running) stopStale(turn, machine, attempt);
  if (known.stage === "ending") shutDown(turn, machine);
}

/** What was given up does not run there any more. */
function notHeld(turn: Turn, work: string, machine: string): void {
  const { held } = turn.core.ledger.works.get(work) ?? {};
  if (held === undefined || !machinesOf(held).includes(machine)) return;
  const { call, attempt, others } = held;
  record(turn, { kind: "over", work, call, attempt, ...(others && { machine }) });
}

const isHeld = (held: Held, { call, attempt }: OfAttempt): boolean =>
  held.call === call && held.attempt === attempt;

/** It was given up while its agent was away. */
function stopStale(turn: Turn, machine: string, attempt: OfAttempt): void {
  const call = turn.core.ledger.calls.get(attempt.call);
  const isCurrent = turn.core.ledger.works.get(attempt.work)?.current === attempt.call;
  if (isCurrent && call !== undefined && isAttempt(call, attempt)) return;
  stopOn(turn, { machine, ...of(attempt), reason: "lost" });
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
  const held = leftBeside(call, call.machine);
  record(turn, {
    ...{ kind: "settle", ...of(message), sequence, outcome, patch, published, retryAt },
    ...(held.length > 0 && { held }),
  });
  if (held.length > 0) fenceOf(turn, message.work);
  stopNodes(turn, call, held);
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
    for (const machine of machinesLeft(call))
      effect(turn, {
        kind: "agent",
        machine,
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
  const { current } = turn.core.ledger.works.get(message.work) ?? {};
  const isCurrent = call !== undefined && isAttempt(call, message) && current === call.id;
  if (isCurrent && message.sequence > call.sequence + 1) return;
  if (isCurrent && message.sequence === call.sequence + 1) onCurrent(turn, message, then);
  acknowledge(turn, { message, machine });
}

/** Also what nobody believes any more; and whoever settles does not run. */
function acknowledge(turn: Turn, { message, machine }: Numbered): void {
  const { epoch, works } = turn.core.ledger;
  const held = works.get(message.work)?.held;
  if (held !== undefined && isHeld(held, message) && "outcome" in message)
    notHeld(turn, message.work, machine);
  const { sequence } = message;
  effect(turn, {
    kind: "agent",
    machine,
    message: { kind: "acknowledged", epoch, ...of(message), sequence },
  });
}
