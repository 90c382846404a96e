export function remember(flow: { history: string[] }, word: string) {
  flow.history = [...flow.history, word];
}
