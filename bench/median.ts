/** The middle of a list of figures, what every bench decides by; of an even number the two middle ones' mean, of none NaN. */
export function median(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (upper + lower) / 2;
}
