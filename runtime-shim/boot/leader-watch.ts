/**
 * Gives leadership (`core/leadership.ts`) its record and its clock: resolves once this process leads. What is to
 * happen when another leads instead is the caller's: nothing that this process does counts from then on.
 */
import type { Leader } from "#core/bindings.ts";
import {
  type LeaderPlace,
  type LeadershipEffect,
  type LeadershipEvent,
  newLeadership,
  watchLeader,
} from "#core/leadership.ts";

export interface LeaderWatchOptions {
  readonly leader: Leader;
  /** Where agents find this process once it leads. */
  readonly place: LeaderPlace;
  readonly deposed: () => void;
}

export function becomeLeader({ leader, place, deposed }: LeaderWatchOptions): Promise<void> {
  const state = newLeadership(place);
  return new Promise((resolve) => {
    const step = (event: LeadershipEvent): void => {
      for (const effect of watchLeader(state, event, performance.now()))
        Reflect.apply(effects[effect.kind], undefined, [effect]);
    };
    const effects = {
      read: () => void leader.read().then((record) => step({ kind: "read", record }), deposed),
      write: ({ expected, record }) =>
        void leader
          .write({ expected, record })
          .then((ok) => step({ kind: "written", record, ok }), deposed),
      later: ({ milliseconds }) => void setTimeout(() => step({ kind: "due" }), milliseconds),
      lead: () => resolve(),
      "step-down": deposed,
    } satisfies {
      readonly [K in LeadershipEffect["kind"]]: (
        effect: LeadershipEffect & { readonly kind: K },
      ) => void;
    };
    step({ kind: "due" });
  });
}
