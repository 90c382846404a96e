/**
 * The proof of the emitted programs, of every example and sample: they type-check against the real SDKs, run
 * on the official runner, and register what their plan says; the same app is the same bytes, and a small
 * change a small difference. A golden file alone would prove none of this.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Compiled } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { writeBundleArchives, writeManifest } from "#emit/bundle-write.ts";
import { manifestFile } from "#emit/manifest.ts";
import { calls } from "#plan/plan.ts";
import { runProgram } from "#review/runner.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { writeBoot } from "../../compiler/cli/write-boot.ts";
import { appsUnderTest, compileApp } from "./compile-app.ts";

const root = join(import.meta.dirname, "../..");
const apps = appsUnderTest();
const compiled = new Map<string, Compiled>();
let scratch = "";

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "proof-")));
  spawnSync(process.execPath, [join(root, "setup/build.ts")]);
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
  for (const app of apps) {
    const result = await compileApp(app);
    compiled.set(app.name, result);
    await writeProgram(result, join(scratch, app.name, "infra"));
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function writeProgram(result: Compiled, infra: string): Promise<void> {
  for (const { file, text } of result.files) {
    mkdirSync(dirname(join(infra, file)), { recursive: true });
    writeFileSync(join(infra, file), text);
  }
  writeBundleArchives(result.bundles, join(infra, "bundles"));
  writeManifest(manifestFile(result.manifest), join(infra, "bundles"));
  writeBoot(result.boot(), join(infra, "bundles", "boot"));
}

test("all programs type-check against the real SDKs, under the options they come with", () => {
  const [first] = apps;
  const own: unknown = JSON.parse(
    readFileSync(join(scratch, first?.name ?? "", "infra/tsconfig.json"), "utf8"),
  );
  const config = {
    extends: `./${first?.name}/infra/tsconfig.json`,
    include: ["*/infra/**/*.ts"],
    exclude: [],
  };
  expect(own).toMatchObject({ compilerOptions: { strict: true, erasableSyntaxOnly: true } });
  writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify(config));
  const { stdout, status } = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["-p", scratch, "--types", "node", "--listFiles"],
    { encoding: "utf8" },
  );
  const said = stdout.split("\n").filter((line) => line !== "" && !existsSync(line));
  expect(said).toEqual([]);
  expect(status).toBe(0);
  for (const { name } of apps) expect(stdout).toContain(`${name}/infra/index.ts`);
});

describe.each(apps)("$name", (app) => {
  const result = (): Compiled => {
    const found = compiled.get(app.name);
    if (found === undefined) throw new Error(`${app.name} was not compiled`);
    return found;
  };

  test("registers on the official runner what its plan says", async () => {
    const sink = collectingSink();
    const run = await runProgram(join(scratch, app.name, "infra"), { sink });
    expect(sink.diagnostics()).toEqual([]);
    const registered = run?.registered ?? [];
    expect(sorted(registered)).toEqual(sorted(registrations(result())));
    // A machine that came before what it boots from would give up, and nobody would start another.
    const [controller] = registered.filter(({ urn }) => urn.endsWith(":Group::controller"));
    const uploads = registered.flatMap(({ urn }) => (/:BucketObjectv2::/.test(urn) ? [urn] : []));
    expect(uploads.length).toBeGreaterThan(3);
    expect(controller?.options.dependsOn).toEqual(expect.arrayContaining(uploads));
  });

  test("is the same bytes again, whatever order files are listed in", async () => {
    const shuffled = {
      ...diskHost,
      listFiles: (folder: string) => diskHost.listFiles(folder).toReversed(),
    };
    expect(contents(await compileApp(app, { host: shuffled }))).toEqual(contents(result()));
  });

  test("holds no path of this machine", () => {
    for (const { file, text } of result().files)
      expect([file, text.includes(root)]).toEqual([file, false]);
  });

  test("stays the same when only the body of a work changes", async () => {
    const text = readFileSync(app.entry, "utf8");
    const changed = text.replace(
      /(extends (?:Work|PythonScript) \{.*?override async run\(.*?\) \{)/s,
      "$1 globalThis.console.log('changed');",
    );
    expect(changed).not.toBe(text);
    const host = memoryHost({ [app.entry]: changed }, diskHost);
    const again = await compileApp(app, { host, lock: result().lock });
    expect(contents(again)).toEqual(contents(result()));
    expect(registrations(again)).toEqual(registrations(result()));
    expect(manifestFile(again.manifest).path).not.toBe(manifestFile(result().manifest).path);
  });
});

test("another instance type changes the line that names it", async () => {
  const app = apps.find(({ name }) => name === "gpu");
  if (app === undefined) throw new Error("there is no sample named gpu");
  const at = (compute: string) =>
    compileApp(app, {
      host: memoryHost(
        { [app.entry]: readFileSync(app.entry, "utf8").replace('"gpu"', `"${compute}"`) },
        diskHost,
      ),
    });
  const [before, after] = [await at("g5.xlarge"), await at("g5.2xlarge")];
  const changed = before.files.flatMap(({ file, text }) => {
    const lines = (after.files.find((other) => other.file === file)?.text ?? "").split("\n");
    return text
      .split("\n")
      .flatMap((line, index) => (line === lines[index] ? [] : [`${file}: ${line.trim()}`]));
  });
  expect(changed).toEqual([
    expect.stringMatching(
      /^works\/train\.ts: instanceTypes: \["g5\.xlarge"\], \/\/ app\.ts:\d+ — /,
    ),
  ]);
});

const contents = ({ files }: Compiled) =>
  Object.fromEntries(files.map(({ file, text }) => [file, text]));
const registrations = ({ plan }: Compiled) => calls(plan).flatMap(({ registers }) => registers);
const sorted = (list: readonly { readonly type: string; readonly name: string }[]) =>
  list.map(({ type, name }) => `${type} ${name}`).sort();
