import { inOccurrence } from "#protocol/flow.ts";
import type { Flow } from "#sdk/flow.ts";
import type { Key } from "#sdk/types.ts";
import { nameOf, requireComponent } from "./component.ts";
import { currentOccurrence } from "./occurrence.ts";
import { actingTick, type Tick } from "./tick.ts";

export interface Named {
  readonly tick: Tick;
  /** Of the mark, but for its kind: scoped to the flow and to the occurrence it stands in. */
  readonly name: string;
}

/** What a flow names may be named once in a tick. */
export function named(flow: Flow, what: string, key: Key): Named {
  const occurrence = currentOccurrence();
  const scope = occurrence === undefined ? "" : inOccurrence(occurrence);
  const name = `${nameOf(requireComponent(flow))} ${JSON.stringify(key)}${scope}`;
  const described = `${what}(${JSON.stringify(key)})`;
  const tick = actingTick(`${described} was called`);
  tick.claimKey(`${what} ${name}`, described);
  return { tick, name };
}
