import type { StepOutcome } from "#protocol/flow.ts";
import type { Engine } from "./engine.ts";
import { runStep, type StepRun } from "./steps.ts";

/** The steps that run now, each with a signal that tells of the app's end. */
export class RunningSteps {
  readonly #running = new Map<AbortController, Promise<StepOutcome>>();

  async run(engine: Engine, step: Omit<StepRun, "signal">): Promise<StepOutcome> {
    const controller = new AbortController();
    const outcome = runStep(engine, { ...step, signal: controller.signal });
    this.#running.set(controller, outcome);
    try {
      return await outcome;
    } finally {
      this.#running.delete(controller);
    }
  }

  /** Tells all, and resolves when none runs any more. */
  async end(): Promise<void> {
    const running = [...this.#running];
    for (const [controller] of running)
      controller.abort(new Error("The app ends; a step that has no outcome runs again later."));
    await Promise.allSettled(running.map(([, outcome]) => outcome));
  }
}
