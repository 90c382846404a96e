import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { understand } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";
import { checkSample } from "../diagnostics/sample.ts";
import { bundleConstructions, construct } from "./construct.ts";

/** Correct programs, tricky ones: a problem told of any of them is a mistake of ours. */
const folder = fileURLToPath(new URL(".", import.meta.url));
const programs = globSync("*/app.ts", { cwd: folder })
  .map((file) => dirname(file))
  .sort()
  .map((name, index) => ({ name, index, directory: join(folder, name) }));

test("there are forty and more, no two of one name", () => {
  expect(programs.length).toBeGreaterThanOrEqual(40);
});

test("all of them type-check", () => {
  const tsc = join(folder, "../../node_modules/.bin/tsc");
  const { stdout, status } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
  expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
});

const constructions = mkdtempSync(join(tmpdir(), "thunderhead-corpus-"));
beforeAll(() =>
  bundleConstructions(
    programs.map(({ directory }) => join(directory, "app.ts")),
    constructions,
  ),
);
afterAll(() => rmSync(constructions, { recursive: true }));

describe.each(programs)("$name", ({ directory, index }) => {
  test("has no problem", async () => {
    const { diagnostics } = await checkSample({ directory }, diskHost);
    // What a target cannot run yet is no problem of the program.
    const told = diagnostics.filter(({ slug }) => !slug.startsWith("provider/"));
    expect(told.map(({ slug, message, span }) => [slug, message, span])).toEqual([]);
  });

  test("is constructed by the SDK as the compiler says", async () => {
    const entry = join(directory, "app.ts");
    const constructed = await construct(index, constructions);
    const { graph } =
      understand({
        entry: entry.replaceAll("\\", "/"),
        directory: directory.replaceAll("\\", "/"),
        name: basename(directory),
        lock: emptyLock,
        host: diskHost,
        sink: collectingSink(),
      }) ?? {};
    const said = graph?.components.map((one) => ({
      name: one.name,
      kind: one.kind,
      port: one.kind === "work" ? one.port?.number : undefined,
    }));
    expect(said?.toSorted(byName)).toEqual(constructed.toSorted(byName));
  });
});

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;
