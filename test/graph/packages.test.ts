import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "packages-")));
afterAll(() => rmSync(directory, { recursive: true }));

const files: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "app",
    type: "module",
    imports: { "#own/*": "./own/*" },
    dependencies: { helper: "1" },
  }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { paths: { "@lib/*": ["./lib/*"] } } }),
  "node_modules/helper/package.json": JSON.stringify({
    name: "helper",
    type: "module",
    exports: { ".": "./main.js", "./old": "./old.cjs" },
  }),
  "node_modules/helper/main.js":
    'export { port } from "./port.js";\nexport const twice = (list) => list.flatMap((one) => [one, one]);\n',
  "node_modules/helper/port.js": "export const port = (n) => 8000 + n;\n",
  "node_modules/helper/old.cjs": "module.exports = { offset: 5 };\n",
  "lib/serve.ts":
    'import { Work } from "thunderhead";\nimport { port } from "helper";\nexport class Serve extends Work {\n  constructor(n: number) { super({ port: port(n) }); }\n  override async run() {}\n}\n',
  "own/numbers.ts": "export const numbers = [1, 2];\n",
  "app.ts": `import { App, Flow } from "thunderhead";
import { twice } from "helper";
import { Serve } from "@lib/serve.ts";
import { numbers } from "#own/numbers.ts";
class Root extends Flow {
  works = twice(numbers).map((n: number, index: number) => new Serve(n + index));
  override async run() {}
}
export default new App(new Root());
`,
};

for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), text);
}

test("packages, tsconfig paths and import maps are followed like the app's own files", () => {
  const sink = collectingSink();
  const entry = `${directory}/app.ts`;
  const analysis = analyze({
    entry,
    directory,
    name: "app",
    lock: emptyLock,
    host: diskHost,
    sink,
  });
  expect(sink.diagnostics()).toEqual([]);
  const works = analysis?.graph.components.filter((one) => one.kind === "work") ?? [];
  expect(works.map(({ name, port }) => `${name} ${port?.number}`)).toEqual([
    "works.0 8001",
    "works.1 8002",
    "works.2 8004",
    "works.3 8005",
  ]);
});
