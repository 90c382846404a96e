/** Node's timers hold 24 days at most, and fire at once when given more. */
const longestTimer = 2 ** 31 - 1;

/** A timer of any length that keeps no process alive. */
export function later(milliseconds: number, then: () => void): void {
  const rest = milliseconds - longestTimer;
  setTimeout(
    () => (rest > 0 ? later(rest, then) : then()),
    Math.min(milliseconds, longestTimer),
  ).unref();
}
