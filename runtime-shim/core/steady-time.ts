/**
 * Time for reducers: the wall clock's, but never backwards. Where the clock is set back, time goes on at its own
 * pace from where it was, so that nothing waits an hour for a timer because somebody corrected an hour.
 */
export interface SteadyTime {
  /** What was answered last, ms since the epoch. */
  last: number;
  /** When, by a clock that nobody sets. */
  monotonic: number;
}

export const steadyTime = (from: number, monotonic: number): SteadyTime => ({
  last: from,
  monotonic,
});

export interface Clocks {
  readonly wall: number;
  readonly monotonic: number;
}

export function steadyNow(time: SteadyTime, { wall, monotonic }: Clocks): number {
  // Whole milliseconds: what is left of one counts next time.
  const gone = Math.max(0, Math.floor(monotonic - time.monotonic));
  time.last = Math.max(wall, time.last + gone);
  time.monotonic += gone;
  return time.last;
}
