import type { StatePatch } from "#protocol/agent.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Effect } from "./event.ts";

interface Entry {
  readonly records: readonly JournalRecord[];
  readonly effects: readonly Effect[];
}

type Patch = JournalRecord & { readonly kind: "patch" };

/**
 * What attempts have said of their state since the last append, as one record each: intermediate values of
 * one window are not kept, and one word acknowledges them all. Only patches that stand beside each other are
 * put together; what a tick or a person did in between keeps its place.
 */
export function coalesce(entries: readonly Entry[]): Entry[] {
  const merged: Entry[] = [];
  let run: Entry[] = [];
  const close = (): void => {
    if (run.length > 1) merged.push(oneEntry(run));
    else merged.push(...run);
    run = [];
  };
  for (const entry of entries) {
    if (isPatch(entry)) run.push(entry);
    else {
      close();
      merged.push(entry);
    }
  }
  close();
  return merged;
}

const isPatch = ({ records, effects }: Entry): boolean =>
  records.every(({ kind }) => kind === "patch") && effects.every(isAcknowledgement);

const isAcknowledgement = (effect: Effect): boolean =>
  effect.kind === "agent" && effect.message.kind === "acknowledged";

function oneEntry(run: readonly Entry[]): Entry {
  const records = new Map<string, Patch>();
  for (const record of run.flatMap((entry) => entry.records)) {
    if (record.kind !== "patch") continue;
    const key = `${record.call}#${record.attempt}`;
    const before = records.get(key);
    records.set(key, before === undefined ? record : after(before, record));
  }
  // The last of each attempt covers those before it.
  const effects = new Map(
    run.flatMap((entry) => entry.effects.map((effect) => [acknowledged(effect), effect] as const)),
  );
  return { records: [...records.values()], effects: [...effects.values()] };
}

const after = (before: Patch, record: Patch): Patch => ({
  ...record,
  patch: mergedPatch(before.patch, record.patch),
  merged: (before.merged ?? 1) + (record.merged ?? 1),
});

const mergedPatch = (before: StatePatch, patch: StatePatch): StatePatch => {
  const { ...set } = { ...before.set, ...patch.set };
  for (const field of patch.removed) delete set[field];
  const removed = new Set([
    ...before.removed.filter((field) => !(field in patch.set)),
    ...patch.removed,
  ]);
  return { set, removed: [...removed] };
};

const acknowledged = (effect: Effect): string =>
  effect.kind === "agent" && effect.message.kind === "acknowledged"
    ? `${effect.machine} ${effect.message.call}#${effect.message.attempt}`
    : "";
