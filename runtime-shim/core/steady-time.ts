/**
 * Time for reducers: the wall clock's, but never backwards. A clock that is set back is followed from where it
 * was, at its own pace, so that nothing waits an hour for a timer because somebody corrected an hour.
 */
export interface SteadyTime {
  /** What was answered last, ms since the epoch. */
  last: number;
  /** When, by a clock that nobody sets. */
  monotonic: number;
  /** Added to the wall clock since it was set back. */
  offset: number;
}

export const steadyTime = (from: number, monotonic: number): SteadyTime => ({
  last: from,
  monotonic,
  offset: 0,
});

export interface Clocks {
  readonly wall: number;
  readonly monotonic: number;
}

export function steadyNow(time: SteadyTime, { wall, monotonic }: Clocks): number {
  const gone = Math.max(0, monotonic - time.monotonic);
  if (wall + time.offset < time.last) time.offset = time.last + gone - wall;
  time.last = wall + time.offset;
  time.monotonic = monotonic;
  return time.last;
}
