import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { uvFolder } from "../python/uv.ts";
import { makeWheel } from "../python/wheel.ts";
import { scratch, thunderhead } from "./thunderhead.ts";

const script = (name: string, requirements: string, python: string) => `
class ${name} extends PythonScript {
  constructor() {
    super({ script: "run.py", requirements: ${requirements}, build: { python: "${python}" } });
  }
}`;

const app = (requirements: string) => `import { App, Flow } from "thunderhead";
import { PythonScript } from "thunderhead/components";
const index = ["--no-index", "--find-links wheels"];
${script("One", requirements, "3.11")}
${script("Two", requirements, "3.11")}
${script("Three", `[...index, "other"]`, "3.12")}
class Root extends Flow {
  two = new Two();
  one = new One();
  three = new Three();
  override async run() {
    await this.one.run();
    await this.two.run();
    await this.three.run();
  }
}
export default new App(new Root());
`;

const first = app(`[...index, "here"]`);
let uv: string;
beforeAll(() => {
  uv = `${uvFolder()}${delimiter}${process.env["PATH"]}`;
});

/** Uncoloured lines of stderr and the lock, after the command. */
async function run(folder: string, ...words: readonly string[]) {
  const { code, stderr } = await thunderhead(words, { cwd: folder, env: { PATH: uv } });
  const lock = () => readFileSync(join(folder, "requirements.lock"), "utf8");
  return { code, stderr, lock };
}

test("a lock has a section for each list, stays as it is, and is what check asks for", async () => {
  using folder = await scratch({ "app.ts": first, "run.py": "" });
  const wheels = join(folder.path, "wheels");
  const here = makeWheel(wheels, { name: "here" });
  const other = makeWheel(wheels, { name: "other" });

  const before = await run(folder.path, "check");
  expect(before.code).toBe(0);
  expect(before.stderr).toContain("What `two` and `one` install is not locked: there is no");

  const { code, stderr, lock } = await run(folder.path, "lock");
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const text = lock();
  const options = "--find-links wheels\n--no-index";
  expect(text.slice(text.indexOf("\n\n") + 2)).toBe(
    `# --find-links wheels, --no-index, here for Python 3.11: two, one
${options}
here==1.0 \\
    --hash=sha256:${here}

# --find-links wheels, --no-index, other for Python 3.12: three
${options}
other==1.0 \\
    --hash=sha256:${other}
`,
  );
  expect((await run(folder.path, "check")).stderr).toContain("No problems.");

  // What is newer is taken when somebody says so, not because a lock is made again.
  makeWheel(wheels, { name: "here", version: "2.0" });
  const again = await run(folder.path, "lock");
  expect(again.stderr).toContain("2 lists, 2 packages, as before");
  expect(again.lock()).toBe(text);

  // A list that has grown keeps the versions that it had.
  makeWheel(wheels, { name: "more" });
  writeFileSync(join(folder.path, "app.ts"), app(`[...index, "here", "more"]`));
  const stale = await run(folder.path, "check");
  expect(stale.stderr).toContain("has `--find-links wheels, --no-index, here`, and what is asked");
  const grown = (await run(folder.path, "lock")).lock();
  expect(grown).toContain("here, more for Python 3.11: two, one\n");
  expect(grown).toContain("here==1.0 ");
  expect(grown).toContain("more==1.0 ");
  const upgraded = (await run(folder.path, "lock", "--upgrade")).lock();
  expect(upgraded).toContain("here==2.0 ");
  expect(upgraded).toContain("more for Python 3.11: two, one\n");
});

test("what cannot be locked is told in the resolver's words, and nothing is written", async () => {
  using folder = await scratch({ "app.ts": first, "run.py": "" });
  makeWheel(join(folder.path, "wheels"), { name: "other" });
  const { code, stderr, lock } = await run(folder.path, "lock");
  expect(code).toBe(2);
  expect(stderr).toContain("for `two`, `one` cannot be locked. uv said:");
  expect(stderr).toMatch(/here was not found/);
  expect(lock).toThrow(/ENOENT/);
});

test("without uv it says where to get it", async () => {
  using folder = await scratch({ "app.ts": first, "run.py": "" });
  const { code, stderr } = await thunderhead(["lock"], {
    cwd: folder.path,
    env: { PATH: dirname(process.execPath) },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("asks `uv` which versions fit together, and there is none on the PATH");
});
