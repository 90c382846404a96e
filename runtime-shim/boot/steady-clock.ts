/**
 * Time in ms since the epoch that never runs backwards. It is the wall's, also where that leaps forward (a
 * laptop that slept). Where the wall is set back, time goes on at its own pace: what was to come in a second
 * must not take an hour.
 */
export class SteadyClock {
  #last: number;
  #at = performance.now();

  /** `floor`: a time that is known to have passed. */
  constructor(floor = 0) {
    this.#last = floor;
  }

  now(): number {
    const elapsed = Math.floor(performance.now() - this.#at);
    this.#at += elapsed;
    this.#last = Math.max(Date.now(), this.#last + elapsed);
    return this.#last;
  }

  /** What others have seen has passed here, too. */
  atLeast(time: number): void {
    this.#last = Math.max(this.#last, time);
  }
}
