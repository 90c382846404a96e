import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const files = {
  "app.ts": `import { writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";
import { firstPort, sizes } from "./settings.ts";

const offset = 7;
const options = (index: number) => ({ port: firstPort + offset * index });

class Train extends Work {
  model = new Path(\`model-\${offset}.bin\`);
  constructor(size: "small" | "large") {
    super({ cloudCompute: new CloudCompute(sizes[size]) });
  }
  override async run() {
    await writeFile(this.model.local, "x");
  }
}
class Serve extends Work {
  override async run(model: Path) {
    console.log(model.local, this.port);
  }
}
class Root extends Flow {
  train = new Train("large");
  serve = new Serve(options(2));
  other = new Serve(options(3));
  override async run() {
    await this.train.run();
    this.serve.start(this.train.model);
    this.other.start(this.train.model);
  }
}
export default new App(new Root());
`,
  "settings.ts": `export const firstPort = 8000;
export const sizes = { small: "cpu-small", large: "gpu" };
`,
};

const place = v.strictObject({
  file: v.string(),
  line: v.number(),
  column: v.number(),
  endLine: v.number(),
  endColumn: v.number(),
});
/** What programs may rely on. */
const report = v.strictObject({
  version: v.literal(1),
  stories: v.array(
    v.strictObject({
      kind: v.picklist(["component", "value", "path", "resource", "permission"]),
      name: v.string(),
      title: v.string(),
      steps: v.array(v.strictObject({ text: v.string(), place: v.nullable(place) })),
    }),
  ),
});

