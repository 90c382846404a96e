import type { CallView, ViewChange, WorkView } from "#protocol/flow.ts";
import type { MachineState, Status } from "#protocol/status.ts";
import { isSuperseded } from "./apply-operation.ts";
import { isConnected, readyMachines } from "./machines.ts";
import { type Call, type Core, documentOf, isOpen, type Ledger } from "./state.ts";
import { pathView } from "./versions.ts";

/** What the flow has not been told yet, and marks it as told. */
export function takeChanges(core: Core): readonly ViewChange[] {
  const changes = new Map<string, ViewChange>();
  for (const key of core.live.dirty) {
    const change = changeOf(core, key);
    if (change !== undefined) changes.set(placeOf(change), change);
  }
  core.live.dirty.clear();
  return [...changes.values()];
}

/** Read keys are a kind, a name and perhaps a field (`readKeys` of the protocol). */
function changeOf(core: Core, key: string): ViewChange | undefined {
  const space = key.indexOf(" ");
  const rest = key.slice(space + 1);
  const kind = key.slice(0, space);
  if (kind === "field") return stateChange(core, rest.slice(0, rest.indexOf(" ")));
  if (kind === "call") return callChange(core.ledger, rest);
  if (kind === "mark") return markChange(core.ledger, rest);
  if (kind === "path") return { kind: "path", path: rest, view: pathView(core.ledger, rest) };
  // The thread that made or removed an element knows.
  if (kind === "map") return undefined;
  return { kind: "work", work: rest, view: workView(core, rest) };
}

const stateChange = (core: Core, component: string): ViewChange => ({
  kind: "state",
  component,
  state: documentOf(core, component),
});

function callChange({ calls }: Ledger, id: string): ViewChange | undefined {
  const call = calls.get(id);
  return call && { kind: "call", call: id, view: callView(call) };
}

function markChange({ marks }: Ledger, key: string): ViewChange | undefined {
  const mark = marks.get(key);
  return mark && { kind: "mark", key, view: mark };
}

function placeOf(change: ViewChange): string {
  if (change.kind === "state") return `state ${change.component}`;
  if (change.kind === "work") return `work ${change.work}`;
  if (change.kind === "call") return `call ${change.call}`;
  return change.kind === "mark" ? `mark ${change.key}` : `path ${change.path}`;
}

function callView(call: Call): CallView {
  if (isOpen(call) || isSuperseded(call)) return { kind: "open" };
  const order = call.order ?? 0;
  if (call.stage === "succeeded")
    return { kind: "succeeded", order, result: call.result ?? null, published: call.published };
  return {
    kind: "failed",
    order,
    reason: call.reason ?? "stopped",
    message: describeEnd(call),
    attempts: call.attempt,
    ...(call.failure && { cause: call.failure }),
  };
}

/** `train failed: ValueError: …`, `train was stopped.` */
export function describeEnd({ work, stage, failure, attempt }: Call): string {
  if (stage !== "failed") return `${work} was stopped.`;
  const tries = attempt > 1 ? ` after ${attempt} attempts` : "";
  return `${work} failed${tries}: ${failure?.message ?? "it gave no reason."}`;
}

export function workView(core: Core, name: string): WorkView {
  const { ledger, live } = core;
  const work = ledger.works.get(name);
  const service = live.services.get(name);
  return {
    statuses: statusesOf(ledger, name),
    machine: machineOf(core, name),
    url: service === undefined ? "" : (live.routes.get(name) ?? ""),
    successes: work?.successes ?? 0,
    failures: work?.failures ?? 0,
    ...(service && { readyAt: service.readyAt }),
  };
}

/** The last one is that of the call the flow reached last: what `work.status` means. */
function statusesOf(ledger: Ledger, name: string): readonly Status[] {
  const work = ledger.works.get(name);
  if (work === undefined) return [];
  const reached = work.reached === undefined ? undefined : ledger.calls.get(work.reached);
  const last = work.statuses.at(-1);
  if (reached === undefined || last === undefined || last.stage === reached.stage)
    return work.statuses;
  const own = work.statuses.findLast(({ stage }) => stage === reached.stage);
  return own === undefined ? work.statuses : [...work.statuses, own].slice(-64);
}

export function machineOf(core: Core, name: string): MachineState {
  const { ledger, live } = core;
  const current = ledger.calls.get(ledger.works.get(name)?.current ?? "");
  if (current === undefined)
    return live.idleUntil.has(name) && readyMachines(core, name) ? "on" : "off";
  return !isConnected(core, current.machine) || live.phases.has(name) ? "starting" : "on";
}
