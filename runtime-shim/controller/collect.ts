import type { Version } from "#protocol/call.ts";
import type { Encoded } from "#protocol/value.ts";
import { referencesIn } from "./order.ts";
import { type Call, type Core, documentOf, isOpen } from "./state.ts";
import { effect, record, type Turn } from "./turn.ts";

/** ms between giving a version up, on record, and removing it: who reads it in place may be slower than its records. */
const patience = 3_600_000;

/**
 * After a work has published: what its Paths keep are the last versions (`keep`), and whatever state, an
 * unfinished call or a running attempt refers to. The rest is given up, on record; it is removed later.
 */
export function retireVersions(turn: Turn, work: string): void {
  const { live, ledger } = turn.core;
  for (const { name: path, id: pathId, producer, keep } of live.paths.values()) {
    const known = ledger.versions.get(path) ?? [];
    if (producer !== work || keep === "all" || known.length <= keep) continue;
    const kept = keptVersions(turn.core, path, keep);
    const versions = known.map(({ version }) => version).filter((version) => !kept.has(version));
    const workId = live.works.get(producer)?.id ?? producer;
    if (versions.length > 0) record(turn, { kind: "retired", path, workId, pathId, versions });
  }
}

function keptVersions(core: Core, path: string, keep: number): ReadonlySet<Version> {
  const known = core.ledger.versions.get(path) ?? [];
  const committed = known.filter((version) => version.committed);
  const unfinished = known.filter(({ committed: done, call }) => !done && mayNeed(core, call));
  const last = [...committed.slice(-keep), ...unfinished.slice(-keep), ...known.slice(-1)];
  return new Set([...last.map(({ version }) => version), ...versionsInUse(core, path)]);
}

/** Its next attempt goes on from there. */
function mayNeed({ ledger }: Core, id: string): boolean {
  const call = ledger.calls.get(id);
  return call !== undefined && isOpen(call);
}

function versionsInUse(core: Core, path: string): readonly Version[] {
  const { ledger, live } = core;
  const calls = [...ledger.calls.values()];
  const said: readonly Encoded[] = [
    ...[...live.components.keys()].flatMap((name) => Object.values(documentOf(core, name))),
    ...calls.flatMap((call) => (isWanted(call) ? call.arguments : [])),
    ...calls.flatMap(({ result }) => (result === undefined ? [] : [result])),
    ...[...live.works.values()].flatMap((work) => work.arguments),
  ];
  const pinned = calls.flatMap((call) => (isOpen(call) ? (call.inputs?.[path] ?? []) : []));
  const referred = said.flatMap(referencesIn).filter((reference) => reference.path === path);
  return [...pinned, ...referred.flatMap(({ version }) => version ?? [])];
}

/** One that was superseded runs when it is wanted again. */
const isWanted = (call: Call): boolean => isOpen(call) || call.reason === "superseded";

export const nextCollection = ({ ledger, live }: Core): readonly number[] =>
  [...ledger.retired]
    .filter(([key]) => !live.collecting.has(key))
    .map(([, { at }]) => at + patience);

/** What was given up long enough ago is removed; if that is not on record, once more after a restart. */
export function collectDue(turn: Turn): void {
  const { ledger, live } = turn.core;
  for (const [key, retired] of ledger.retired) {
    if (retired.at + patience > turn.now || live.collecting.has(key)) continue;
    live.collecting.add(key);
    effect(turn, { kind: "collect", key, version: retired });
  }
}

export function collected(turn: Turn, key: string): void {
  turn.core.live.collecting.delete(key);
  if (turn.core.ledger.retired.has(key)) record(turn, { kind: "collected", key });
}
