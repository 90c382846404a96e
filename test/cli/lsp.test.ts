import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { openEditor } from "./editor.ts";
import { scratch } from "./thunderhead.ts";

const files = {
  "app.ts": `import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import { ports } from "./lib/ports.ts";
class Train extends Work {
  model = new Path("model.bin");
  override async run() {
    await writeFile(this.model.local, "x");
  }
}
class Serve extends Work {
  override async run(model: Path) {}
}
class Root extends Flow {
  /* 💥 two units wide, three bytes: é */ train = new Train({ cloudCompute: new CloudCompute("gpu-fast") });
  serve = new Serve({ port: ports.serve });
  other = new Serve({ port: 9000 });
  override async run() {
    await this.train.run();
    this.serve.start(this.train.model);
    this.other.start(this.train.model);
  }
}
export default new App(new Root());
`,
  "lib/ports.ts": `export const ports = { serve: 8000 };\n`,
};

type Editor = Awaited<ReturnType<typeof openEditor>>;
let app: Awaited<ReturnType<typeof scratch>>;
let editor: Editor;

beforeEach(async () => {
  app = await scratch(files);
  editor = await openEditor(app.path);
});
afterEach(() => {
  editor.kill();
  app[Symbol.dispose]();
  expect(editor.complaints).toEqual([]);
});

/** However busy the machine is. */
const eventually: typeof expect.poll = (look) => expect.poll(look, { timeout: 30_000 });

/** The slugs that a document shows. */
const slugs = (file: string) => editor.shown(file).map(({ code }) => code);

describe("an editor", () => {
  test("is told what is wrong with what nobody has saved, and that it is right again", async () => {
    await editor.open("app.ts");
    await editor.type("app.ts", "port: 9000", "port: 8000");
    await eventually(() => slugs("app.ts")).toEqual(["service/port-clash"]);
    const [clash] = editor.shown("app.ts");
    expect(clash).toMatchObject({ source: "thunderhead", severity: 1 });
    expect(clash?.range.start.line).toBe(15);
    expect(clash?.relatedInformation?.[0]?.location.uri).toMatch(/lib\/ports\.ts$|app\.ts$/);
    await editor.type("app.ts", "port: 8000", "port: 9001");
    await eventually(() => slugs("app.ts")).toEqual([]);
  });

  test("offers fixes, and a fix that is taken mends it", async () => {
    await editor.open("app.ts");
    await editor.type("app.ts", "port: 9000", "port: 8000");
    await eventually(() => slugs("app.ts")).toEqual(["service/port-clash"]);
    const [clash] = editor.shown("app.ts");
    if (!clash) throw new Error("nothing is shown");
    const [fix] = (await editor.fixes("app.ts", clash.range)) ?? [];
    if (!fix || !("edit" in fix)) throw new Error("nothing is offered");
    expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true });
    const [edits = []] = Object.values(fix.edit?.changes ?? {});
    await editor.edit("app.ts", edits);
    await eventually(() => slugs("app.ts")).toEqual([]);
    const elsewhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    expect(await editor.fixes("app.ts", elsewhere)).toEqual([]);
  });

  test("shows a compute with its machine, price and quota, by UTF-16 columns", async () => {
    await editor.open("app.ts");
    const { value, over } = await editor.hover("app.ts", '"gpu-fast"');
    expect(over).toBe('new CloudCompute("gpu-fast")');
    expect(value).toMatch(/\*\*`g6e\.xlarge`\*\* 1 × L40S \(\d+ GB\) · 4 vCPU · 32 GiB/);
    expect(value).toMatch(/\d\.\d\d \$\/h \(list price of us-east-1, \d{4}-\d\d-\d\d\)/);
    expect(value).toMatch(/quota G and VT \(`L-DB2E81BA`\): 4 vCPU/);
    expect(value).toMatch(/us-east-1: use1-az\d/);
    expect(value).toContain("for `train`");
  });

  test("counts a spot compute against the quota of spot requests", async () => {
    await editor.open("app.ts");
    await editor.type("app.ts", '"gpu-fast")', '"gpu-fast", { interruptible: true })');
    const { value } = await editor.hover("app.ts", '"gpu-fast"');
    expect(value).toMatch(/at most \d\.\d\d \$\/h/);
    expect(value).toMatch(/quota G and VT spot requests \(`L-3819A6DF`\): 4 vCPU/);
    expect(value).toContain("0 to 1 machine, spot;");
  });

  test("shows components and Paths where they are made and where they are named", async () => {
    await editor.open("app.ts");
    const named = await editor.hover("app.ts", "serve.start");
    expect(named.value).toContain("**work** `serve`");
    expect(named.value).toContain("may read `train.model`");
    expect(named.value).toContain("port 8000");
    const made = await editor.hover("app.ts", "new Path");
    expect(made.over).toBe('new Path("model.bin")');
    expect(made.value).toContain("may be read by `serve`, `other`");
    const both = await editor.hover("app.ts", "Serve");
    expect(both.value).toContain("**work** `serve`");
    expect(both.value).toContain("**work** `other`");
    expect((await editor.hover("app.ts", "async")).value).toBe("");
    expect((await editor.symbols("app.ts"))?.map(({ name }) => name)).toEqual([
      "root",
      "train",
      "serve",
      "other",
      "train.model",
    ]);
  });

  test("is told of other files: a broken one, an unsaved one, one that is renamed away", async () => {
    await editor.open("app.ts");
    await editor.open("lib/ports.ts");
    await editor.type("lib/ports.ts", "8000", "9000");
    await eventually(() => slugs("app.ts")).toEqual(["service/port-clash"]);
    await editor.type("lib/ports.ts", "9000 }", "");
    await eventually(() => slugs("lib/ports.ts")).toContain("module/syntax-error");
    await editor.close("lib/ports.ts");
    await eventually(() => [...slugs("lib/ports.ts"), ...slugs("app.ts")]).toEqual([]);
    renameSync(join(app.path, "lib/ports.ts"), join(app.path, "lib/sockets.ts"));
    await editor.changedOnDisk({
      "lib/ports.ts": FileChangeType.Deleted,
      "lib/sockets.ts": FileChangeType.Created,
    });
    await eventually(() => slugs("app.ts")).toContain("module/unresolved-import");
    await editor.type("app.ts", "./lib/ports.ts", "./lib/sockets.ts");
    await eventually(() => slugs("app.ts")).toEqual([]);
  });

  test("hears of a change on disk of a file that is not open", async () => {
    await editor.open("app.ts");
    await eventually(() => editor.shown("app.ts")).toEqual([]);
    writeFileSync(join(app.path, "lib/ports.ts"), "export const ports = { serve: 9000 };\n");
    await editor.changedOnDisk({ "lib/ports.ts": FileChangeType.Changed });
    await eventually(() => slugs("app.ts")).toEqual(["service/port-clash"]);
  });

  test("ends it, and the server goes", async () => {
    expect(editor.capabilities).toMatchObject({
      hoverProvider: true,
      documentSymbolProvider: true,
    });
    await editor.open("app.ts");
    expect(await editor.quit()).toBe(0);
  });
});
