import type { FromFlow } from "#protocol/flow.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { knowsOldName } from "./apply-renames.ts";
import { schedule } from "./attempts.ts";
import { nextClock, tellTime } from "./clock.ts";
import { collected } from "./collect.ts";
import { end, endIfDone, endMachines, restAgain } from "./ending.ts";
import type { Effect, Event } from "./event.ts";
import { fitState, limitDocument } from "./fit-state.ts";
import { fromAgent } from "./from-agent.ts";
import { compareMachines, resumeMachines } from "./machine-list.ts";
import {
  isConnected,
  machineNamed,
  machineOver,
  machineRefused,
  machinesStarted,
  machineWaits,
  noteMachine,
  provide,
} from "./machines.ts";
import { observe } from "./observe.ts";
import { patchState } from "./patch-state.ts";
import { rerunWork } from "./rerun.ts";
import { listenAnew, noticePause } from "./silence.ts";
import { type Core, isOpen, machinesLeft } from "./state.ts";
import { startSteps, stepped } from "./stepping.ts";
import { tellWorks } from "./tell-works.ts";
import { commitTick, wakeFlow } from "./ticking.ts";
import { effect, newTurn, outsideInput, record, say, type Turn } from "./turn.ts";

export interface Reduced {
  readonly records: readonly JournalRecord[];
  readonly effects: readonly Effect[];
}

type Handlers = {
  readonly [K in Event["kind"]]: (turn: Turn, event: Event & { readonly kind: K }) => void;
};

/** One event: what it means, then whatever may go on because of it. */
export function reduce(core: Core, event: Event, now: number): Reduced {
  const turn = newTurn(core, now);
  noticePause(turn);
  Reflect.apply(handlers[event.kind], undefined, [turn, event]);
  schedule(turn);
  provide(turn);
  startSteps(turn);
  limitDocument(turn);
  wakeFlow(turn);
  endIfDone(turn);
  const next = nextClock(core);
  core.live.planned = next === undefined ? undefined : Math.max(next, now);
  return { records: turn.records, effects: turn.effects };
}

const handlers = {
  start: (turn) => {
    if (turn.core.ledger.ended !== undefined) {
      restAgain(turn);
      return;
    }
    rename(turn);
    rerunChanged(turn);
    stopOrphans(turn);
    listenAnew(turn.core, turn.now);
    resumeMachines(turn);
  },
  flow: (turn, { message }) => fromFlow(turn, message),
  agent: (turn, { machine, message }) => {
    if (message.kind !== "beat" && message.kind !== "log") outsideInput(turn.core);
    fromAgent(turn, machine, message);
  },
  "agent-gone": agentGone,
  "machine-gone": machineGone,
  "machine-started": machinesStarted,
  "machine-waits": (turn, { token, message }) => machineWaits(turn, token, message),
  "machine-refused": (turn, { token, message }) => machineRefused(turn, token, message),
  machines: (turn, listed) => compareMachines(turn, listed),
  clock: tellTime,
  command: (turn, { kind: _, ...command }) => {
    outsideInput(turn.core);
    turn.core.live.commandQueue.push(command);
  },
  "patch-state": patchState,
  reserved: ({ core: { live } }, { work, url }) => {
    live.routes.set(work, url);
    live.due.add(work);
  },
  collected: (turn, { key }) => collected(turn, key),
  site: (turn, { directory, url }) => void turn.core.live.sites.set(directory, url),
  interrupt: (turn, { work, noticeSeconds }) => {
    const call = turn.core.ledger.calls.get(turn.core.ledger.works.get(work)?.current ?? "");
    if (call === undefined) return;
    const deadline = new Date(turn.now + noticeSeconds * 1000).toISOString();
    const { epoch } = turn.core.ledger;
    const { id, attempt } = call;
    const interrupt = { kind: "interrupt", epoch, work, call: id, attempt } as const;
    for (const machine of machinesLeft(call))
      effect(turn, {
        kind: "agent",
        machine,
        message: { ...interrupt, reason: "spot", deadline },
      });
  },
  rerun: (turn, { work, downstream }) => {
    outsideInput(turn.core);
    rerunWork(turn, work, downstream);
  },
  // No record: a launch that was cut short goes on with --resume.
  shutdown: (turn, { message }) => {
    turn.core.live.ending = true;
    endMachines(turn);
    effect(turn, { kind: "end", code: 0, message });
  },
} satisfies Handlers;

