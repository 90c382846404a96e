/** Finished calls of a ledger that goes on, beside the code that it would go on with. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Packed } from "#compiler";
import { ledgerStaleCode } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { plural } from "#diagnostics/words.ts";
import { works } from "#graph/graph.ts";
import type { KeptCall } from "#protocol/call.ts";
import {
  hasEnded,
  lastLaunch,
  type PastLaunch,
  runningIn,
} from "#providers/local/runtime/launch.ts";
import type { AppSource } from "../app-source.ts";

/** Of the last launch here, or the one that `--resume` names: one that has ended, or runs, does not go on with it. */
export async function reportStaleCode(
  packed: Packed,
  { directory, sink }: AppSource,
  launch?: string,
): Promise<void> {
  const past = pastLaunch(join(directory, ".thunderhead", packed.graph.app.name), launch);
  if (!past || hasEnded(past.directory) || runningIn(past.home)?.launch === past.id) return;
  const { keptCalls } = await import("#providers/local/runtime/offline.ts");
  for (const one of staleCode(packed, { calls: await keptCalls(past) })) sink.report(one);
}

function pastLaunch(home: string, id: string | undefined): PastLaunch | undefined {
  if (id === undefined) return lastLaunch(home);
  const directory = join(home, "launches", id);
  return existsSync(directory) ? { id, directory, home } : undefined;
}

export interface KeptIn {
  readonly calls: readonly KeptCall[];
  /** Absent for a launch here. */
  readonly stack?: string | undefined;
}

/** One warning for each work whose calls are kept. */
export function staleCode(
  { graph, manifest: { works: packed, renamed } }: Packed,
  { calls, stack }: KeptIn,
): readonly Diagnostic[] {
  const bundles = new Map(packed.map(({ name, bundle }) => [name, bundle.hash]));
  const kept = Map.groupBy(calls, ({ work }) => (bundles.has(work) ? work : renamed[work]));
  return works(graph).flatMap(({ name, classSpan, settings }) => {
    const stale = (kept.get(name) ?? []).filter(
      ({ bundle }) => bundle !== undefined && bundle !== bundles.get(name),
    );
    // These run again by themselves.
    if (stale.length === 0 || settings.rerunOn === "code" || !settings.cacheCalls) return [];
    const count = plural(stale.length, "finished call", "One");
    const rerun = `thunderhead rerun ${name} --downstream`;
    return [
      ledgerStaleCode(classSpan, {
        work: name,
        count,
        where: stack === undefined ? "" : ` on stack \`${stack}\``,
        way:
          stack === undefined ? `\`${rerun}\`` : `After the deploy \`${rerun} --stack ${stack}\``,
      }),
    ];
  });
}
