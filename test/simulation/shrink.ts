import { type Plan, planOf } from "./plan.ts";
import { simulate } from "./run.ts";
import type { Fault } from "./world/faults.ts";

/** Leaves out one fault after the other, as long as what is left still fails. */
export async function shrink({ seed, faults }: Plan): Promise<readonly Fault[]> {
  let kept = faults;
  for (let index = 0; index < kept.length; ) {
    const fewer = kept.filter((_, place) => place !== index);
    const { failure } = await simulate(planOf(seed, fewer));
    if (failure === undefined) index += 1;
    else kept = fewer;
  }
  return kept;
}
