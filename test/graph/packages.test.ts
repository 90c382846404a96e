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
  "node_modules/compiled/package.json": JSON.stringify({ name: "compiled", main: "index.js" }),
  "node_modules/compiled/index.js": `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Size = exports.port = void 0;
var lib_1 = require("./lib");
Object.defineProperty(exports, "port", { enumerable: true, get: function () { return lib_1.port; } });
var Size;
(function (Size) { Size[Size["Small"] = 1] = "Small"; Size["Big"] = "b"; })(Size || (exports.Size = Size = {}));
exports.default = "the default";
`,
  "node_modules/compiled/lib.js":
    'exports.port = 7000; exports.back = require("./index").Size; exports.data = require("./data.json").list;\n',
  "node_modules/compiled/data.json": '{ "list": [1, 2] }',
  "node_modules/classic/package.json": JSON.stringify({ name: "classic", main: "./classic" }),
  "node_modules/classic/classic.js": `(function (root, factory) {
  if (typeof module === "object" && module.exports) module.exports = factory();
  else root.classic = factory();
})(this, function () {
  function Box(n) { if (!(this instanceof Box)) return new Box(n); this.n = n; }
  Box.prototype.twice = function () { return this.n * 2; };
  function Labelled(n) { Box.call(this, n); }
  Labelled.prototype = Object.create(Box.prototype);
  Labelled.prototype.label = function () { return "box " + this.twice(); };
  Box.Labelled = Labelled;
  return Box;
});
`,
  "values.ts": `import { App, Flow, Work } from "thunderhead";
import old, { offset } from "helper/old";
import compiled, { port, Size } from "compiled";
import * as all from "compiled";
import Box from "classic";
class Any extends Work {
  constructor(readonly value: unknown) { super(); }
  override async run() {}
}
class Root extends Flow {
  works = [old.offset + offset, port, Size.Small, Size[1], Size.Big, compiled.default, all.port]
    .map((value) => new Any(value));
  boxes = [Box(3).twice(), new Box.Labelled(4).label()].map((value) => new Any(value));
  override async run() {}
}
export default new App(new Root());
`,
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

/** What an app there is; it has no problem. */
function analysisOf(file: string) {
  const sink = collectingSink();
  const entry = `${directory}/${file}`;
  const options = { entry, directory, name: "app", lock: emptyLock, host: diskHost, sink };
  const analysis = analyze(options);
  expect(sink.diagnostics()).toEqual([]);
  return analysis;
}

test("CommonJS packages are read as Node reads them", () => {
  const analysis = analysisOf("values.ts");
  const works = analysis?.graph.components.filter((one) => one.kind === "work") ?? [];
  expect(works.map((work) => work.arguments[0])).toEqual([
    10,
    7000,
    1,
    "Small",
    "b",
    "the default",
    7000,
    6,
    "box 8",
  ]);
});

test("packages, tsconfig paths and import maps are followed like the app's own files", () => {
  const analysis = analysisOf("app.ts");
  const works = analysis?.graph.components.filter((one) => one.kind === "work") ?? [];
  expect(works.map(({ name, port }) => `${name} ${port?.number}`)).toEqual([
    "works.0 8001",
    "works.1 8002",
    "works.2 8004",
    "works.3 8005",
  ]);
});
