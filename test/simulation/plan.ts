import type { SimulatedApp } from "./apps/app.ts";
import { apps } from "./apps/index.ts";
import { type Fault, swarm } from "./world/faults.ts";
import { random } from "./world/random.ts";

/** Everything about one seed that is decided before it runs. */
export interface Plan {
  readonly seed: number;
  readonly name: string;
  readonly app: () => SimulatedApp;
  readonly controllers: number;
  /** All works on one machine, or each on its own. */
  readonly shared: boolean;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly faults: readonly Fault[];
  /** From here on nothing is broken any more, and everything must come to its end. */
  readonly calmFrom: number;
  /** How long the world runs at most, ms. */
  readonly patience: number;
}

/** Faults strike within the first minutes, and are over when the last of them is. */
const unquiet = 100_000;
/** ms: a machine that was cut off is heard again by then. */
const aftermath = 150_000;
const recovery = 2_400_000;

export function planOf(seed: number, faults = swarm(seed, unquiet)): Plan {
  const chance = random(seed, "plan");
  const { name, make } = chance.pick(apps);
  // Some faults of a moment have longer consequences than their `lasts` says.
  const calmFrom = Math.max(0, ...faults.map(({ at, lasts }) => at + Math.max(lasts, aftermath)));
  return {
    seed,
    name,
    app: make,
    controllers: chance.pick([1, 2, 2]),
    shared: chance.chance(0.4),
    idleTimeout: chance.pick([20, 300]),
    faults,
    calmFrom,
    patience: calmFrom + recovery,
  };
}
