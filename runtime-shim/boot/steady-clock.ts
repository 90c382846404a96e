import { type SteadyTime, steadyNow, steadyTime } from "#core/steady-time.ts";

/**
 * Time in ms since the epoch that never runs backwards. It is the wall's, also where that leaps forward (a
 * laptop that slept). Where the wall is set back, time goes on at its own pace: what was to come in a second
 * must not take an hour.
 */
export class SteadyClock {
  readonly #time: SteadyTime;

  /** `floor`: a time that is known to have passed. */
  constructor(floor = 0) {
    this.#time = steadyTime(floor, performance.now());
  }

  now(): number {
    return steadyNow(this.#time, { wall: Date.now(), monotonic: performance.now() });
  }

  /** What others have seen has passed here, too. */
  atLeast(time: number): void {
    this.#time.last = Math.max(this.#time.last, time);
  }
}
