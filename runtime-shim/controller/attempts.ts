import type { ManifestWork } from "#protocol/manifest.ts";
import type { Reason } from "#protocol/status.ts";
import { isSuperseded } from "./apply-operation.ts";
import { placesOf } from "./gangs.ts";
import { groupOf, isConnected, poolOf, readyMachines } from "./machines.ts";
import { type Inputs, inputsOf, orderOf } from "./order.ts";
import { type Call, type Core, isOpen, machinesLeft, type WorkState } from "./state.ts";
import { stopOn } from "./stop.ts";
import { effect, record, type Turn } from "./turn.ts";

const longestQueue = 100;

/** Looks at every work whose queue has moved: stops what should stop, starts what may start. */
export function schedule(turn: Turn): void {
  const { live, ledger } = turn.core;
  const due = withPoolMates(turn.core, live.due);
  live.due.clear();
  if (due.length > 0) live.provide = true;
  if (live.ending) return;
  for (const name of due) {
    const work = ledger.works.get(name);
    const manifest = live.works.get(name);
    if (work !== undefined && manifest !== undefined) scheduleWork(turn, work, manifest);
  }
}

/** In a pool, the machine that one work leaves another may take. */
function withPoolMates(core: Core, due: ReadonlySet<string>): readonly string[] {
  const isPooled = (work: string) => poolOf(core, work) !== undefined;
  const pools = new Set([...due].filter(isPooled).map((work) => groupOf(core, work)));
  if (pools.size === 0) return [...due];
  const waiting = [...core.ledger.works.values()].filter(
    ({ name, queue, current }) =>
      queue.length > 0 && current === undefined && isPooled(name) && pools.has(groupOf(core, name)),
  );
  return [...new Set([...due, ...waiting.map(({ name }) => name)])];
}

function scheduleWork(turn: Turn, work: WorkState, manifest: ManifestWork): void {
  const { ledger } = turn.core;
  if (manifest.settings.onNewCall === "replace") replace(turn, work);
  refuseOverflow(turn, work);
  const current = ledger.calls.get(work.current ?? "");
  if (current?.stopping !== undefined) stopAttempt(turn, current, current.stopping);
  const next = ledger.calls.get(work.queue[0] ?? "");
  if (current !== undefined || next === undefined) return;
  const machines = readyMachines(turn.core, work.name);
  if (machines === undefined) return;
  if (work.held !== undefined || !hasRoute(turn, manifest)) return;
  if (next.notBefore === undefined || next.notBefore <= turn.now)
    startAttempt(turn, { call: next, work: manifest, machines });
}

/** A service knows its public url before it runs; one made while the app runs gets it now. */
function hasRoute(turn: Turn, { name, settings: { port } }: ManifestWork): boolean {
  const { routes } = turn.core.live;
  if (port === undefined) return true;
  const url = routes.get(name);
  if (url !== undefined) return url !== "";
  routes.set(name, "");
  effect(turn, { kind: "reserve", work: name, port });
  return false;
}

type Missing = Extract<Inputs, { readonly kind: "missing" }>;

interface Starting {
  readonly call: Call;
  readonly work: ManifestWork;
  /** By rank. */
  readonly machines: readonly string[];
}

function startAttempt(turn: Turn, { call, work, machines }: Starting): void {
  const inputs = inputsOf(turn.core, call, work);
  if (inputs.kind === "missing") {
    refuseForInput(turn, call, inputs);
    return;
  }
  const attempt = call.attempt + 1;
  const [machine = "", ...others] = machines;
  turn.core.live.idleUntil.delete(call.work);
  record(turn, {
    kind: "attempt",
    work: call.work,
    call: call.id,
    attempt,
    machine,
    ...(others.length > 0 && { others }),
    bundle: work.bundle.hash,
    inputs: Object.fromEntries(inputs.inputs.map(({ name, version }) => [name, version])),
  });
  const order = orderOf(turn.core, { call, work, attempt, inputs: inputs.inputs });
  const { epoch, works } = turn.core.ledger;
  effect(turn, {
    kind: "fence",
    work: call.work,
    generation: works.get(call.work)?.generation ?? 0,
  });
  for (const [rank, node] of placesOf(turn.core, { work: call.work, machines }).entries()) {
    const needsPort = rank === 0 && work.settings.port !== undefined;
    const own = node === undefined ? order : { ...order, node };
    effect(turn, { kind: "attempt", machine: machines[rank] ?? "", epoch, order: own, needsPort });
  }
}

function refuseForInput(turn: Turn, call: Call, { path, version }: Missing): void {
  const gone = version !== undefined && (turn.core.ledger.versions.get(path) ?? []).length > 0;
  const message = gone
    ? `${call.work} was given ${path} as it was in version ${version}, which is not kept any more. ` +
      "Keep more of it: new Path(…, { keep: 10 }), or keep the reference in a field."
    : `${call.work} was given ${path}, and nothing has been published there. ` +
      `Await the work that writes it before ${call.work}.run(), and check that it writes to its \`local\`.`;
  record(turn, {
    kind: "refused",
    work: call.work,
    call: call.id,
    outcome: { kind: "failed", failure: { reason: "setup", message } },
  });
}

/** Said once to each agent that connects. */
function stopAttempt(turn: Turn, call: Call, reason: Reason): void {
  const { stopsSent } = turn.core.live;
  for (const machine of machinesLeft(call)) {
    const attempt = `${call.id}#${call.attempt} ${machine}`;
    if (!isConnected(turn.core, machine) || stopsSent.has(attempt)) continue;
    stopsSent.add(attempt);
    stopOn(turn, { machine, call: call.id, attempt: call.attempt, work: call.work, reason });
  }
}

/** The call the flow reached last is the one that is wanted; others make way once its inputs are known to be there. */
function replace(turn: Turn, work: WorkState): void {
  const { ledger, live } = turn.core;
  const wanted = ledger.calls.get(work.reached ?? "");
  const manifest = live.works.get(work.name);
  if (wanted === undefined || manifest === undefined || !isOpen(wanted)) return;
  for (const id of work.queue.filter((queued) => queued !== wanted.id)) supersede(turn, id);
  const current = ledger.calls.get(work.current ?? "");
  if (current === undefined || current === wanted || current.stopping !== undefined) return;
  const inputs = inputsOf(turn.core, wanted, manifest);
  if (inputs.kind === "missing") refuseForInput(turn, wanted, inputs);
  else record(turn, { kind: "stopping", work: work.name, call: current.id, reason: "superseded" });
}

function supersede(turn: Turn, id: string): void {
  const call = turn.core.ledger.calls.get(id);
  if (call === undefined || isSuperseded(call)) return;
  record(turn, {
    kind: "refused",
    work: call.work,
    call: id,
    outcome: { kind: "stopped", reason: "superseded" },
  });
}

function refuseOverflow(turn: Turn, work: WorkState): void {
  for (const id of work.queue.slice(longestQueue)) {
    const message = `More than ${longestQueue} calls of ${work.name} wait for their turn. Await some of them before asking for more.`;
    const failure = { reason: "setup", message } as const;
    record(turn, {
      kind: "refused",
      work: work.name,
      call: id,
      outcome: { kind: "failed", failure },
    });
  }
}
