import type { StatePatch } from "#protocol/agent.ts";
import { tooLarge } from "#protocol/limits.ts";
import type { Encoded } from "#protocol/value.ts";
import { ComponentMap } from "#sdk/component-map.ts";
import { encode } from "#sdk/encoding.ts";
import { Flow } from "#sdk/flow.ts";
import { identityOf, Path } from "#sdk/path.ts";
import { Work } from "#sdk/work.ts";

/**
 * A work's public state as plain values: what changed is found by comparing encodings, so that changes in
 * place (`this.history.push(x)`) count like assignments and user objects stay what they are.
 */
export interface WorkState {
  /** What changed since the last call, or `undefined`. Throws on a field that cannot travel. */
  changes(): StatePatch | undefined;
  /** Writes what somebody else wrote, except fields changed here in the meantime: those are newer. */
  apply(patch: StatePatch, decode: (encoded: Encoded) => unknown): void;
}

/** `known` is the document the controller has; only what differs from it is ever sent. */
export function trackState(work: Work, known: Readonly<Record<string, Encoded>>): WorkState {
  const sent = new Map(
    Object.entries(known).map(([field, value]) => [field, JSON.stringify(value)]),
  );
  return {
    changes: () => {
      const patch = differences(work, sent);
      for (const [field, value] of Object.entries(patch.set))
        sent.set(field, JSON.stringify(value));
      for (const field of patch.removed) sent.delete(field);
      return isEmpty(patch) ? undefined : patch;
    },
    apply: (patch, decode) => {
      const mine = differences(work, sent);
      const newer = new Set([...Object.keys(mine.set), ...mine.removed]);
      for (const [field, value] of Object.entries(patch.set)) {
        if (newer.has(field)) continue;
        writeField(work, field, decode(value));
        sent.set(field, JSON.stringify(value));
      }
      for (const field of patch.removed) {
        if (newer.has(field)) continue;
        Reflect.deleteProperty(work, field);
        sent.delete(field);
      }
    },
  };
}

export const writeField = (work: Work, field: string, value: unknown): boolean =>
  Reflect.defineProperty(work, field, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });

function differences(work: Work, sent: ReadonlyMap<string, string>): StatePatch {
  const all: Record<string, Encoded> = {};
  const set: Record<string, Encoded> = {};
  const present = new Set<string>();
  for (const [field, value] of Object.entries(work)) {
    if (!isState(work, field, value)) continue;
    present.add(field);
    const encoded = encode(value, `this.${field}`);
    const text = JSON.stringify(encoded);
    all[field] = encoded;
    if (sent.get(field) !== text) set[field] = encoded;
  }
  const problem = tooLarge("this", all, Object.keys(set));
  if (problem !== undefined) throw new RangeError(problem);
  return { set, removed: [...sent.keys()].filter((field) => !present.has(field)) };
}

function isState(work: Work, field: string, value: unknown): boolean {
  if (field.startsWith("_") || value === undefined || typeof value === "function") return false;
  if (value instanceof Work || value instanceof Flow || value instanceof ComponentMap) return false;
  return !(value instanceof Path && isOwn(work, field, value));
}

/** `model = new Path("model")` declares an output; the field is its name, not state. */
function isOwn(work: Work, field: string, path: Path): boolean {
  const { owner, version, below } = identityOf(path);
  return (
    owner !== undefined &&
    owner.work === work.name &&
    owner.field === field &&
    version === undefined &&
    below === undefined
  );
}

const isEmpty = (patch: StatePatch): boolean =>
  Object.keys(patch.set).length === 0 && patch.removed.length === 0;
