/**
 * Asking AWS, when an answer may stay out. An answer that did not come, or came from something that was too busy,
 * says nothing of what was asked; whoever must know asks again.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** ms after which a call that nobody answered counts as unanswered. */
const patience = 3000;

/** Given to a call, so that it ends: a connection that died without a word is heard of by nobody. */
export const soon = (): { readonly abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(patience),
});

/** What AWS calls itself being busy, and credentials that are about to be renewed. */
const passing =
  /Throttl|RequestLimitExceeded|ThroughputExceeded|TooManyRequests|SlowDown|TransactionInProgress|RequestTimeout|ExpiredToken|TokenRefreshRequired|RequestExpired|RequestTimeTooSkewed/;

/** No connection, no answer in time, no credentials yet. */
const unanswered = /^(AbortError|TimeoutError|CredentialsProviderError|TokenProviderError)$/;
const unconnected = /^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOST|NET)/;

/** The same call may well be answered later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (unanswered.test(error.name) || passing.test(error.name)) return true;
  if ("code" in error && unconnected.test(String(error.code))) return true;
  const status = statusOf(error);
  return status !== undefined && (status >= 500 || status === 429);
}

function statusOf(error: Error): number | undefined {
  if (!("$metadata" in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata))
    return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** ms between two askings, doubled from the first to the last, each with up to as much again of chance. */
const first = 50;
const last = 5000;

/** Asks until there is an answer, or one that will not change. Rejects with the last when `signal` aborts. */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!isTransient(error) || signal?.aborted === true) throw error;
      await sleep(Math.min(last, first * 2 ** tries) * (1 + Math.random()), undefined, { signal });
    }
  }
}
