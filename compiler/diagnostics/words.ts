import { distance } from "fastest-levenshtein";

/** "`a`", "`a` or `b`", "`a`, `b` or `c`". */
export function listWords(words: readonly string[], last: "and" | "or" = "or"): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2
    ? quoted.join("")
    : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

/** `1 resource`, `3 resources`; `one` where the first is to be a word: `One launch`. */
export const plural = (count: number, noun: string, one = "1"): string =>
  count === 1 ? `${one} ${noun}` : `${count} ${noun}s`;

/** The candidates that `word` may have been meant to be, nearest first; none where all are far. */
export function nearestWords(
  word: string,
  candidates: readonly string[],
  limit = 3,
): readonly string[] {
  const lower = word.toLowerCase();
  const cost = (candidate: string) => distance(lower, candidate.toLowerCase());
  const allowed = (candidate: string) =>
    Math.max(2, Math.ceil(Math.max(word.length, candidate.length) * 0.4));
  const near = (candidate: string) =>
    cost(candidate) <= allowed(candidate) || sharesFirstWord(lower, candidate.toLowerCase());
  return candidates
    .filter(near)
    .toSorted((a, b) => cost(a) - cost(b) || (a < b ? -1 : 1))
    .slice(0, limit);
}

/** `gpu-quick` and `gpu-fast`. */
function sharesFirstWord(word: string, candidate: string): boolean {
  const first = word.split(/[^a-z0-9]/u)[0] ?? "";
  return first.length >= 3 && word !== first && candidate.split(/[^a-z0-9]/u)[0] === first;
}

export const nearest = (word: string, candidates: readonly string[]): string | undefined =>
  nearestWords(word, candidates, 1)[0];

/** "Did you mean `run`?", or what there is when nothing is near, or nothing when there is nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearestWords(word, candidates);
  if (near.length > 0) return `Did you mean ${listWords(near)}?`;
  return candidates.length > 0 ? `There is ${listWords(candidates, "and")}.` : "";
}
