import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const command = fileURLToPath(new URL("../../bin/thunderhead.mjs", import.meta.url));

const files = {
  "app.ts": `import { App, Flow, Work } from "thunderhead";
import { ports } from "./lib/ports.ts";
class Serve extends Work {
  override async run() {}
}
class Root extends Flow {
  one = new Serve({ port: ports.one });
  two = new Serve({ port: 9000 });
  override async run() {
    this.one.start();
    this.two.start();
  }
}
export default new App(new Root());
`,
  "lib/ports.ts": "export const ports = { one: 8000 };\n",
};

interface Answer {
  readonly changed: readonly string[];
  readonly bundled: boolean;
  readonly slugs: readonly string[];
}

let app: Awaited<ReturnType<typeof scratch>>;
let child: ChildProcess;
let answers: Answer[];
let errors: string;

beforeEach(async () => {
  app = await scratch(files);
  answers = [];
  errors = "";
});
afterEach(() => {
  child.kill("SIGKILL");
  app[Symbol.dispose]();
});

function watch(...flags: readonly string[]): void {
  child = spawn(process.execPath, [command, "check", "--watch", ...flags], {
    cwd: app.path,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
  });
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const { changed, bundled, diagnostics } = JSON.parse(line);
      answers.push({
        changed,
        bundled,
        slugs: diagnostics.map(({ slug }: { slug: string }) => slug),
      });
    }
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
}

/** However busy the machine is. */
const eventually: typeof expect.poll = (look) => expect.poll(look, { timeout: 30_000 });

const write = (file: string, text: string): void => writeFileSync(join(app.path, file), text);

/** What the last answer says, of the source alone or of bundles too. */
const latest = (): readonly string[] | undefined => answers.at(-1)?.slugs;

test("answers each save, and says what was saved", async () => {
  watch("--json");
  await eventually(() => answers.at(-1)).toEqual({ changed: [], bundled: true, slugs: [] });
  write("lib/ports.ts", "export const ports = { one: 9000 };\n");
  await eventually(latest).toEqual(["service/port-clash"]);
  const clash = answers.find(({ slugs }) => slugs.length > 0);
  expect(clash?.changed).toEqual(["lib/ports.ts"]);
  write("app.ts", files["app.ts"].replace("port: 9000", "port: 9001"));
  await eventually(latest).toEqual([]);
  expect(errors).toBe("");
});

test("lives through a half-written file, one that goes, one that comes back, and a folder that moves", async () => {
  watch("--json");
  await eventually(latest).toEqual([]);
  write("app.ts", files["app.ts"].slice(0, 200));
  await eventually(latest).toContain("module/syntax-error");
  rmSync(join(app.path, "app.ts"));
  await eventually(latest).toEqual(["module/not-found"]);
  write("app.ts", files["app.ts"]);
  await eventually(latest).toEqual([]);
  renameSync(join(app.path, "lib"), join(app.path, "away"));
  await eventually(latest).toEqual(["module/unresolved-import"]);
  mkdirSync(join(app.path, "lib"));
  write("lib/ports.ts", "export const ports = { one: 9000 };\n");
  await eventually(latest).toEqual(["service/port-clash"]);
  // Emptied and not written: that is what there is.
  write("lib/ports.ts", "");
  await eventually(latest).toEqual(["flow/unknown-structure"]);
  write("lib/ports.ts", files["lib/ports.ts"]);
  await eventually(latest).toEqual([]);
});

test("a file that changes while its bundles are made is nobody's bug", async () => {
  watch("--json");
  await eventually(latest).toEqual([]);
  for (let save = 0; save < 40; save++) {
    write("app.ts", save % 2 === 0 ? files["app.ts"].slice(0, 200) : files["app.ts"]);
    await new Promise((resolve) => setTimeout(resolve, save));
  }
  await eventually(latest).toEqual([]);
  expect(child.exitCode).toBe(null);
  expect(errors).toBe("");
});

test("waits for an app that is not there yet, and reads its settings again", async () => {
  rmSync(join(app.path, "app.ts"));
  watch("--json");
  await eventually(latest).toEqual(["module/not-found"]);
  write("app.ts", files["app.ts"]);
  await eventually(latest).toEqual([]);
  write("thunderhead.config.ts", "export default { nmae: 'x' };\n");
  await eventually(latest).toEqual(["config/unknown-key"]);
  rmSync(join(app.path, "thunderhead.config.ts"));
  await eventually(latest).toEqual([]);
});

test("what it says after many saves is what a check from the start says", async () => {
  watch("--json");
  await eventually(() => answers.length).toBeGreaterThan(0);
  for (let port = 8990; port <= 9000; port++) {
    write("lib/ports.ts", `export const ports = { one: ${port} };\n`);
    await new Promise((resolve) => setTimeout(resolve, 7));
  }
  await eventually(latest).toEqual(["service/port-clash"]);
  const fresh = await thunderhead(["check", "--json"], { cwd: app.path });
  const slugs = JSON.parse(fresh.stdout).diagnostics.map(({ slug }: { slug: string }) => slug);
  expect(latest()).toEqual(slugs);
});

test("prints calm lines for people, and nothing for a file that the app does not read", async () => {
  watch();
  await eventually(() => errors).toContain("Watching 2 modules; Ctrl-C ends.");
  write("notes.md", "nothing");
  write("lib/ports.ts", "export const ports = { one: 9000 };\n");
  await eventually(() => errors).toMatch(/Errors after a change of lib\/ports\.ts \(\d+ ms\)/);
  expect(errors).toContain("service/port-clash");
  expect(errors).not.toContain("notes.md");
  expect(errors).not.toContain("\u001b");
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});
