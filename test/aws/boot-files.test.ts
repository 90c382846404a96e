import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { understand } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { bootFiles } from "#providers/aws/boot-files.ts";
import { machinesList } from "#providers/aws/boot-machines.ts";
import { layoutOf } from "#providers/aws/lower/layout.ts";
import { awsProvider } from "#providers/aws/provider.ts";
import { memoryHost } from "#source/memory-host.ts";
import { compileApp } from "../emit/compile-app.ts";

const root = join(import.meta.dirname, "../..");

beforeAll(() => void spawnSync(process.execPath, [join(root, "setup/build.ts")]));

test("the list names each archive beside it with the digest of what it holds", async () => {
  const { boot } = await compileApp({
    name: "boring",
    entry: join(root, "examples/boring/app.ts"),
  });
  const files = new Map(boot().map((file) => [file.name, file]));
  const list = files.get("boot.list");
  const lines = list && "text" in list ? list.text.trim().split("\n") : [];
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    ...["runtime", "node-arm64", "node-x86_64", "uv-x86_64", "machines"],
  ]);
  for (const line of lines) {
    const [, name = "", digest] = line.split(" ");
    const file = files.get(name);
    const bytes = file && ("text" in file ? file.text : readFileSync(file.source));
    expect(
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex"),
      name,
    ).toBe(digest);
  }
  const script = files.get("boot.sh");
  const text = script && "text" in script ? script.text : "";
  const checked = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
  expect(checked.stderr).toBe("");
});

const works = `import { App, CloudCompute, ComponentMap, Flow, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";
class Plain extends Work {
  override async run() {}
}
class Script extends PythonScript {
  constructor(requirements: string[], python?: string) {
    super({ script: "run.py", requirements, build: { python }, cloudCompute: new CloudCompute("cpu-small") });
  }
}
class Trial extends PythonScript {
  constructor() {
    super({ script: "run.py", requirements: ["newer"] });
  }
}
class Root extends Flow {
  plain = new Plain();
  open = new Script(["open"]);
  older = new Script(["older"]);
  newer = new Script(["newer"]);
  pinned = new Script(["open"], "3.12.4");
  trials = new ComponentMap({ max: 2 });
  override async run() {
    await this.trials.create("a", Trial).run();
  }
}
export default new App(new Root());
`;
const hash = `\\\n    --hash=sha256:${"0".repeat(64)}\n`;
const lock = `# older for Python 3.9: older\nolder==1 ${hash}\n# newer for Python 3.10: newer, trials\nnewer==1 ${hash}`;

const options = awsProvider.options(undefined, collectingSink());

function graphOf(files: Readonly<Record<string, string>>) {
  const entry = "/app/app.ts";
  const understood = understand({
    ...{ entry, directory: "/app", name: "app", lock: emptyLock },
    host: memoryHost(files),
    sink: collectingSink(),
  });
  if (understood === undefined) throw new Error("There is no app.");
  return understood.graph;
}

test("a group's line says which Python its machines need besides the image's own", () => {
  const graph = graphOf({
    "/app/app.ts": works,
    "/app/run.py": "",
    "/app/requirements.lock": lock,
  });
  const lines = machinesList(layoutOf(graph, options)).trim().split("\n");
  const pythons = lines.map((line) => [line.split(" ")[0], line.split(" ")[5]]);
  expect(Object.fromEntries(pythons)).toEqual({
    default: "-",
    ...{ open: "any", older: "any", newer: "3.11", pinned: "3.12", trials: "3.11" },
  });
});

afterEach(() => void vi.unstubAllEnvs());

test("where pip cannot bring uv, that is said, and machines are given the rest", () => {
  const known = join(
    process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
    "thunderhead/boot",
  );
  const cache = mkdtempSync(join(tmpdir(), "thunderhead-no-uv-"));
  const here = join(cache, "thunderhead/boot");
  mkdirSync(here, { recursive: true });
  for (const name of readdirSync(known).filter((one) => one.startsWith("node-")))
    try {
      linkSync(join(known, name), join(here, name));
    } catch {
      copyFileSync(join(known, name), join(here, name));
    }
  vi.stubEnv("XDG_CACHE_HOME", cache);
  vi.stubEnv("PIP_NO_INDEX", "1");
  vi.stubEnv("PIP_FIND_LINKS", "");
  const sink = collectingSink();
  const graph = graphOf({ "/app/app.ts": works, "/app/run.py": "" });
  const files = bootFiles(graph, options, sink).map(({ name }) => name.split("-")[0]);
  expect(files).toEqual(["boot.list", "boot.sh", "machines", "runtime", "node", "node"]);
  expect(sink.diagnostics().map(({ slug, message }) => `${slug} ${message}`)).toEqual([
    expect.stringMatching(/^deploy\/no-uv .*pip could not bring it: No matching distribution/),
  ]);
  rmSync(cache, { recursive: true });
});
