import type { Outcome } from "#protocol/call.ts";
import type { Failure } from "#protocol/status.ts";
import type { AttemptState } from "./state.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * What became of an attempt whose process is gone: what it said itself, unless somebody was ending it. A
 * run that settles during a notice has succeeded; one that was being stopped is stopped, whatever it says.
 */
export function outcomeOf(attempt: AttemptState, exit: Exit | undefined): Outcome {
  const { ending, verdict, order } = attempt;
  if (ending?.kind === "stop") return { kind: "stopped", reason: ending.reason };
  if (ending?.kind === "timeout") {
    return failed({
      reason: "timeout",
      message: `${order.work} ran longer than its timeout of ${ending.seconds} seconds.`,
    });
  }
  if (ending?.kind === "notice" && verdict?.outcome.kind !== "succeeded") {
    return failed({
      reason: "interrupted",
      message: `${order.work} was interrupted (${inWords(ending.reason)}).`,
    });
  }
  return verdict?.outcome ?? failed(exitFailure(attempt, exit ?? { code: null, signal: null }));
}

const inWords = (reason: string): string =>
  reason === "block" ? "its machine's capacity block ends" : reason;

const failed = (failure: Failure): Outcome => ({ kind: "failed", failure });

function exitFailure({ order, lastLines, phase }: AttemptState, { code, signal }: Exit): Failure {
  const when = phase === "starting" ? "before run() began" : "before run() had returned";
  if (
    lastLines.some((line) => /heap out of memory|MemoryError|Cannot allocate memory/.test(line))
  ) {
    return { reason: "out-of-memory", message: `The process of ${order.work} ran out of memory.` };
  }
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  const hint =
    signal === "SIGKILL" ? " Nobody here sent it: most often the system was out of memory." : "";
  const last = lastLines.at(-1);
  return {
    reason: "exit-code",
    message: `The process of ${order.work} ended ${how} ${when}.${hint}${last === undefined ? "" : ` Its last line: ${last}`}`,
  };
}
