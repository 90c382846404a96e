import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits } from "#diagnostics/apply.ts";
import { slugs } from "#diagnostics/catalogue.gen.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { checkSample, readSample, type Sample, samples } from "./sample.ts";

const update = process.env["UPDATE"] === "1";

/** `UPDATE=1` accepts what was found. */
function expectFile(sample: Sample, file: string, found: string): void {
  if (update) writeFileSync(join(sample.directory, file), found);
  expect(found).toBe(readSample(sample, file));
}

describe.each(samples.filter(({ passes }) => !passes))("$name", (sample) => {
  test("is found, at its place", async () => {
    const { diagnostics, texts } = await checkSample(sample, diskHost);
    const found = { version: 1, diagnostics: diagnostics.map((one) => diagnosticJson(one, texts)) };
    expectFile(sample, "diagnostics.json", `${JSON.stringify(found, undefined, 2)}\n`);
    expect(diagnostics.map(({ slug }) => slug)).toContain(sample.slug);
  });

  test("is gone once the offered fix is applied", async () => {
    const { diagnostics, texts } = await checkSample(sample, diskHost);
    const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
    // None is offered: then none may be expected.
    if (edits.length === 0) return expect(readSample(sample, "fixed.ts")).toBeUndefined();
    const applied = applyEdits(edits, (file) => texts(file)?.text);
    const fixed = applied.texts.get("app.ts") ?? "";
    expectFile(sample, "fixed.ts", fixed);
    const files = [...applied.texts].map(([file, text]) => [join(sample.directory, file), text]);
    const again = await checkSample(sample, memoryHost(Object.fromEntries(files), diskHost));
    expect(again.diagnostics.map(({ slug }) => slug)).not.toContain(sample.slug);
  });
});

describe.each(samples.filter(({ passes }) => passes))("$name", (sample) => {
  test("is no problem", async () => {
    expect((await checkSample(sample, diskHost)).diagnostics).toEqual([]);
  });
});

/** What the command line reports, and what only a real run can meet: shown in test/cli. */
const shownElsewhere = (slug: string): boolean =>
  slug.startsWith("cli/") ||
  slug.startsWith("deploy/") ||
  ["module/not-found", "python/not-found", "python/environment-failed"].includes(slug);

describe("the catalogue", () => {
  test.each(slugs.filter((slug) => !shownElsewhere(slug)))(
    "%s has a failing and a passing sample",
    (slug) => {
      const own = samples.filter((sample) => sample.slug === slug);
      expect(own.map(({ passes }) => passes).sort()).toEqual([false, true]);
    },
  );

  test.each(samples)("$name shows a slug of the catalogue", ({ slug }) => {
    expect(slugs).toContain(slug);
  });
});
