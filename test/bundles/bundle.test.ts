import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { bundle } from "#emit/bundle.ts";
import type { Bundle } from "#emit/bundle-files.ts";
import {
  archive,
  writeBundleArchives,
  writeBundleFolders,
  writeManifest,
} from "#emit/bundle-write.ts";
import { manifest, manifestFile } from "#emit/manifest.ts";
import type { AppGraph } from "#graph/graph.ts";
import { withLocked } from "#graph/requirements.ts";
import { parseLocked } from "#protocol/requirements.ts";
import { diskHost } from "#source/disk-host.ts";
import { appGraph, pythonEntry, workNode } from "./graph.ts";

const root = join(import.meta.dirname, "../..");
const boring = join(root, "examples/boring");
const boringGraph = appGraph([
  workNode({ name: "source", class: "app.ts#SourceFile" }),
  workNode({
    name: "serve",
    class: "app.ts#ServeFile",
    python: pythonEntry("scripts/serve.py", ["fastapi", "uvicorn"]),
  }),
]);

let scratch = "";
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "bundles-")));
  spawnSync(process.execPath, [join(root, "setup/build.ts")]);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A project in a folder of its own; the answer is that folder. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

async function bundled(directory: string, graph: AppGraph) {
  const sink = collectingSink();
  const bundles = await bundle(graph, { host: diskHost, directory, sink });
  return { bundles: bundles ?? [], diagnostics: sink.diagnostics() };
}

const textOf = (one: Bundle | undefined, path: string): string =>
  Buffer.from(one?.files.find((file) => file.path === path)?.bytes ?? []).toString("utf8");
const forWork = (bundles: readonly Bundle[], work: string) =>
  bundles.find(({ works }) => works.includes(work));
const bytesOf = (bundles: readonly Bundle[]) =>
  bundles.map(({ directory, files }) => [
    directory,
    files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString("hex")]),
  ]);

