import type { FromWork } from "#protocol/work-process.ts";
import type { WorkState } from "./work-state.ts";

/** Milliseconds between two looks: never less than the first, and no more than the second while nothing changes. */
const quickest = 10;
const slowest = 250;
/** Looking may take this share of the work's time. */
const share = 0.05;

export interface WatchOptions {
  readonly send: (message: FromWork) => void;
  /** A field that cannot travel ends the attempt. */
  readonly fail: (error: unknown) => void;
}

/** Looks for changed state while the work runs, as often as it is worth: large states that change little are looked at less. */
export function watchState(state: WorkState, { send, fail }: WatchOptions): { stop(): void } {
  let delay = quickest;
  let timer = setTimeout(look, delay);
  timer.unref();

  function look(): void {
    const started = performance.now();
    try {
      const patch = state.changes();
      if (patch !== undefined) send({ kind: "patch", patch });
      delay = patch === undefined ? Math.min(delay * 2, slowest) : quickest;
    } catch (error) {
      fail(error);
      return;
    }
    timer = setTimeout(look, Math.max(delay, (performance.now() - started) / share));
    timer.unref();
  }
  return { stop: () => clearTimeout(timer) };
}
