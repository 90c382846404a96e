/** What must have happened in a thousand seeds, so that what holds has been put to the test. */
export const sometimes = [
  "zombie append refused",
  "own-nonce read-back",
  "stale settle fenced",
  "publish acked twice",
  "notice during publish",
  "takeover during settle",
  "suspicion cancelled",
  "queue replaced",
  "schedule skipped",
  "compaction during replay",
  "older connection refused",
] as const;

export type Sometimes = (typeof sometimes)[number];
