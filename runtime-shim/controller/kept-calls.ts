import type { KeptCall } from "#protocol/call.ts";
import type { Call, Ledger } from "./state.ts";

/**
 * Finished calls that stay as they are whatever is deployed: of each work those of the code that its newest is of.
 * What was done under an older one the flow of today may never ask for, and no record says whether it does; a
 * schedule's are done with their occurrence.
 */
export function keptCalls({ calls }: Ledger): readonly KeptCall[] {
  const done = [...calls.values()].filter(
    ({ stage, occurrence }) => stage === "succeeded" && occurrence === undefined,
  );
  const newest = new Map<string, Call>();
  for (const call of done)
    if ((call.order ?? 0) >= (newest.get(call.work)?.order ?? 0)) newest.set(call.work, call);
  return done
    .filter(({ work, bundle }) => newest.get(work)?.bundle === bundle)
    .map(({ work, bundle }) => ({ work, bundle }));
}
