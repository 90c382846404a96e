import { readKeys, type WorkView } from "#protocol/flow.ts";
import type { WorkOperations } from "#sdk/realm.ts";
import type { Work } from "#sdk/work.ts";
import { startCall } from "./calls.ts";
import { type Component, nameOf, requireComponent } from "./component.ts";
import { parseDuration } from "./duration.ts";
import { EngineError } from "./engine-error.ts";
import { LedgerPromise } from "./ledger-promise.ts";
import { againKeyOf, againProxy } from "./proxy.ts";
import { actingTick, currentTick, refuse, type Tick } from "./tick.ts";
import { timer } from "./timers.ts";
import { untouchedWork } from "./view.ts";

/** A work as the flow sees it: its ledger and status, never its process. */
export const flowWorks: WorkOperations = {
  name: (work) => nameOf(requireComponent(work)),
  host: (work) => onlyInside(work, "host"),
  port: (work) => declaredPort(requireComponent(work)),
  url: (work) => viewOf(work, "url").url,
  internalUrl: (work) => onlyInside(work, "internalUrl"),
  statuses: (work) => viewOf(work, "status").statuses,
  machine: (work) => viewOf(work, "machine").machine,
  counts: (work) => viewOf(work, "counts"),
  signal: (work) => onlyInside(work, "signal"),
  attempt: (work) => onlyInside(work, "attempt"),
  callId: (work) => onlyInside(work, "callId"),
  node: (work) => onlyInside(work, "node"),
  runPython: (work) => onlyInside(work, "exec()"),
  again: (work, key) => again(work, JSON.stringify(key)),
  start: (work, args) => startCall(requireComponent(work), args, againKeyOf(work)),
  ready,
  stop: (work) => operate(work, "stop"),
  restart: (work) => operate(work, "restart"),
};

function viewOf(work: Work, what: "status" | "machine" | "url" | "counts"): WorkView {
  const name = nameOf(requireComponent(work));
  const tick = currentTick(`${name}'s ${what} was read`);
  tick.reads.add(readKeys.work(name, what));
  return tick.engine.view.works.get(name) ?? untouchedWork;
}

function again<W extends Work>(work: W, key: string): W {
  const proxy: object = againProxy(requireComponent(work), key);
  if (proxy instanceof Object && isSameKind(proxy, work)) return proxy;
  throw new TypeError("again() is called on a work.");
}

/** The proxy stands over the same object, so it is what the work is. */
const isSameKind = <W extends Work>(proxy: object, work: W): proxy is W =>
  Object.getPrototypeOf(proxy) === Object.getPrototypeOf(work);

function operate(work: Work, kind: "stop" | "restart"): void {
  const name = nameOf(requireComponent(work));
  actingTick(`${name}.${kind}() was called`).operations.push({ kind, work: name });
}

function declaredPort(work: Component): number {
  const { port } = work.options;
  if (port !== undefined) return port;
  throw new EngineError(
    "service/no-port",
    `${nameOf(work)} has no port. Declare one: super({ port: 8080 }).`,
  );
}

function onlyInside(work: Work, member: string): never {
  const name = nameOf(requireComponent(work));
  refuse(
    "work/member-in-flow",
    `${name}.${member} means something only inside the work's own process, not in a flow.`,
  );
}

/** A condition, not a record: it counts from the moment the port last became ready. */
function ready(
  work: Work,
  timeout: `${number}${"ms" | "s" | "m" | "h" | "d"}` | undefined,
): Promise<void> {
  const name = nameOf(requireComponent(work));
  const tick = actingTick(`${name}.ready() was called`);
  const { readyAt } = viewOf(work, "url");
  const { promise, resolve, reject } = LedgerPromise.make<void>(
    waitOnce(tick, readyAt === undefined),
  );
  if (readyAt !== undefined) {
    // Between the records before and after: a condition has no place of its own.
    tick.deliverLater({ order: readyAt + 0.5, deliver: () => resolve() });
  } else if (timeout !== undefined) {
    const { firedAt } = timer(tick, `ready ${name} ${timeout}`, parseDuration(timeout));
    const late = new Error(`${name} was not ready within ${timeout}.`);
    if (firedAt !== undefined) tick.deliverLater({ order: firedAt, deliver: () => reject(late) });
  }
  return promise;
}

/** Counts a promise as waited for when it is first looked at, if the ledger has no answer yet. */
export function waitOnce(tick: Tick, open: boolean): () => void {
  let looked = false;
  return () => {
    if (!looked && open) tick.waiting += 1;
    looked = true;
  };
}
