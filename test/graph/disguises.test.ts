import { describe, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { applyEdits } from "#diagnostics/apply.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { memoryHost } from "#source/memory-host.ts";

/** An app whose flow runs this, and a module beside it. */
const filesOf = (run: string): Readonly<Record<string, string>> => ({
  "app.ts": `import { readFile, writeFile } from "node:fs/promises";
import * as fs from "node:fs";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";
import * as helpers from "./helpers.ts";

class Make extends Work {
  file = new Path("file.txt");
  unused = new Path("unused.txt");
  label = "out/label.txt";
  override async run(..._args: unknown[]) {
    await writeFile(this.file.local, "");
    return this.file;
  }
}
class MakeString extends Work {
  name2 = helpers.name;
  override async run() {
    await writeFile(helpers.name, "");
    return helpers.name;
  }
}
class Use extends Work {
  override async run(..._args: unknown[]) {}
}
class UseOwn extends Work {
  override async run() {
    await writeFile("scratch.txt", "");
    return (await readFile("scratch.txt", "utf8")).length;
  }
}
class UseScratch extends Work {
  override async run() {
    fs.writeFileSync("scratch.txt", "");
    fs.readFileSync("./scratch.txt");
  }
}
class Root extends Flow {
  make = new Make();
  string = new MakeString();
  use = new Use();
  own = new UseOwn();
  scratch = new UseScratch();
  map = new ComponentMap<Use>({ max: 3 });
  round = 0;
  kept: unknown;
${run}
}
export default new App(new Root());
`,
  "helpers.ts": `export const name = "model.bin";
export const now = () => Date.now();
export const label = (text: string) => \`\${text}-\${Math.random()}\`;
export const page = fetch("https://example.com");
export async function download(url: string) { return await fetch(url); }
export async function both(flow: any) { await flow.make.run(); await flow.use.run(flow.make.file); }
`,
});

/** What is wrong with it, in source order. */
function problemsOf(files: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const placed = Object.entries(files).map(([file, text]) => [`/app/${file}`, text]);
  const host = memoryHost(Object.fromEntries(placed));
  const sink = collectingSink();
  analyze({ entry: "/app/app.ts", directory: "/app", name: "app", lock: emptyLock, host, sink });
  return sink.diagnostics();
}

const slugsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  problemsOf(files).map(({ slug }) => slug);

const body = (statements: string): string => `  override async run() {\n${statements}\n  }`;

const failing: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "path/string-crosses-works": [
    ["a result", body("const name = await this.string.run(); await this.use.run(name);")],
    [
      "inside other data",
      body("await this.string.run(); await this.use.run({ files: [this.string.name2] });"),
    ],
    [
      "through a constant of another module",
      body("await this.string.run(); await this.use.run(helpers.name);"),
    ],
    ["through state", body("this.kept = await this.string.run(); await this.use.run(this.kept);")],
    ["spelt again", body('await this.string.run(); await this.use.run("./model.bin");')],
  ],
  "path/local-crosses-works": [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of the app.
    ["in a text", body("await this.make.run(); await this.use.run(`${this.make.file.local}/x`);")],
    [
      "in other data",
      body("await this.make.run(); await this.use.run({ at: [this.make.file.local] });"),
    ],
    [
      "by destructuring",
      body("await this.make.run(); const { local } = this.make.file; await this.use.run(local);"),
    ],
    [
      "by a helper",
      body(
        "await this.make.run(); const at = (p: Path) => p.local; await this.use.run(at(this.make.file));",
      ),
    ],
  ],
  "path/read-before-write": [
    ["not awaited", body("this.make.run(); await this.use.run(this.make.file);")],
    [
      "in a helper",
      `${body("await this.serve(); await this.make.run();")}\n  async serve() { await this.use.run(this.make.file); }`,
    ],
    [
      "in a loop",
      body(
        "for (const one of [1, 2]) { await this.use.run(this.make.file, one); await this.make.run(one); }",
      ),
    ],
    ["side by side", body("await Promise.all([this.make.run(), this.use.run(this.make.file)]);")],
  ],
  "path/no-writer": [
    ["another field", body("await this.make.run(); await this.use.run(this.make.unused);")],
    ["never run", body("await this.use.run([{ file: this.make.file }]);")],
    ["by start", body("this.use.start(this.make.file);")],
    ["part of it", body('await this.use.run(this.make.file.join("part"));')],
  ],
  "flow/nondeterministic-argument": [
    ["a helper of another module", body("await this.use.run(helpers.now());")],
    ["in a text", body('await this.use.run(helpers.label("x"));')],
    [
      "through a variable and arithmetic",
      body("const start = Date.now(); const later = start + 1000; await this.use.run({ later });"),
    ],
    ["a date", body("await this.use.run(new Date().toISOString());")],
    ["crypto", body("this.use.start(crypto.randomUUID());")],
  ],
  "flow/foreign-await": [
    ["a file", body('await readFile("x.txt");')],
    ["a timer", body("await new Promise((resolve) => setTimeout(resolve, 10));")],
    ["a promise of a module", body("await helpers.page;")],
    ["in a helper", body('await helpers.download("https://example.com");')],
    ["among calls", body('await Promise.all([this.use.run(), fetch("https://example.com")]);')],
    [
      "chained",
      body(
        'const text = await fetch("https://example.com").then((page) => page.text()); void text;',
      ),
    ],
  ],
  "flow/component-in-run": [
    ["a field", body("this.kept = new Use();")],
    ["in a loop", body("for (let i = 0; i < 2; i++) await new Use().run(i);")],
    ["in a helper", `${body("await this.build().run();")}\n  build() { return new Use(); }`],
    ["in a callback", body("await Promise.all([1, 2].map((one) => new Use().run(one)));")],
  ],
};

