import type { CallId } from "#protocol/call.ts";
import type { TickReport } from "#protocol/flow.ts";
import type { ManifestWork } from "#protocol/manifest.ts";
import type { Call, Ledger } from "./state.ts";
import { describeEnd } from "./views.ts";

interface Seen {
  readonly report: TickReport;
  /** Order of the ledger when the tick began: what settled later, it could not see. */
  readonly snapshot: number;
  readonly layoutOnly: boolean;
}

export interface AppFailure {
  readonly code: 1;
  readonly message: string;
}

/**
 * The first tick that ends after a call has failed decides whether the failure was caught: it was, if
 * somebody looked at the call's promise and the tick did not reject with it.
 */
export function uncaught(
  ledger: Ledger,
  { report, snapshot, layoutOnly }: Seen,
  works: ReadonlyMap<string, ManifestWork>,
): AppFailure | undefined {
  if (layoutOnly) return undefined;
  const rejected =
    report.outcome.kind === "failed"
      ? ledger.calls.get(report.outcome.error.call ?? "")
      : undefined;
  if (rejected !== undefined) return failureOf(rejected);
  if (report.outcome.kind === "failed") return undefined;
  for (const id of shownFailures(ledger, snapshot)) {
    const call = ledger.calls.get(id);
    if (call === undefined) continue;
    const raises = works.get(call.work)?.settings.raiseException !== false;
    if (raises && report.reached[id]?.looked !== true) return failureOf(call);
  }
  return undefined;
}

/** Failures that a tick on this snapshot has been shown: judged once, and on record from then on. */
export const shownFailures = ({ unseen, calls }: Ledger, snapshot: number): readonly CallId[] =>
  [...unseen].filter((id) => (calls.get(id)?.order ?? 0) <= snapshot);

const failureOf = (call: Call): AppFailure => ({
  code: 1,
  message: [describeEnd(call), ...framesOf(call.failure?.stack ?? "")].join("\n"),
});

/** What a work's language calls a stack, under the sentence that says what failed. */
const framesOf = (stack: string): readonly string[] =>
  stack
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (line.startsWith("at ") ? `    ${line}` : line));
