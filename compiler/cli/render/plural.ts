/** `1 resource`, `3 resources`; `one` where the first is to be a word: `One launch`. */
export const plural = (count: number, noun: string, one = "1"): string =>
  count === 1 ? `${one} ${noun}` : `${count} ${noun}s`;
