/**
 * Builds `dist/` with esbuild: what `thunderhead`, its simulation and the bundles of apps run from. Types
 * are `tsc`'s job, so a build takes a fraction of a second, and none at all when no source has changed.
 *
 *   node setup/build.ts            build what is stale
 *   node setup/build.ts --force    build although nothing changed
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { type BuildOptions, build, type OutputFile } from "esbuild";
import { archive } from "#emit/bundle-write.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const stampFile = join(dist, ".stamp");

/** A dist file's name without `.js`, and the source it starts from. */
type Entries = Readonly<Record<string, string>>;

/** The compile plane, with its npm dependencies beside it in node_modules. */
const compiler: Entries = {
  cli: "compiler/cli/main.ts",
  compiler: "compiler/index.ts",
};

/** The processes of the simulation, likewise. */
const local: Entries = {
  "local/controller": "providers/local/runtime/controller.ts",
  "local/agent": "providers/local/runtime/agent.ts",
};

/** A thread of whatever uses the volume, wherever that runs. */
const threads: Entries = { "volume/file-worker": "runtime-shim/volume/file-worker.ts" };

/** What a machine in the cloud runs: whole, for there is no node_modules beside it. */
const aws: Entries = {
  "aws/machine": "providers/aws/runtime/machine.ts",
  "aws/volume-host": "providers/aws/runtime/volume-host.ts",
};

/** What apps import, for their own tools; the two share one SDK. */
const sdk: Entries = {
  sdk: "runtime-shim/sdk/index.ts",
  components: "runtime-shim/components/index.ts",
};

/** What travels beside the code of works and flows: each in one file, with its npm dependencies inside. */
const hosts: Entries = {
  "host/work": "runtime-shim/boot/host-work.ts",
  "host/flow": "runtime-shim/boot/host-flow.ts",
};

const page: Entries = { "console/main": "runtime-shim/console/main.tsx" };

/** Folders that are used as they stand. */
const copies: Entries = {
  python: "runtime-shim/python",
  "providers/aws/program": "providers/aws/program",
  "docs/diagnostics": "docs/diagnostics",
  "aws/boot.sh": "providers/aws/boot/boot.sh",
};

const shared: BuildOptions = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  write: false,
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
};
const onNode: BuildOptions = { ...shared, platform: "node", target: "node22.18", splitting: true };

/** Whole, and short: it is written into every bundle. Names stay, for stack traces. */
const compact: BuildOptions = { splitting: false, minifyWhitespace: true, minifySyntax: true };

/** Libraries in CommonJS ask for Node's own modules by `require`, which modules do not have. */
const requires =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

await main();

async function main(): Promise<void> {
  const started = performance.now();
  const stamp = fingerprint();
  const current = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (current && !process.argv.includes("--force")) return;
  const { files, failed } = await bundleAll();
  for (const [target, source] of Object.entries(present(copies))) copy(source, target);
  for (const file of files) write(file.path, file.contents);
  removeStaleChunks(new Set(files.map(({ path }) => path)));
  packRuntime();
  if (failed) process.exit(1);
  write(stampFile, Buffer.from(stamp));
  process.stderr.write(`dist/ built in ${Math.round(performance.now() - started)} ms\n`);
}

/** One plane that does not build (esbuild has said why) does not keep the others from being current. */
async function bundleAll(): Promise<{ files: readonly OutputFile[]; failed: boolean }> {
  const chunkNames = "chunks/[name]-[hash]";
  const results = await Promise.allSettled([
    build({ ...onNode, entryPoints: present(compiler), packages: "external", chunkNames }),
    build({ ...onNode, entryPoints: present(local), packages: "external", chunkNames }),
    build({ ...onNode, entryPoints: present(sdk), chunkNames: "chunks/sdk-[hash]" }),
    build({ ...onNode, ...compact, entryPoints: present({ ...hosts, ...threads }) }),
    build({ ...onNode, ...compact, entryPoints: present(aws), banner: { js: requires } }),
    buildPage(),
  ]);
  const files = results.flatMap((result) =>
    result.status === "fulfilled" ? (result.value.outputFiles ?? []) : [],
  );
  return { files, failed: results.some(({ status }) => status === "rejected") };
}

function buildPage(): ReturnType<typeof build> {
  const entryPoints = present(page);
  if (Object.keys(entryPoints).length > 0) copyPageFiles();
  return build({
    ...shared,
    entryPoints,
    platform: "browser",
    target: "es2022",
    minify: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".svg": "dataurl", ".woff2": "dataurl" },
  });
}

/** `index.html` and icons; scripts and styles come out of the bundle as `main.js` and `main.css`. */
function copyPageFiles(): void {
  const directory = dirname(Object.values(page)[0] ?? "");
  const still = filesBelow(directory).filter((file) => /\.(html|svg|png|ico|woff2)$/.test(file));
  for (const file of still) copy(file, join("console", relative(directory, file)));
}

/** A room that is not written yet must not keep the others from running. */
function present(entries: Entries): Record<string, string> {
  const [found, missing] = [
    Object.entries(entries).filter(([, source]) => existsSync(join(root, source))),
    Object.values(entries).filter((source) => !existsSync(join(root, source))),
  ];
  for (const source of missing) process.stderr.write(`build: ${source} is not there; skipped\n`);
  return Object.fromEntries(found);
}

function copy(source: string, target: string): void {
  const wanted = (path: string) => !path.includes("__pycache__") && !path.includes("node_modules");
  cpSync(join(root, source), join(dist, target), { recursive: true, filter: wanted });
}

/** `runtime-<hash>.tar.gz` with all that a machine runs, and `runtime.line`, its line in `boot.list`. */
function packRuntime(): void {
  const folder = join(dist, "aws");
  const programs = Object.keys(present({ ...aws, ...threads })).map((name) => `dist/${name}.js`);
  const paths = [...programs.sort(), ...["dist/console", "dist/python"].flatMap(filesBelow)];
  const packed = archive(
    paths.map((file) => ({
      path: relative("dist", file).replaceAll("\\", "/"),
      bytes: readFileSync(join(root, file)),
    })),
  );
  const digest = createHash("sha256").update(packed).digest("hex");
  const name = `runtime-${digest.slice(0, 8)}.tar.gz`;
  for (const old of readdirSync(folder)) {
    if (/^runtime-.*\.tar\.gz$/.test(old) && old !== name) rmSync(join(folder, old));
  }
  write(join(folder, name), packed);
  write(join(folder, "runtime.line"), Buffer.from(`runtime ${name} ${digest}\n`));
}

/** Processes may be running from `dist/`: a file appears whole or not at all, and only if it changed. */
function write(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

/** Chunks carry a hash in their names; old ones stay for an hour, for processes that still import them. */
function removeStaleChunks(fresh: ReadonlySet<string>): void {
  const hourAgo = Date.now() - 3_600_000;
  for (const file of filesBelow("dist/chunks")) {
    const path = join(root, file);
    if (!fresh.has(path) && statSync(path).mtimeMs < hourAgo) rmSync(path, { force: true });
  }
}

/** Changes when any source, or a dependency's version, does. */
function fingerprint(): string {
  const hash = createHash("sha256");
  const sources = ["compiler", "providers", "runtime-shim", "setup", "docs/diagnostics"].flatMap(
    filesBelow,
  );
  for (const file of [...sources, "package.json", "package-lock.json"]) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

function filesBelow(directory: string): readonly string[] {
  const absolute = join(root, directory);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