describe.each(Object.entries(failing))("%s is found", (slug, cases) => {
  test.each(cases)("%s", (_, run) => {
    expect(new Set(slugsOf(filesOf(run)))).toEqual(new Set([slug]));
  });

  test.each(cases)("%s, and gone once the offered fix is applied", (_, run) => {
    const files = filesOf(run);
    const problems = problemsOf(files);
    const edits = problems.flatMap(({ fix }) => fix?.edits ?? []);
    if (problems.some(({ fix }) => fix === undefined)) return;
    const { texts } = applyEdits(edits, (file) => files[file]);
    expect(slugsOf({ ...files, ...Object.fromEntries(texts) })).toEqual([]);
  });
});

const passing: readonly (readonly [string, string])[] = [
  ["a file of one work's own", body("await this.own.run(); await this.scratch.run();")],
  [
    "a plain word that no work writes",
    body('await this.string.run(); await this.use.run("model", this.make.label);'),
  ],
  [
    "a Path after its writer, through a helper of another module",
    body("await helpers.both(this);"),
  ],
  [
    "a Path whose writer was started and waited for",
    body("this.make.run(); await this.make.ready(); await this.use.run(this.make.file);"),
  ],
  [
    "a Path read only once its writer is done",
    body("this.make.run(); if (this.make.hasSucceeded) await this.use.run(this.make.file);"),
  ],
  [
    "a Path awaited later",
    body(
      "const made = this.make.run(); await this.own.run(); await made; await this.use.run(this.make.file);",
    ),
  ],
  ["a Path out of a result", body("await this.use.run(await this.make.run());")],
  [
    "a Path through state, in the tick after",
    body("if (this.kept) await this.use.run(this.kept); this.kept = await this.make.run();"),
  ],
  [
    "a loop with a cursor",
    body(
      "while (this.round < 3) { await this.make.run(this.round); this.round++; } if (this.round > 0) await this.use.run(this.make.file);",
    ),
  ],
  [
    "the clock where it decides no call",
    body("if (Date.now() > 0) console.log(performance.now()); await this.use.run(1);"),
  ],
  [
    "the clock in a step",
    body('const at = await this.step("at", () => Date.now()); await this.use.run(at);'),
  ],
  [
    "outside things in a step",
    body(
      'await this.step("get", async () => { const page = await fetch("https://x.org"); await readFile("x"); return page.status; });',
    ),
  ],
  [
    "awaits of calls, sleeps, plain values and nothing",
    body(
      'await this.sleep("s", "1s"); await 5; await undefined; await Promise.resolve(1); await Promise.all([]); const p = this.use.run(); await p;',
    ),
  ],
  [
    "awaits of async helpers that hold only calls",
    `${body("const f = async (n: number) => (n > 0 ? await this.use.run(n) : undefined); await Promise.all([1, 2].map(f)); await this.twice();")}\n  async twice() { for (const n of [1, 2]) await this.use.run(n); }`,
  ],
  [
    "components of a map",
    body(
      'const one = this.map.create("one", Use); await one.run(); for (const [, each] of this.map) await each.run();',
    ),
  ],
  [
    "other classes",
    body(
      'const when = new Date(); const set = new Set([1]); console.log(when, set, new Error("x")); await this.use.run([...set]);',
    ),
  ],
  ["a race and its loser", body('await Promise.race([this.use.run(), this.sleep("t", "1m")]);')],
  [
    "a caught failure",
    body(
      "try { await this.make.run(); await this.use.run(this.make.file); } catch { await this.own.run(); }",
    ),
  ],
  [
    "a schedule",
    body(
      'await this.every("0 * * * *", async () => { await this.make.run(); await this.use.run(this.make.file); });',
    ),
  ],
];

describe("what looks alike is no problem", () => {
  test.each(passing)("%s", (_, run) => {
    expect(slugsOf(filesOf(run))).toEqual([]);
  });
});
