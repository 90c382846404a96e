import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The package as somebody gets it who installs it: packed, unpacked in a project of its own, used there. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "thunderhead-package-"));
const installed = join(project, "node_modules", "thunderhead");

beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", project], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  // Scripts print before it; the listing is the last JSON value.
  const file = /"filename": "([^"]+)"/.exec(packed)?.[1];
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(project, file ?? ""), "-C", installed, "--strip-components=1"]);
  linkDependencies();
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module", private: true }));
  cpSync(join(root, "examples", "boring", "app.ts"), join(project, "app.ts"));
  cpSync(join(root, "examples", "boring", "scripts"), join(project, "scripts"), {
    recursive: true,
  });
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the packed package", () => {
  it("has entries that other tools can resolve", async () => {
    const { messages } = await publint({ pkgDir: installed, strict: true });
    const pkg = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it("types an app and its configuration under the strictest settings, its own declarations included", () => {
    const config = join(root, "test/emit/samples/own-account/thunderhead.config.ts");
    cpSync(config, join(project, "thunderhead.config.ts"));
    const options = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noImplicitOverride",
    ];
    const more = ["--noUncheckedIndexedAccess", "--module", "nodenext", "--target", "es2024"];
    const types = ["--types", "node", "--typeRoots", join(root, "node_modules", "@types")];
    const tsc = join(root, "node_modules", ".bin", "tsc");
    const { stdout } = spawnSync(
      tsc,
      [...options, ...more, ...types, "app.ts", "thunderhead.config.ts"],
      {
        cwd: project,
        encoding: "utf8",
      },
    );
    rmSync(join(project, "thunderhead.config.ts"));
    expect(stdout).toBe("");
  });

  // It travels in every bundle; what makes it grow past this should be worth it.
  it.each([
    ["work", 44_000],
    ["flow", 100_000],
  ])("brings a host for a %s of at most %d bytes", (kind, budget) => {
    expect(statSync(join(installed, "dist", "host", `${kind}.js`)).size).toBeLessThan(budget);
  });

  it("checks and compiles that app from its own folder", () => {
    expect(thunderhead("check")).toMatchObject({ status: 0 });
    expect(thunderhead("compile")).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, "infra", "works", "serve.ts"), "utf8")).toContain(
      "port: 1111",
    );
  });
});

/** As npm would have installed them; the tests' own tree has them already. */
function linkDependencies(): void {
  const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link);
  }
}

const thunderhead = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(installed, "bin", "thunderhead.mjs"), ...args], {
    cwd: project,
    encoding: "utf8",
  });
