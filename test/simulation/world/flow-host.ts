import { runCommand } from "#boot/flow/command.ts";
import type { Engine } from "#boot/flow/engine.ts";
import { runTickTwice } from "#boot/flow/run-tick-twice.ts";
import { runStep } from "#boot/flow/steps.ts";
import type { FromFlow, ToFlow } from "#protocol/flow.ts";
import type { World } from "../world.ts";

/** What the flow's thread would answer: the same engine, in this process. */
export async function answerOf(world: World, engine: Engine, message: ToFlow): Promise<FromFlow> {
  if (message.kind === "command") {
    const answer = await runCommand(engine, message);
    return { kind: "commanded", request: message.request, answer };
  }
  if (message.kind === "step") {
    const { key, attempt, idempotencyKey } = message;
    world.observer.stepRuns(key, attempt);
    const { signal } = new AbortController();
    const outcome = await runStep(engine, { key, attempt, idempotencyKey, signal });
    return { kind: "stepped", key, attempt, outcome };
  }
  // How long it took by the wall's clock is no part of the world.
  const report = { ...(await runTickTwice(engine, message.request)), took: 1 };
  world.observer.ticked(report);
  return { kind: "ticked", report };
}
