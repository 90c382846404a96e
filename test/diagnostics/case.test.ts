import { expect, test } from "vitest";
import { diskHost } from "#source/disk-host.ts";
import type { FileHost } from "#source/host.ts";
import { otherSpelling } from "#source/spelling.ts";
import { analyzeSample, samples } from "./sample.ts";

const real = (path: string): string => otherSpelling(path, { from: "/", host: diskHost }) ?? path;

/** This machine's files, as macOS and Windows find them. */
const caseless: FileHost = {
  readText: (path) => diskHost.readText(real(path)),
  readBytes: (path) => diskHost.readBytes(real(path)),
  isFile: (path) => diskHost.isFile(real(path)),
  isDirectory: (path) => diskHost.isDirectory(real(path)),
  listFiles: (path) => diskHost.listFiles(real(path)),
  names: (path) => diskHost.names(real(path)),
  ignoresCase: true,
};

test.each(samples.filter(({ slug }) => slug === "bundle/wrong-case"))(
  "$name is told where a file is found in any case as where it is not",
  async (sample) => {
    const here = await analyzeSample(sample, diskHost);
    const there = await analyzeSample(sample, caseless);
    expect(there.diagnostics).toEqual(here.diagnostics);
    expect(here.diagnostics.length > 0).toBe(!sample.passes);
  },
);

test("how people spell what is above the app is theirs to choose", () => {
  const from = import.meta.dirname.toUpperCase();
  const spelling = (name: string) => otherSpelling(`${from}/${name}`, { from, host: caseless });
  expect(spelling("case.test.ts")).toBeUndefined();
  expect(spelling("Case.test.ts")).toBe(`${from}/case.test.ts`);
  expect(spelling("absent.ts")).toBeUndefined();
});
