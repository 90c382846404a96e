/** "Did you mean …?"; the distance of words is loaded only when one was wrong. */
export async function nearestSentence(
  word: string,
  candidates: readonly string[],
): Promise<string> {
  const { didYouMean } = await import("#diagnostics/words.ts");
  return didYouMean(word, candidates);
}
