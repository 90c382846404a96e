/** Finished calls of a launch that may go on, beside the code that it would go on with. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { array, nullable, object, safeParse, string } from "valibot";
import type { Packed } from "#compiler";
import { ledgerStaleCode } from "#diagnostics/catalogue.gen.ts";
import { works } from "#graph/graph.ts";
import { hasEnded, lastLaunch } from "#providers/local/runtime/launch.ts";
import type { AppSource } from "../app-source.ts";

const document = object({
  calls: array(object({ work: string(), verdict: string(), bundle: nullable(string()) })),
});

/**
 * One warning for each work; `launch` is the id where `--resume` names one. One that was killed left no list, and
 * one that came to its end does not go on.
 */
export function reportStaleCode(
  { graph, manifest }: Packed,
  { directory, sink }: AppSource,
  launch?: string,
): void {
  const home = join(directory, ".thunderhead", graph.app.name);
  const folder = launch ? join(home, "launches", launch) : lastLaunch(home)?.directory;
  const file = folder && join(folder, "calls.json");
  if (!file || !existsSync(file) || hasEnded(folder)) return;
  const parsed = safeParse(document, JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) return;
  for (const { name, classSpan, settings } of works(graph)) {
    const bundle = manifest.works.find((one) => one.name === name)?.bundle.hash;
    const stale = parsed.output.calls.filter(
      (call) => call.work === name && isDone(call.verdict) && call.bundle !== bundle,
    );
    // These run again by themselves.
    if (stale.length === 0 || settings.rerunOn === "code") continue;
    const count = stale.length === 1 ? "One finished call" : `${stale.length} finished calls`;
    sink.report(ledgerStaleCode(classSpan, { work: name, count }));
  }
}

const isDone = (verdict: string): boolean => verdict === "ran" || verdict === "skipped";
