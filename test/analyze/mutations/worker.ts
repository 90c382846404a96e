/** Compiles mutants, one after another; says which, so that whoever waits knows at which one it stopped. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { analyze } from "#analyze/analyze.ts";
import { planOf, targetOf } from "#compiler";
import { type CollectingSink, collectingSink } from "#diagnostics/sink.ts";
import { emitProgram } from "#emit/program.ts";
import { emptyLock } from "#graph/identity.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import { memoryHost } from "#source/memory-host.ts";
import { mutants } from "./mutate.ts";
import { beside, sources } from "./sources.ts";

const { seed, runs, present }: { seed: number; runs: number; present: Uint8Array } = workerData;

/**
 * A fortieth of what users' apps have: one that uses all of it takes some fifty milliseconds then, and what
 * needs more steps than that grows as well with more of them.
 */
const fuel = 25_000;
const place = { entry: "/app/app.ts", directory: "/app", name: "app", lock: emptyLock };
const target = targetOf(awsProvider, awsProvider.options({}, collectingSink()));
const encoder = new TextEncoder();
/** Of what `present` holds. */
let length = 0;
let done = 0;
let whole = 0;

fc.assert(
  fc.property(mutants(sources), ({ text }) => {
    const { written } = encoder.encodeInto(text, present);
    if (written < length) present.fill(0, written, length);
    length = written;
    const sink = collectingSink();
    compiled(text, sink);
    const problems = sink.diagnostics();
    if (!problems.some(({ slug }) => slug === "module/syntax-error")) whole++;
    for (const { span, message } of problems) {
      // What stands in the source may stand in a message.
      const slip = /(?<!`)\bundefined\b(?!`)|\[object/.exec(withoutTexts(message, text))?.[0];
      if (slip !== undefined && !text.includes(slip)) throw new Error(`says: ${message}`);
      if (span?.file === "app.ts" && (span.start > span.end || span.end > text.length))
        throw new Error(`points at ${span.start}…${span.end} of ${text.length}`);
    }
    done++;
    if (done % 100 === 0) parentPort?.postMessage({ done });
  }),
  { seed, numRuns: runs },
);
parentPort?.postMessage({ done, whole });

/** As far as it goes: all that `compile` does but its bundles. */
function compiled(text: string, sink: CollectingSink): void {
  const app = { ...place, host: memoryHost({ ...beside, "/app/app.ts": text }), sink };
  const understood = analyze({ ...app, fuel });
  if (understood) target.check(understood.graph, sink);
  if (understood === undefined || sink.hasErrors()) return;
  const plan = planOf(understood.graph, app, target);
  if (!sink.hasErrors())
    emitProgram(plan, { readText: (component) => readFileSync(component, "utf8") });
}

/** A text of the app's own, quoted in a message, says what it says; one made of values too: `x/${{}}` is `x/[object Object]`. */
function withoutTexts(message: string, source: string): string {
  const plain = message.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  return /\$\{|\+|\bString\(|\bjoin\(/.test(source) ? plain.replaceAll(/`[^`]*`/g, "") : plain;
}
