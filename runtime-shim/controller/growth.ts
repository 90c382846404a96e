import type { TickReport } from "#protocol/flow.ts";
import { end } from "./ending.ts";
import { say, type Turn } from "./turn.ts";

/** Calls that one tick may come to before each further tick is felt, and before the app is better told to stop. */
export const reachLimits = { warn: 1_000, refuse: 100_000 } as const;

/** A loop that comes to all its finished calls again makes every tick longer than the one before. */
export function watchGrowth(turn: Turn, { reached }: TickReport): void {
  const { live, ledger } = turn.core;
  const calls = Object.keys(reached);
  if (calls.length <= reachLimits.warn) return;
  const byWork = Map.groupBy(calls, (id) => ledger.calls.get(id)?.work ?? "");
  const [work = "", most = []] =
    [...byWork].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const what = `One tick comes to ${calls.length} calls, ${most.length} of them ${work}'s.`;
  const then = `Keep your place in a field: \`while (this.i < n) { await this.${work}.run(this.i); this.i++ }\`.`;
  if (calls.length >= reachLimits.refuse) end(turn, { code: 1, message: `${what} ${then}` });
  else if (!live.saidGrowth) say(turn, "root", `${what} Each makes the next tick longer. ${then}`);
  live.saidGrowth = true;
}
