import { type Call, isOpen, type Ledger } from "./state.ts";
import { record, say, type Turn } from "./turn.ts";

/** The call that `work.status` speaks of. */
export function lastCall({ works, calls }: Ledger, work: string): Call | undefined {
  const { reached, lastStarted } = works.get(work) ?? {};
  return calls.get(reached ?? lastStarted ?? "");
}

/**
 * Runs a work's last call again as if it had never ended. Downstream of it, what was made of its Paths is
 * forgotten, and made anew when the flow comes to it: by then the new versions are there.
 */
export function rerunWork(turn: Turn, work: string, downstream: boolean): void {
  const { ledger } = turn.core;
  const call = lastCall(ledger, work);
  if (call === undefined || isOpen(call)) return;
  const consumers = downstream ? consumersOf(turn, work) : [];
  for (const { id } of consumers) record(turn, { kind: "rerun", call: id, whenReached: true });
  record(turn, { kind: "rerun", call: call.id });
  const after =
    consumers.length === 0 ? "" : `, and ${consumers.map((each) => each.work).join(", ")} after it`;
  say(turn, work, `It runs again${after}: somebody asked for it.`);
}

/** Finished calls of works that read what this one wrote, of those that read what they wrote, and so on. */
function consumersOf({ core }: Turn, work: string): readonly Call[] {
  const { manifest, paths } = core.live;
  const found = new Set([work]);
  // The set grows while it is walked, so that each work is looked at once.
  for (const producer of found)
    for (const [consumer, read] of Object.entries(manifest.reads))
      if (read.some((path) => paths.get(path)?.producer === producer)) found.add(consumer);
  found.delete(work);
  return [...found].flatMap((name) => {
    const call = lastCall(core.ledger, name);
    return call === undefined || isOpen(call) ? [] : [call];
  });
}
