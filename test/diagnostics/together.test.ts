import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { positionAt } from "#source/span.ts";
import { analyzeSample, type Checked, readSample, type Sample, samples } from "./sample.ts";

/** Where a problem stands: `path/no-writer s0/app.ts:12:3`. */
type Place = string;

const ending = "export default new App(new Root());\n";

/**
 * Reported by bundling or lowering, which a program with errors does not get to; of the line that changes here;
 * or what leaves open which calls there are, so that less is sure of the others.
 */
const late =
  /^(?:module\/syntax-error|flow\/unknown-structure|config\/steers-structure|python\/unlocked|bundle\/(?:failed|native-addon|flow-comes-along|too-big|left-out|case-clash)|provider\/)/;

/** Whole programs of which a flow can be one among others: only the root has a layout, and there is one configuration and one lock. */
const parts: readonly Sample[] = samples.filter((sample) => {
  const text = readSample(sample, "app.ts") ?? "";
  return (
    !sample.passes &&
    !late.test(sample.slug) &&
    text.endsWith(ending) &&
    /^class Root extends /m.test(text) &&
    !text.includes("configureLayout") &&
    readSample(sample, "thunderhead.config.ts") === undefined &&
    readSample(sample, "requirements.lock") === undefined
  );
});

/** What of two programs would be a problem of both: a port of the shared machine, a file by its plain name. */
const clashes = [/\bport\b/, /(?:write|read)File\w*\("|"[\w/]+\.\w+"/];

const together = fc
  .shuffledSubarray([...parts], { minLength: 2, maxLength: 5 })
  .map((chosen) =>
    chosen.filter((sample, index) =>
      clashes.every(
        (pattern) =>
          !uses(sample, pattern) || !chosen.slice(0, index).some((other) => uses(other, pattern)),
      ),
    ),
  );

const filesOf = ({ directory }: Sample): readonly string[] =>
  globSync("**/*.{ts,js,json,py,txt,html}", { cwd: directory }).filter(
    (file) => !/(?:^|\/)(?:diagnostics\.json|[\w-]+\.fixed\.ts)$/.test(file),
  );

const uses = (sample: Sample, pattern: RegExp): boolean =>
  filesOf(sample).some((file) => pattern.test(readFileSync(join(sample.directory, file), "utf8")));

/** One app whose root runs the root of each, side by side. */
function merged(chosen: readonly Sample[]): Readonly<Record<string, string>> {
  const files = chosen.flatMap((sample, index) =>
    filesOf(sample).map((file) => {
      const text = readFileSync(join(sample.directory, file), "utf8");
      const own = file === "app.ts" ? text.replace(ending, "export { Root };\n") : text;
      return [`/together/s${index}/${file}`, own] as const;
    }),
  );
  const names = chosen.map((_, index) => `s${index}`);
  const app = [
    'import { App, Flow } from "thunderhead";',
    ...names.map((name) => `import { Root as R${name} } from "./${name}/app.ts";`),
    "class Root extends Flow {",
    ...names.map((name) => `  ${name} = new R${name}();`),
    `  override async run() { await Promise.all([${names.map((name) => `this.${name}.run()`).join(", ")}]); }`,
    "}",
    ending,
  ];
  return { ...Object.fromEntries(files), "/together/app.ts": app.join("\n") };
}

const placeOf = ({ slug, span }: Diagnostic, texts: Checked["texts"], folder = ""): Place => {
  const text = span && texts(span.file);
  const at = span && text ? positionAt(text, span.start) : { line: 0, column: 0 };
  return `${slug} ${folder}${span?.file}:${at.line}:${at.column}`;
};

const alone = new Map<Sample, Promise<Checked>>();

async function expectedOf(sample: Sample, index: number): Promise<readonly Place[]> {
  const checked = alone.get(sample) ?? analyzeSample(sample, diskHost);
  alone.set(sample, checked);
  const { diagnostics, texts } = await checked;
  return diagnostics.map((one) => placeOf(one, texts, `s${index}/`));
}

test("a program with several problems shows exactly these, each once, in the order of the source", async () => {
  await fc.assert(
    fc.asyncProperty(together, async (chosen) => {
      const { diagnostics, texts } = await analyzeSample(
        { directory: "/together" },
        memoryHost(merged(chosen), diskHost),
      );
      const found = diagnostics.map((one) => placeOf(one, texts));
      const expected = (await Promise.all(chosen.map(expectedOf))).flat();
      expect(found.toSorted()).toEqual(expected.toSorted());
      for (const [index, { span }] of diagnostics.entries()) {
        const before = diagnostics[index - 1]?.span;
        if (before?.file === span?.file)
          expect(before?.start ?? 0).toBeLessThanOrEqual(span?.start ?? 0);
        else
          expect(diagnostics.slice(0, index).map((one) => one.span?.file)).not.toContain(
            span?.file,
          );
      }
    }),
    { numRuns: Number(process.env["RUNS"] ?? 60) },
  );
}, 300_000);

test("most of the catalogue takes part", () => {
  expect(new Set(parts.map(({ slug }) => slug)).size).toBeGreaterThan(45);
});
