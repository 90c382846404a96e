import { isDeepStrictEqual } from "node:util";
import type { StatePatch } from "#protocol/agent.ts";
import type { FlowWrite } from "#protocol/flow.ts";
import { tooLarge } from "#protocol/limits.ts";
import type { Encoded } from "#protocol/value.ts";
import { decode, encode, NotJson, type PathReference, pathFromReference } from "#sdk/encoding.ts";
import { identityOf, Path } from "#sdk/path.ts";
import { type Component, nameOf } from "./component.ts";
import type { Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";

/**
 * State as one tick sees and changes it: each field is decoded from the snapshot when first read, so that
 * changes in place stay inside the tick, and compared with the snapshot when it is over.
 */
export class FieldOverlay {
  readonly #engine: Engine;
  readonly #values = new Map<Component, Map<string, unknown>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  read(component: Component, field: string): unknown {
    const values = this.#of(component);
    if (!values.has(field)) values.set(field, this.#decoded(component, field));
    return values.get(field);
  }

  write(component: Component, field: string, value: unknown): void {
    this.#of(component).set(field, value);
  }

  /** What differs from the snapshot, by component, in the order of first touch. */
  changes(pin: (value: Encoded) => Encoded): readonly FlowWrite[] {
    return [...this.#values].flatMap(([component, values]) => {
      const patch = this.#patchOf(component, values, pin);
      const empty = patch.removed.length === 0 && Object.keys(patch.set).length === 0;
      return empty ? [] : [{ component: nameOf(component), patch }];
    });
  }

  #of(component: Component): Map<string, unknown> {
    const known = this.#values.get(component);
    if (known !== undefined) return known;
    const fresh = new Map<string, unknown>();
    this.#values.set(component, fresh);
    return fresh;
  }

  #decoded(component: Component, field: string): unknown {
    const encoded = stateOf(this.#engine, component)[field];
    return encoded === undefined
      ? undefined
      : decode(encoded, { path: (reference) => pathFor(this.#engine, reference) });
  }

  #patchOf(
    component: Component,
    values: ReadonlyMap<string, unknown>,
    pin: (value: Encoded) => Encoded,
  ): StatePatch {
    const before = stateOf(this.#engine, component);
    const set: Record<string, Encoded> = {};
    const removed: string[] = [];
    for (const [field, value] of values) {
      if (value === undefined) {
        if (field in before) removed.push(field);
        continue;
      }
      const after = pin(encodeField(component, field, value));
      if (!isDeepStrictEqual(after, before[field])) set[field] = after;
    }
    const problem = tooLarge(nameOf(component), { ...before, ...set }, Object.keys(set));
    if (problem !== undefined) throw new EngineError("state/too-large", problem);
    return { set, removed };
  }
}

export const stateOf = (engine: Engine, component: Component): Readonly<Record<string, Encoded>> =>
  engine.view.states.get(nameOf(component)) ?? component.constructed;

function encodeField(component: Component, field: string, value: unknown): Encoded {
  try {
    return encode(value, `${nameOf(component)}.${field}`);
  } catch (error) {
    if (error instanceof NotJson) throw new EngineError("state/not-json", error.message);
    throw error;
  }
}

/** The work's own Path object where the reference is to it as it stands; else another over the same field. */
function pathFor(engine: Engine, reference: PathReference): Path {
  const owner = engine.components.get(reference.owner);
  const own: unknown = owner === undefined ? undefined : Reflect.get(owner.target, reference.field);
  if (!(own instanceof Path)) return pathFromReference(reference, reference.field);
  const plain =
    reference.below === undefined &&
    reference.version === undefined &&
    reference.latest === undefined;
  return plain ? own : pathFromReference(reference, identityOf(own).relative);
}