/** Names are for people: what was renamed in the code goes on under its new name. */
function rename(turn: Turn): void {
  const { ledger, live } = turn.core;
  const names = Object.entries(live.manifest.renamed).filter(
    ([old, name]) =>
      !live.components.has(old) && live.components.has(name) && knowsOldName(ledger, old),
  );
  if (names.length === 0) return;
  record(turn, { kind: "renamed", names: Object.fromEntries(names) });
  for (const [old, name] of names) say(turn, name, `It was ${old} before, and goes on from there.`);
}

/** What failed is tried once more when its code is no longer what failed; what is done, only where the work asks for that. */
function rerunChanged(turn: Turn): void {
  const { ledger, live } = turn.core;
  for (const { id, stage, work, bundle } of [...ledger.calls.values()]) {
    const current = live.works.get(work);
    if (current === undefined || bundle === undefined || current.bundle.hash === bundle) continue;
    const done = stage === "succeeded" && current.settings.rerunOn === "code";
    if (stage !== "failed" && !done) continue;
    record(turn, { kind: "rerun", call: id });
    say(turn, work, `Its code has changed since it ${done ? "ran" : "failed"}; it runs again.`);
  }
}

/** Calls of works that the app no longer has. */
function stopOrphans(turn: Turn): void {
  const { ledger, live } = turn.core;
  for (const call of [...ledger.calls.values()].filter(isOpen)) {
    if (live.works.has(call.work)) continue;
    record(turn, {
      kind: "refused",
      work: call.work,
      call: call.id,
      outcome: { kind: "stopped", reason: "stopped" },
    });
    say(turn, "root", `${call.work} is not part of the app any more; its call is stopped.`);
  }
}

/** Agents that may fail to come up, one after another, before the app is given up. */
const patience = 3;

function machineGone(
  turn: Turn,
  { machine, message }: Event & { readonly kind: "machine-gone" },
): void {
  const { live } = turn.core;
  const known = machineNamed(turn.core, machine);
  if (live.ending || known === undefined) return;
  const isStillborn = live.placement === "one" && !isConnected(turn.core, machine);
  live.stillborn = isStillborn ? live.stillborn + 1 : 0;
  machineOver(turn, known, { reason: "lost", message });
  if (live.stillborn >= patience) end(turn, { code: 1, message: `No agent comes up: ${message}` });
}

function agentGone({ core }: Turn, { machine }: Event & { readonly kind: "agent-gone" }): void {
  const agent = core.live.agents.get(machine);
  if (agent === undefined) return;
  core.live.agents.set(machine, { ...agent, connected: false });
  noteMachine(core);
}

function fromFlow(turn: Turn, message: FromFlow): void {
  if (message.kind === "constructed") constructed(turn, message);
  else if (message.kind === "ticked") commitTick(turn, message.report);
  else if (message.kind === "printed") {
    const { stream, line } = message;
    effect(turn, {
      kind: "log",
      line: { component: "root", stream, line, at: new Date(turn.now).toISOString() },
    });
  } else if (message.kind === "stepped") {
    outsideInput(turn.core);
    stepped(turn, message.key, message.outcome);
  } else if (message.kind === "commanded") commanded(turn, message);
  else
    end(turn, {
      code: 1,
      message: message.error.stack ?? `${message.error.name}: ${message.error.message}`,
    });
}

/** The app stands: works that start with the flow are asked for, and the first tick follows. */
function constructed(turn: Turn, message: FromFlow & { readonly kind: "constructed" }): void {
  const { live } = turn.core;
  live.title = message.title ?? live.title;
  live.commands = message.commands;
  live.apiRoutes = message.routes;
  fitState(turn, message.components);
  for (const { name, state } of message.components) {
    live.constructed.set(name, state);
    // The thread knows what it constructed; only what the ledger has on top is news to it.
    for (const field of Object.keys(turn.core.ledger.stored.get(name) ?? {}))
      live.dirty.add(`field ${name} ${field}`);
  }
  live.flow = { ...live.flow, phase: "idle", forced: true };
  observe(turn, {
    kind: "constructed",
    components: message.components.map(({ state: _, ...one }) => one),
  });
}

function commanded(
  turn: Turn,
  { request, answer }: FromFlow & { readonly kind: "commanded" },
): void {
  const { live } = turn.core;
  live.flow = { ...live.flow, phase: "idle" };
  if (answer.kind === "returned") {
    if (answer.writes.length > 0 || answer.operations.length > 0) {
      record(turn, { kind: "input", writes: answer.writes, operations: answer.operations });
      tellWorks(turn, answer.writes);
    }
    if (answer.ending !== undefined) end(turn, answer.ending);
  }
  effect(turn, { kind: "answer", request, answer });
}