test("a work's bundle holds its class, its script and requirements, and nothing of the flow or other works", async () => {
  const { bundles, diagnostics } = await bundled(boring, boringGraph);
  expect(diagnostics).toEqual([]);
  expect(bundles.map(({ kind, works }) => [kind, works])).toEqual([
    ["flow", []],
    ["work", ["source"]],
    ["work", ["serve"]],
  ]);
  const [source, serve] = [forWork(bundles, "source"), forWork(bundles, "serve")];
  expect(source?.files.map(({ path }) => path)).toEqual([
    "index.mjs",
    "index.mjs.map",
    "thunderhead/host.mjs",
  ]);
  expect(serve?.files.map(({ path }) => path)).toEqual([
    "index.mjs",
    "index.mjs.map",
    "requirements.txt",
    "scripts/serve.py",
    "thunderhead/host.mjs",
  ]);
  expect(textOf(serve, "requirements.txt")).toBe("fastapi\nuvicorn\n");
  for (const path of ["index.mjs", "index.mjs.map"]) {
    expect(textOf(source, path)).toContain("boring_file.txt");
    expect(textOf(source, path)).not.toMatch(/ServeFile|Boring Tab|new App\(|serve\.py/);
    expect(textOf(serve, path)).toContain("--filepath");
    expect(textOf(serve, path)).not.toMatch(/SourceFile|boring_file|Boring Tab|new App\(/);
  }
  expect(textOf(bundles[0], "index.mjs")).toContain("new App(new Boring())");
});

test("a locked list is the bundle's, as pip takes it, and whoever asks for it as well is no change", async () => {
  const text =
    "fastapi==0.121.2 \\\n    --hash=sha256:00\nuvicorn==0.38.0 \\\n    --hash=sha256:00\n";
  const lock = (works: string) => `# fastapi, uvicorn for Python 3.12: ${works}\n${text}`;
  const bundles = async (locked: string) =>
    (await bundled(boring, withLocked(boringGraph, parseLocked(locked)))).bundles;
  const serve = forWork(await bundles(lock("serve")), "serve");
  expect(textOf(serve, "requirements.txt")).toBe(`# fastapi, uvicorn for Python 3.12\n${text}`);
  expect(forWork(await bundles(lock("other, serve")), "serve")?.hash).toBe(serve?.hash);
  const newer = await bundles(lock("serve").replace("0.38.0", "0.39.0"));
  expect(forWork(newer, "serve")?.hash).not.toBe(serve?.hash);
});

test("a position in a bundle leads to the line it was written on", async () => {
  const { bundles } = await bundled(boring, boringGraph);
  const lines = readFileSync(join(boring, "app.ts"), "utf8").split("\n");
  for (const [work, text] of [
    ["source", "writeFile(this"],
    ["serve", "this.exec(["],
  ] as const) {
    const one = forWork(bundles, work);
    const code = textOf(one, "index.mjs").split("\n");
    const line = code.findIndex((each) => each.includes(text));
    const map = new TraceMap(textOf(one, "index.mjs.map"));
    const found = originalPositionFor(map, {
      line: line + 1,
      column: code[line]?.indexOf(text) ?? -1,
    });
    expect(found.source).toBe("app.ts");
    expect(lines[(found.line ?? 0) - 1]?.slice(found.column ?? 0)).toMatch(
      new RegExp(`^${text.replace(/[[(]/g, "\\$&")}`),
    );
  }
});

test("the same bytes again, and from another checkout, with no path of this machine inside", async () => {
  const [near, far] = [join(scratch, "near"), join(scratch, "a/b/c/far")];
  for (const folder of [near, far])
    cpSync(boring, folder, {
      recursive: true,
      filter: (path) => !path.includes("infra") && !path.includes(".thunderhead"),
    });
  const first = bytesOf((await bundled(boring, boringGraph)).bundles);
  expect(bytesOf((await bundled(boring, boringGraph)).bundles)).toEqual(first);
  expect(bytesOf((await bundled(near, boringGraph)).bundles)).toEqual(first);
  const moved = await bundled(far, boringGraph);
  expect(bytesOf(moved.bundles)).toEqual(first);
  for (const { files } of moved.bundles) {
    for (const { bytes } of files) {
      const text = Buffer.from(bytes).toString("utf8");
      expect(text).not.toContain(scratch);
      expect(text).not.toContain(root);
    }
  }
});

test("what changes below a work, in the flow or in another work, leaves its bundle alone", async () => {
  const app = (flow: string, other: string) =>
    `import { App, Flow, Work } from "thunderhead";\n` +
    `export class One extends Work { override async run() { return 1; } }\n` +
    `export class Two extends Work { override async run() { return ${other}; } }\n` +
    `class Root extends Flow { one = new One(); two = new Two(); ${flow} }\nexport default new App(new Root());\n`;
  const graph = appGraph([
    workNode({ name: "one", class: "app.ts#One" }),
    workNode({ name: "two", class: "app.ts#Two" }),
  ]);
  const before = await bundled(project("before", { "app.ts": app("", "2") }), graph);
  const flow = await bundled(
    project("flow", { "app.ts": app("override async run() { await this.one.run(); }", "2") }),
    graph,
  );
  const other = await bundled(project("other", { "app.ts": app("", "22") }), graph);
  const hashes = ({ bundles }: typeof before) =>
    Object.fromEntries(bundles.map(({ class: name = "flow", hash }) => [name, hash]));
  expect(hashes(flow)).toEqual({
    ...hashes(before),
    flow: expect.not.stringContaining(hashes(before)["flow"] ?? ""),
  });
  expect(hashes(other)["app.ts#One"]).toBe(hashes(before)["app.ts#One"]);
  expect(hashes(other)["app.ts#Two"]).not.toBe(hashes(before)["app.ts#Two"]);
  const alone = await bundled(
    join(scratch, "before"),
    appGraph([workNode({ name: "one", class: "app.ts#One" })]),
  );
  expect(hashes(alone)["app.ts#One"]).toBe(hashes(before)["app.ts#One"]);
});

test("works of one class share a bundle unless what lies beside them differs", async () => {
  const directory = project("shared", {
    "app.ts": `import { App, Flow, Work } from "thunderhead";\nclass One extends Work { override async run() {} }\nexport default new App(new (class extends Flow {})());\n`,
    "data/words.txt": "one two\n",
    "a.py": "import helper\n",
    "b.py": "print(1)\n",
    "helper.py": "",
  });
  const graph = appGraph(
    [
      workNode({ name: "a", class: "app.ts#One" }),
      workNode({ name: "b", class: "app.ts#One" }),
      workNode({ name: "c", class: "app.ts#One" }),
      workNode({
        name: "d",
        class: "thunderhead/components#PythonScript",
        python: pythonEntry("a.py"),
      }),
      workNode({
        name: "e",
        class: "thunderhead/components#PythonScript",
        python: pythonEntry("b.py"),
      }),
    ],
    { assets: [{ path: "data", works: ["c"], span: { file: "app.ts", start: 0, end: 1 } }] },
  );
  const { bundles, diagnostics } = await bundled(directory, graph);
  expect(diagnostics).toEqual([]);
  expect(
    bundles.map(({ works, directory: name, files }) => [
      name.replace(/-[0-9a-f]{8}$/, ""),
      works,
      files.map(({ path }) => path).filter((path) => !/^(index\.mjs|thunderhead\/)/.test(path)),
    ]),
  ).toEqual([
    ["flow", [], []],
    ["one", ["a", "b"], []],
    ["one", ["c"], ["data/words.txt"]],
    ["d", ["d"], ["a.py", "helper.py"]],
    ["e", ["e"], ["b.py"]],
  ]);
});

test("a CommonJS package that requires and reads its own place runs inside a bundle", async () => {
  const directory = project("commonjs", {
    "package.json": `{ "type": "module" }`,
    "node_modules/old/package.json": `{ "name": "old", "version": "1.0.0", "main": "index.js" }`,
    "node_modules/old/index.js": `const os = require("os"); exports.where = () => [typeof os.cpus, typeof __dirname, __filename.length > 0];`,
    "app.ts": `import old from "old";\nimport { App, Flow, Work } from "thunderhead";\nexport class One extends Work {\n  static told = old.where();\n  override async run() { throw new Error("x"); }\n}\nexport default new App(new (class extends Flow {})());\n`,
  });
  const { bundles, diagnostics } = await bundled(
    directory,
    appGraph([workNode({ name: "one", class: "app.ts#One" })]),
  );
  expect(diagnostics).toEqual([]);
  const code = textOf(forWork(bundles, "one"), "index.mjs");
  // Beside a host that does not wait for an agent.
  const alone = code.replace(
    /hostWork\(One\);/,
    "console.log(JSON.stringify(One.told)); process.exit(0);",
  );
  writeFileSync(join(directory, "alone.mjs"), alone);
  mkdirSync(join(directory, "thunderhead"));
  writeFileSync(
    join(directory, "thunderhead", "host.mjs"),
    "export const hostWork = () => {}; export class Work {} export class Flow {} export class App {}",
  );
  expect(
    execFileSync(process.execPath, [join(directory, "alone.mjs")], { encoding: "utf8" }).trim(),
  ).toBe('["function","string",true]');
  const map = new TraceMap(textOf(forWork(bundles, "one"), "index.mjs.map"));
  const lines = code.split("\n");
  const line = lines.findIndex((each) => each.includes('throw new Error("x")'));
  expect(
    originalPositionFor(map, { line: line + 1, column: lines[line]?.indexOf("throw") ?? 0 }),
  ).toMatchObject({ source: "app.ts", line: 5 });
});

test("addons, imports that lead nowhere and a missing script are told where they stand", async () => {
  const app = `import { App, Flow, Work } from "thunderhead";\nimport { hash } from "./é/hash.node";\nimport { gone } from "./gone.ts";\nexport class One extends Work { override async run() { return [hash, gone]; } }\nexport default new App(new (class extends Flow {})());\n`;
  const directory = project("broken", { "app.ts": app, "é/hash.node": "" });
  const graph = appGraph([
    workNode({ name: "one", class: "app.ts#One", python: pythonEntry("missing.py") }),
  ]);
  const { bundles, diagnostics } = await bundled(directory, graph);
  expect(bundles).toEqual([]);
  expect(
    diagnostics.map(({ slug, span }) => [slug, span && app.slice(span.start, span.end)]),
  ).toEqual([
    ["python/script-missing", "i"],
    ["bundle/native-addon", '"./é/hash.node"'],
    ["module/unresolved-import", '"./gone.ts"'],
  ]);
});

test("a work that reaches the app's module again would bring the flow along, and is told", async () => {
  const app = (more: string) =>
    `import { App, Flow, Work } from "thunderhead";\nimport { greet } from "./words.ts";\nexport const greeting = "hello"; ${more}\nexport class One extends Work { override async run() { return greet(); } }\nexport default new App(new (class extends Flow { one = new One(); })());\n`;
  const words = (from: string) =>
    `import { greeting } from "${from}";\nexport const greet = () => greeting;\n`;
  const graph = appGraph([workNode({ name: "one", class: "app.ts#One" })]);
  const round = project("round", { "app.ts": app(""), "words.ts": words("./app.ts") });
  expect(
    (await bundled(round, graph)).diagnostics.map(({ slug, message }) => [slug, message]),
  ).toEqual([
    [
      "bundle/flow-comes-along",
      "What `One` imports imports `app.ts` again, and would bring the flow and every other work along.",
    ],
  ]);
  const apart = project("apart", {
    "app.ts": app(""),
    "words.ts": words("./greeting.ts"),
    "greeting.ts": `export const greeting = "hello";\n`,
  });
  expect((await bundled(apart, graph)).diagnostics).toEqual([]);
});

test("archives and manifest: same bytes each time, old ones gone, folders hold the same files", async () => {
  const { bundles } = await bundled(boring, boringGraph);
  const out = join(scratch, "out/bundles");
  mkdirSync(out, { recursive: true });
  for (const stale of ["serve-00000000.tar.gz", "manifest-00000000.json", "notes.txt"])
    writeFileSync(join(out, stale), "");
  writeBundleArchives(bundles, out);
  writeManifest(manifestFile(manifest(boringGraph, bundles)), out);
  const names = readdirSync(out).sort();
  expect(names).toEqual(
    [
      ...bundles.map(({ directory }) => `${directory}.tar.gz`),
      manifestFile(manifest(boringGraph, bundles)).path,
      "notes.txt",
    ].sort(),
  );
  for (const one of bundles) {
    expect(
      Buffer.from(archive(one.files)).equals(readFileSync(join(out, `${one.directory}.tar.gz`))),
    ).toBe(true);
    writeBundleFolders([one], join(scratch, "folders"));
    const unpacked = join(scratch, "unpacked", one.directory);
    mkdirSync(unpacked, { recursive: true });
    writeFileSync(
      `${unpacked}.tar`,
      gunzipSync(readFileSync(join(out, `${one.directory}.tar.gz`))),
    );
    execFileSync("tar", ["xf", `${unpacked}.tar`, "-C", unpacked]);
    for (const { path, bytes } of one.files) {
      expect(readFileSync(join(unpacked, path)).equals(bytes)).toBe(true);
      expect(readFileSync(join(scratch, "folders", one.directory, path)).equals(bytes)).toBe(true);
    }
  }
});

test("an archive holds any name: long, not ASCII, and files of every size around a block", () => {
  const files = [
    { path: `${"deep/".repeat(30)}file.txt`, bytes: Buffer.from("long") },
    { path: "é/名前.txt", bytes: Buffer.from("names") },
    { path: "x".repeat(100), bytes: new Uint8Array(0) },
    ...[511, 512, 513, 10_240].map((size) => ({
      path: `sizes/${size}`,
      bytes: new Uint8Array(size).fill(65),
    })),
  ];
  const unpacked = join(scratch, "names");
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(`${unpacked}.tar.gz`, archive(files));
  execFileSync("tar", ["xzf", `${unpacked}.tar.gz`, "-C", unpacked]);
  for (const { path, bytes } of files) {
    expect(readFileSync(join(unpacked, path)).equals(bytes)).toBe(true);
  }
});