/** Each story with its steps as `file:line text | what stands there`. */
async function explained(
  words: readonly string[],
  given: Readonly<Record<string, string>> = files,
) {
  using app = await scratch(given);
  const { code, stdout, stderr } = await thunderhead(["explain", ...words, "--json"], {
    cwd: app.path,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return v.parse(report, JSON.parse(stdout)).stories.map(({ title, steps }) => ({
    title,
    steps: steps.map(({ text, place: at }) => {
      if (!at) return text;
      const line = given[at.file]?.split("\n")[at.line - 1] ?? "";
      const end = at.endLine === at.line ? at.endColumn - 1 : line.length;
      return `${at.file}:${at.line} ${text} | ${line.slice(at.column - 1, end)}`;
    }),
  }));
}

describe("explain", () => {
  test("a value: through helpers and modules back to its literals, each call for itself", async () => {
    expect(await explained(["serve.port"])).toEqual([
      {
        title: "`serve.port` is 8014",
        steps: [
          "app.ts:6 computed here: 8014 | firstPort + offset * index",
          "app.ts:6 passes through here: 8000 | firstPort",
          "settings.ts:1 made from what is written here: 8000 | 8000",
          "app.ts:6 made from what is computed here: 14 | offset * index",
          "app.ts:6 passes through here: 7 | offset",
          "app.ts:5 made from what is written here: 7 | 7",
          "app.ts:6 passes through here: 2 | index",
          "app.ts:24 made from what is written here: 2 | 2",
          "app.ts:24 belongs to `serve`, which is made here | new Serve(options(2))",
        ],
      },
    ]);
    const [other] = await explained(["other.port"]);
    expect(other?.title).toBe("`other.port` is 8021");
    expect(other?.steps).toContain("app.ts:25 made from what is written here: 3 | 3");
    expect(other?.steps.join("\n")).not.toContain("app.ts:24");
  });

  test("a compute, and what the source leaves to the default", async () => {
    const [compute] = await explained(["train.cloudCompute"]);
    expect(compute?.title).toBe('`train.cloudCompute` is "gpu"');
    expect(compute?.steps).toContain('settings.ts:2 written here: "gpu" | "gpu"');
    expect(compute?.steps).toContain("app.ts:11 passes through here | sizes[size]");
    const [retries] = await explained(["serve.cacheCalls"]);
    expect(retries).toMatchObject({
      title: "`serve.cacheCalls` is true",
      steps: ["the source does not say, so it is the default", expect.any(String)],
    });
  });

  test("a Path: who writes it, and who may read it by which call", async () => {
    const [path] = await explained(["train.model"]);
    expect(path?.title).toContain("is the Path `model-7.bin`");
    expect(path?.steps).toEqual(
      expect.arrayContaining([
        "app.ts:5 made from what is written here: 7 | 7",
        'app.ts:23 written by `train` alone | new Train("large")',
        "app.ts:28 read by `serve`, which is handed it here | this.train.model",
        "app.ts:29 read by `other`, which is handed it here | this.train.model",
      ]),
    );
  });

  test("a component: class, calls, data, and what it becomes", async () => {
    const [serve] = await explained(["serve"]);
    expect(serve?.title).toMatch(/^`serve` is a work of class `Serve`; its id is `\w+`$/);
    expect(serve?.steps).toEqual(
      expect.arrayContaining([
        "app.ts:17 its class | Serve",
        "begins when `train` has finished",
        "app.ts:28 may read `train.model`, which it is handed here | this.train.model",
      ]),
    );
    expect(serve?.steps.join("\n")).toMatch(/becomes Work `serve`, \d+ resources: /);
  });

  test("a resource: by name, type, or URN, with the line that caused it and what it becomes it by", async () => {
    const type = "aws:efs/fileSystem:FileSystem";
    const [volume] = await explained([type]);
    expect(volume?.title).toBe(`\`volume\` is a \`${type}\``);
    expect(volume?.steps[0]).toBe(
      "registered by Volume `volume` in infra/storage.ts, as infra/components/volume.ts says",
    );
    expect(volume?.steps[1]).toMatch(
      /^app\.ts:9 there because `train\.model` is a Path: it is what aws makes of a Path \| new Path/,
    );
    const urn = `urn:pulumi:dev::app::thunderhead:aws:Volume$${type}::volume`;
    expect(await explained([urn])).toEqual([volume]);
  });

  test("a permission: which edge grants it", async () => {
    const stories = await explained(["serve", "--permissions"]);
    const read = stories.find(({ title }) => title.endsWith("may read train's Paths"));
    expect(read?.steps).toEqual(
      expect.arrayContaining([
        "by elasticfilesystem:ClientMount",
        "app.ts:28 `serve` is handed `train.model` | this.train.model",
      ]),
    );
    const writers = await explained(["permission elasticfilesystem:ClientWrite"]);
    expect(writers[0]).toMatchObject({
      title: "`train` may write train's Paths",
      steps: [expect.any(String), expect.stringMatching(/^app\.ts:9 /)],
    });
  });

  test("prints a story for people: each step with its line", async () => {
    using app = await scratch(files);
    const { stdout } = await thunderhead(["explain", "train.cloudCompute"], { cwd: app.path });
    expect(stdout).toMatchInlineSnapshot(`
      "\`train.cloudCompute\` is "gpu"
          ╭─ app.ts:11:44
       11 │     super({ cloudCompute: new CloudCompute(sizes[size]) });
          │                                            ----------- passes through here
          ╭─ settings.ts:2:51
        2 │ export const sizes = { small: "cpu-small", large: "gpu" };
          │                                                   ----- written here: "gpu"
          ╭─ app.ts:23:11
       23 │   train = new Train("large");
          │           ------------------ belongs to \`train\`, which is made here
      "
    `);
  });

  test("a problem's slug has its page", async () => {
    using app = await scratch({});
    const { code, stdout } = await thunderhead(["explain", "service/port-clash"], {
      cwd: app.path,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("**Why.** Works that share a machine share its ports");
  });

  test.each([
    [["serv"], "the app has nothing called `serv`; nearest are `serve`"],
    [["serve.prot"], "nearest are `serve.port`"],
    [[], "it needs the NAME of what is to be explained"],
    [["s3:DeleteBucket"], "nobody is granted `s3:DeleteBucket`"],
  ])("%j is refused with what comes near", async (words, message) => {
    using app = await scratch(files);
    const { code, stdout, stderr } = await thunderhead(["explain", ...words], { cwd: app.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.replace(/\s+/g, " ")).toContain(message);
  });
});
