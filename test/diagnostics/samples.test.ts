import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits } from "#diagnostics/apply.ts";
import { slugs } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { fewer, required, shownElsewhere } from "./disguises.ts";
import { checkSample, readSample, type Sample, samples } from "./sample.ts";

const update = process.env["UPDATE"] === "1";

/** `UPDATE=1` accepts what was found. */
function expectFile(sample: Sample, file: string, found: string): void {
  if (update) writeFileSync(join(sample.directory, file), found);
  expect(found).toBe(readSample(sample, file));
}

const slugsOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ slug }) => slug);

/** What a target cannot run yet is no problem of the source. */
const ofSource = ({ slug: own }: Sample, diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ slug }) => own.startsWith("provider/") || !slug.startsWith("provider/"));

/** `app.ts` → `app.fixed.ts` */
const fixedName = (file: string): string => file.replace(/(?=\.[a-z]+$)/, ".fixed");

describe.each(samples.filter(({ passes }) => !passes))("$name", (sample) => {
  test("is found, at its place, and nothing else", async () => {
    const { diagnostics, texts } = await checkSample(sample, diskHost);
    const found = { version: 1, diagnostics: diagnostics.map((one) => diagnosticJson(one, texts)) };
    expect([...new Set(slugsOf(diagnostics))]).toEqual([sample.slug]);
    expectFile(sample, "diagnostics.json", `${JSON.stringify(found, undefined, 2)}\n`);
  });

  test("is gone once the offered fix is applied", async () => {
    const { diagnostics, texts } = await checkSample(sample, diskHost);
    const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
    // None is offered: then none may be expected.
    if (edits.length === 0) return expect(readSample(sample, fixedName("app.ts"))).toBeUndefined();
    const applied = applyEdits(edits, (file) => texts(file)?.text);
    for (const [file, text] of applied.texts) expectFile(sample, fixedName(file), text);
    const files = [...applied.texts].map(([file, text]) => [join(sample.directory, file), text]);
    const again = await checkSample(sample, memoryHost(Object.fromEntries(files), diskHost));
    const unfixed = diagnostics.filter(({ fix }) => fix === undefined);
    expect(slugsOf(ofSource(sample, again.diagnostics))).toEqual(slugsOf(unfixed));
  });
});

const choices = samples.filter((sample) =>
  readSample(sample, "diagnostics.json")?.includes('"otherFixes"'),
);

describe.each(choices)("$name", (sample) => {
  test("is gone with any of the other fixes too", async () => {
    const { diagnostics, texts } = await checkSample(sample, diskHost);
    const [first] = diagnostics;
    for (const { edits } of first?.otherFixes ?? []) {
      const applied = applyEdits(edits, (file) => texts(file)?.text);
      const files = [...applied.texts].map(([file, text]) => [join(sample.directory, file), text]);
      const again = await checkSample(sample, memoryHost(Object.fromEntries(files), diskHost));
      expect(again.diagnostics.length).toBeLessThan(diagnostics.length);
    }
  });
});

describe.each(samples.filter(({ passes }) => passes))("$name", (sample) => {
  test("is no problem", async () => {
    const { diagnostics } = await checkSample(sample, diskHost);
    expect(ofSource(sample, diagnostics)).toEqual([]);
  });
});

describe("the catalogue", () => {
  test.each(slugs.filter((slug) => !shownElsewhere(slug)))(
    "%s is found in every disguise, and not where something looks alike",
    (slug) => {
      const own = samples.filter((sample) => sample.slug === slug);
      const failing = own.filter(({ passes }) => !passes);
      expect(failing.length).toBeGreaterThanOrEqual(fewer[slug]?.disguises ?? required);
      expect(own.length).toBeGreaterThan(failing.length);
    },
  );

  test.each(samples)("$name shows a slug of the catalogue", ({ slug }) => {
    expect(slugs).toContain(slug);
  });

  test.each(Object.keys(fewer))("%s, which is excused, is in the catalogue", (slug) => {
    expect(slugs).toContain(slug);
  });
});
