import { type Call, isOpen } from "#controller/state.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Observer } from "../observer.ts";

type Kind = JournalRecord["kind"];
type Of<K extends Kind> = JournalRecord & { readonly kind: K };

/** What a record may say, given everything that is durable before it. */
export function checkRecord(observer: Observer, record: JournalRecord): void {
  // 19: whoever leads after the end, the flow does not run again.
  if (observer.ended > 0 && begins.has(record.kind))
    observer.fail(19, `${record.kind} after the app has ended`);
  const check = checks[record.kind];
  if (check !== undefined) Reflect.apply(check, undefined, [observer, record]);
}

const begins: ReadonlySet<Kind> = new Set(["tick", "input", "attempt", "machine-asked", "ended"]);

const checks: Partial<{ readonly [K in Kind]: (observer: Observer, record: Of<K>) => void }> = {
  attempt: (observer, record) => {
    const { durable } = observer;
    const work = durable.works.get(record.work);
    const call = durable.calls.get(record.call);
    // 8: one running call per work, in the order in which they were asked for.
    if (work?.current !== undefined)
      observer.fail(8, `${record.work} starts ${record.call} while ${work.current} is running`);
    if (call === undefined)
      return observer.fail(3, `an attempt of ${record.work} for a call that nobody asked for`);
    if (work?.queue[0] !== record.call)
      observer.fail(8, `${record.work} starts a call that was not the next`);
    // 5: attempt numbers strictly rise.
    if (record.attempt !== call.attempt + 1)
      observer.fail(5, `attempt ${record.attempt} of ${record.work} follows ${call.attempt}`);
    if (!isOpen(call))
      observer.fail(4, `${record.work} is attempted again after it was ${call.stage}`);
    // 9: everything that it may read is there.
    for (const [path, version] of Object.entries(record.inputs))
      if (!durable.versions.get(path)?.some((known) => known.version === version))
        observer.fail(9, `${record.work} is to read ${path}@${version}, which is on no record`);
    observer.budgets.attempted(call);
  },
  patch: numbered,
  publish: (observer, record) => {
    numbered(observer, record);
    whole(observer, record.published);
  },
  settle: (observer, record) => {
    const call = numbered(observer, record);
    if (!isOpen(call)) observer.fail(4, `${record.work} settles again after it was ${call.stage}`);
    for (const published of record.published) whole(observer, published);
    observer.budgets.ended(call, record);
  },
  lost: (observer, record) => {
    observer.budgets.ended(current(observer, record), record);
    const running = observer.attempts.running.get(record.work);
    const runs = running?.order.call === record.call && running.order.attempt === record.attempt;
    const runsOn = [...(running?.ranks.values() ?? [])].filter(({ stage }) => stage !== "gone");
    if (runs && record.unproven !== true && runsOn.length > 0)
      observer.fail(
        5,
        `${record.work}#${record.attempt} is said to be over, and runs on ${running.machine.id}`,
      );
  },
  over: (observer, record) => {
    const running = observer.attempts.running.get(record.work);
    const there = [...(running?.ranks.values() ?? [])].filter(
      ({ id }) => record.machine === undefined || id === record.machine,
    );
    const isIt = running?.order.call === record.call && running.order.attempt === record.attempt;
    if (isIt && there.length > 0)
      observer.fail(
        5,
        `${record.work}#${record.attempt} is said to be over, and runs on ${running.machine.id}`,
      );
  },
  retired: (observer, { path, versions }) => {
    // 9: nothing that is pinned or referred to is given up.
    const { calls, stored } = observer.durable;
    const wanted = JSON.stringify([
      [...calls.values()].filter(isOpen).map((call) => [call.arguments, call.inputs]),
      [...stored.values()],
    ]);
    const missed = versions.find((version) => wanted.includes(`"${version}"`));
    if (missed !== undefined)
      observer.fail(9, `${path}@${missed} is given up, and is still wanted`);
  },
  due: (observer, record) => {
    // 12: each due time is opened or skipped once.
    const mark = observer.durable.marks.get(record.key);
    if (mark?.kind !== "schedule")
      return observer.fail(12, `${record.key} is due, and is no schedule`);
    if (record.next <= mark.next)
      observer.fail(12, `${record.key} is due at ${record.next} after ${mark.next}`);
    for (const due of record.opened)
      if (due < mark.next) observer.fail(12, `${record.key} opens ${due} again`);
  },
  tick: (observer, record) => {
    for (const operation of record.operations)
      if (operation.kind === "once" && observer.durable.marks.has(operation.key))
        observer.fail(12, `${operation.key} is true a second time`);
  },
};

interface OfAttempt {
  readonly work: string;
  readonly call: string;
  readonly attempt: number;
}

/** 6: from the current attempt only. */
function current(observer: Observer, { work, call: id, attempt }: OfAttempt): Call {
  const call = observer.durable.calls.get(id);
  if (
    call === undefined ||
    call.attempt !== attempt ||
    observer.durable.works.get(work)?.current !== id
  )
    observer.fail(
      6,
      `a word of attempt ${attempt} of ${work} is believed, and attempt ${call?.attempt} is current`,
    );
  return call;
}

/** 13: each once, without gaps. */
function numbered(observer: Observer, record: OfAttempt & { readonly sequence: number }): Call {
  const call = current(observer, record);
  if (record.sequence !== call.sequence + 1)
    observer.fail(
      13,
      `${record.work}#${record.attempt} says ${record.sequence} after ${call.sequence}`,
    );
  return call;
}

/** 9: what a version is said to hold, it holds. */
function whole(
  observer: Observer,
  {
    path,
    version,
    manifest,
  }: {
    readonly path: string;
    readonly version: string;
    readonly manifest: { readonly size: number };
  },
): void {
  const stored = observer.world.volume.versions.get(`${path}@${version}`);
  if (stored?.content.length !== manifest.size)
    observer.fail(9, `${path}@${version} is not what its manifest says`);
}

/** Nobody is given up who could be heard all the time. */
export function silenceWasReal(
  observer: Observer,
  { work, message }: JournalRecord & { readonly kind: "lost" },
): void {
  const [, silent] = /^(\S+) has not been heard/.exec(message) ?? [];
  // Else one of several machines is known to be gone, and the others may run on.
  if (silent === undefined) return;
  const agent = observer.world.provider.find(silent)?.agent;
  const since = agent === undefined ? undefined : observer.heard.get(agent.node.name);
  if (since === undefined || agent?.node.alive !== true) return;
  const longest = observer.world.timeline.now - since;
  if (longest < 25_000)
    observer.fail(15, `${work} is given up ${longest} ms after its agent was heard by a leader`);
}
