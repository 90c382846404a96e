import type { AgentMessage } from "#protocol/agent.ts";
import { agentProtocol } from "#protocol/agent.ts";
import { readKeys } from "#protocol/flow.ts";
import { becomeIdle } from "./idle.ts";
import { retryAfter, retryTime } from "./retries.ts";
import type { Call } from "./state.ts";
import { effect, record, say, type Turn } from "./turn.ts";

type Kind = AgentMessage["kind"];
type Of<K extends Kind> = AgentMessage & { readonly kind: K };
type Handlers = { readonly [K in Kind]: (turn: Turn, message: Of<K>) => void };

/** What an agent says of its attempts. Only the current attempt of a call is believed; what came before is acknowledged and dropped. */
export function fromAgent(turn: Turn, message: AgentMessage): void {
  Reflect.apply(handlers[message.kind], undefined, [turn, message]);
}

const handlers = {
  hello,
  beat: () => {},
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
  patch: (turn, message) =>
    onNext(turn, message, () =>
      record(turn, {
        kind: "patch",
        ...of(message),
        sequence: message.sequence,
        patch: message.patch,
      }),
    ),
  service,
  publish: (turn, message) =>
    onNext(turn, message, () =>
      record(turn, {
        kind: "publish",
        ...of(message),
        sequence: message.sequence,
        published: message.published,
      }),
    ),
  settle: (turn, message) => onNext(turn, message, (call) => settle(turn, call, message)),
} satisfies Handlers;

interface OfAttempt {
  readonly work: string;
  readonly call: string;
  readonly attempt: number;
}

const of = ({ work, call, attempt }: OfAttempt): OfAttempt => ({ work, call, attempt });

function hello(turn: Turn, { machine, running }: Of<"hello">): void {
  const { live, ledger } = turn.core;
  live.machine = machine;
  live.stillborn = 0;
  live.stopsSent.clear();
  effect(turn, {
    kind: "agent",
    message: { kind: "welcome", epoch: ledger.epoch, protocol: agentProtocol.newest },
  });
  for (const work of ledger.works.values()) {
    live.due.add(work.name);
    live.dirty.add(readKeys.work(work.name, "machine"));
    const call = ledger.calls.get(work.current ?? "");
    if (call !== undefined && !running.some((known) => isAttempt(call, known))) {
      lose(turn, call, {
        reason: "interrupted",
        message: "The controller or its agent was restarted.",
      });
    }
  }
}

const isAttempt = (call: Call, { call: id, attempt }: OfAttempt): boolean =>
  call.id === id && call.attempt === attempt;

/** The attempt is over, and said nothing more. */
export function lose(
  turn: Turn,
  call: Call,
  why: { readonly reason: "lost" | "interrupted"; readonly message: string },
): void {
  closeService(turn, call.work);
  turn.core.live.phases.delete(call.work);
  const settings = turn.core.live.works.get(call.work)?.settings;
  const retryAt = settings && retryAfter(why.reason, { call, settings, now: turn.now });
  record(turn, {
    kind: "lost",
    work: call.work,
    call: call.id,
    attempt: call.attempt,
    ...why,
    retryAt,
  });
}

function settle(turn: Turn, call: Call, message: Of<"settle">): void {
  closeService(turn, message.work);
  turn.core.live.phases.delete(message.work);
  const { outcome, patch, published, sequence } = message;
  const settings = turn.core.live.works.get(message.work)?.settings;
  const retryAt = settings && retryTime(outcome, { call, settings, now: turn.now });
  record(turn, { kind: "settle", ...of(message), sequence, outcome, patch, published, retryAt });
  becomeIdle(turn, message.work);
  if (retryAt !== undefined && outcome.kind === "failed") {
    const wait = Math.round((retryAt - turn.now) / 1000);
    say(
      turn,
      message.work,
      `Attempt ${message.attempt} failed: ${outcome.failure.message} Trying again in ${wait} s.`,
    );
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
      message: { kind: "state", epoch: ledger.epoch, ...of(message), patch, url },
    });
  });
}

function closeService(turn: Turn, work: string): void {
  const { live } = turn.core;
  if (!live.services.delete(work)) return;
  live.dirty.add(readKeys.work(work, "url"));
  effect(turn, { kind: "route", work, address: undefined });
  effect(turn, { kind: "emit", event: { event: "url", work, url: "" } });
}

function onCurrent(turn: Turn, message: OfAttempt, then: (call: Call) => void): void {
  const call = turn.core.ledger.calls.get(message.call);
  const current = turn.core.ledger.works.get(message.work)?.current;
  if (call !== undefined && current === call.id && isAttempt(call, message)) then(call);
}

/** Each sequence once, in order; whatever is known or from an attempt before is acknowledged again, so that it stops coming. */
function onNext(
  turn: Turn,
  message: OfAttempt & { readonly sequence: number },
  then: (call: Call) => void,
): void {
  const call = turn.core.ledger.calls.get(message.call);
  const isCurrent = call !== undefined && isAttempt(call, message);
  if (isCurrent && message.sequence > call.sequence + 1) return;
  if (isCurrent && message.sequence === call.sequence + 1) onCurrent(turn, message, then);
  effect(turn, {
    kind: "agent",
    message: {
      kind: "acknowledged",
      epoch: turn.core.ledger.epoch,
      ...of(message),
      sequence: message.sequence,
    },
  });
}
