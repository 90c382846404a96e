import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { understand } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { readSample, samples } from "./sample.ts";

const boring = fileURLToPath(new URL("../../examples/boring/app.ts", import.meta.url));
const sources = [
  readFileSync(boring, "utf8"),
  ...samples.flatMap((sample) => readSample(sample, "app.ts") ?? []),
];

/** Cut at words and signs, so that most mutations still parse and reach the analysis. */
const tokensOf = (source: string) => source.match(/\w+|\s+|[^\w\s]/g) ?? [];
const vocabulary = [...new Set(sources.flatMap(tokensOf))];

const words = vocabulary.filter((token) => /^\w/.test(token));

/** A word for another keeps most sources whole; a splice of anything breaks most of them. */
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: fc.nat(10_000), word: fc.constantFrom(...words) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.nat(10_000),
      remove: fc.integer({ min: 0, max: 3 }),
      insert: fc.array(fc.constantFrom(...vocabulary), { maxLength: 2 }),
    }),
  },
);

type Change = typeof change extends fc.Arbitrary<infer Made> ? Made : never;

function changed(tokens: readonly string[], one: Change): readonly string[] {
  if (!("word" in one))
    return tokens.toSpliced(one.at % (tokens.length + 1), one.remove, ...one.insert);
  const places = tokens.flatMap((token, index) => (/^\w/.test(token) ? [index] : []));
  return tokens.with(places[one.at % places.length] ?? 0, one.word);
}

const mutant = fc
  .record({
    source: fc.constantFrom(...sources),
    changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  })
  .map(({ source, changes }) =>
    changes.reduce<readonly string[]>(changed, tokensOf(source)).join(""),
  );

test("no mutation of an app's source crashes the analysis, and every problem has its place in the text", () => {
  fc.assert(
    fc.property(mutant, (text) => {
      const sink = collectingSink();
      const host = memoryHost({ "/nowhere/app.ts": text }, diskHost);
      const place = { entry: "/nowhere/app.ts", directory: "/nowhere", name: "nowhere" };
      understand({ ...place, lock: emptyLock, host, sink });
      for (const { slug, span, message } of sink.diagnostics()) {
        // Between backticks, and in what the parser says, stand the user's own words.
        const ours = slug === "module/syntax-error" ? "" : message.replace(/`[^`]*`/g, "");
        expect(ours).not.toMatch(/undefined|\[object/);
        if (span?.file !== "app.ts") continue;
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: Number(process.env["RUNS"] ?? 1_000) },
  );
}, 300_000);
