import { type Plan, planOf } from "./plan.ts";
import { World } from "./world.ts";

export interface Result {
  readonly plan: Plan;
  readonly hash: string;
  readonly events: number;
  /** Why it is wrong; absent where everything holds. */
  readonly failure: string | undefined;
  readonly seen: ReadonlySet<string>;
  readonly lines: readonly string[];
}

export async function simulate(plan: Plan, keepTrace = false): Promise<Result> {
  const world = new World(plan, keepTrace);
  let failure: string | undefined;
  try {
    await world.run();
  } catch (error) {
    failure =
      error instanceof Error
        ? error.name === "Violation"
          ? error.message
          : (error.stack ?? error.message)
        : String(error);
  }
  return {
    plan,
    hash: world.trace.hash,
    events: world.timeline.events,
    failure,
    seen: world.seen,
    lines: world.trace.lines,
  };
}

/** Twice, which must be the same to the last event. */
export async function simulateTwice(seed: number): Promise<Result> {
  const first = await simulate(planOf(seed));
  if (first.failure !== undefined) return first;
  const second = await simulate(planOf(seed));
  return second.hash === first.hash ? first : { ...first, failure: "Two runs of one seed differ." };
}
