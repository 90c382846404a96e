import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isRoot, scratch, thunderhead } from "./thunderhead.ts";

describe("thunderhead compile", () => {
  test("writes a program, its bundles and the lock, and says what it would provision", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stdout, stderr } = await thunderhead(["compile"], { cwd: app.path });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    for (const file of [
      "index.ts",
      "works/serve.ts",
      "Pulumi.yaml",
      "overrides.ts",
      ".generated.json",
    ])
      expect(existsSync(join(app.path, "infra", file)), file).toBe(true);
    expect(readFileSync(join(app.path, "thunderhead.lock.json"), "utf8")).toContain("work serve");
    for (const word of ["machines", "0 to 1", "services", "standing", "$/month", "pulumi up"])
      expect(stderr).toContain(word);
  });

  test("touches nothing the second time", async () => {
    using app = await scratch({}, { example: "boring" });
    await thunderhead(["compile"], { cwd: app.path });
    const times = () => files.map((file) => statSync(join(app.path, file)).mtimeMs);
    const files = ["infra/index.ts", "infra/.generated.json", "thunderhead.lock.json"];
    const before = times();
    const { stderr } = await thunderhead(["compile"], { cwd: app.path });
    expect(stderr).toContain("unchanged");
    expect(times()).toEqual(before);
  });

  test("prints the shape that programs read", async () => {
    using app = await scratch({}, { example: "boring" });
    const { stdout } = await thunderhead(["compile", "--json"], { cwd: app.path });
    const result: unknown = JSON.parse(stdout);
    expect(result).toMatchObject({ version: 1, target: "aws", diagnostics: [] });
    expect(result).toMatchObject({
      files: expect.arrayContaining(["infra/index.ts"]),
      bundles: expect.arrayContaining([
        expect.objectContaining({
          work: "serve",
          file: expect.stringMatching(/^infra\/bundles\/serve-file-[0-9a-f]{8}\.tar\.gz$/),
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        }),
      ]),
    });
  });

  test("leaves a hand-edited file alone until it is told what to do", async () => {
    using app = await scratch({}, { example: "boring" });
    const compile = (...flags: string[]) => thunderhead(["compile", ...flags], { cwd: app.path });
    await compile();
    const network = join(app.path, "infra/network.ts");
    const generated = readFileSync(network, "utf8");
    writeFileSync(network, `// mine\n${generated}`);
    const asked = await compile();
    expect(asked.code).toBe(4);
    expect(asked.stderr).toContain(
      "1 generated file in infra/ has been edited by hand: `network.ts`.",
    );
    expect(asked.stderr).toMatch(/ {4}1 \+ \/\/ mine\n/);
    expect(readFileSync(network, "utf8")).toContain("// mine");
    expect((await compile("--keep")).code).toBe(0);
    expect(readFileSync(network, "utf8")).toContain("// mine");
    expect((await compile()).code).toBe(0);
    writeFileSync(network, `// mine again\n${generated}`);
    expect((await compile("--take")).code).toBe(0);
    expect(readFileSync(network, "utf8")).toBe(generated);
  });

  test("leaves an ejected file to its owner", async () => {
    using app = await scratch({}, { example: "boring" });
    const compile = (...flags: string[]) => thunderhead(["compile", ...flags], { cwd: app.path });
    await compile();
    const network = join(app.path, "infra/network.ts");
    appendFileSync(network, "// mine\n");
    const unknown = await compile("--eject", "infra/netwerk.ts");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("`infra/netwerk.ts` is no file that it generates");
    expect((await compile("--eject", "infra/network.ts")).code).toBe(0);
    expect((await compile("--take")).code).toBe(0);
    expect(readFileSync(network, "utf8")).toContain("// mine");
    expect((await compile("--check")).code).toBe(0);
  });

  test("with --check fails when infra/ is stale, and writes nothing", async () => {
    using app = await scratch({}, { example: "boring" });
    const check = () => thunderhead(["compile", "--check"], { cwd: app.path });
    expect((await check()).code).toBe(2);
    expect(existsSync(join(app.path, "infra"))).toBe(false);
    await thunderhead(["compile"], { cwd: app.path });
    expect((await check()).code).toBe(0);
    const source = readFileSync(join(app.path, "app.ts"), "utf8");
    writeFileSync(join(app.path, "app.ts"), source.replaceAll("1111", "1112"));
    const stale = await check();
    expect(stale.code).toBe(2);
    expect(stale.stderr).toContain("`infra/works/serve.ts`");
  });

  test("says which targets there are", async () => {
    using app = await scratch({}, { example: "boring" });
    const { code, stderr } = await thunderhead(["compile", "--target", "amazon"], {
      cwd: app.path,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("No provider is called `amazon`. There is `aws`.");
  });

  test("says that a folder cannot be written", async () => {
    using app = await scratch({}, { example: "boring" });
    chmodSync(app.path, 0o555);
    const { code, stderr } = await thunderhead(["compile"], { cwd: app.path, asNobody: isRoot });
    chmodSync(app.path, 0o755);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be written: you may not write there.");
  });

  test("says that a file stands where infra/ has to be", async () => {
    using app = await scratch({ infra: "" }, { example: "boring" });
    const { code, stderr } = await thunderhead(["compile"], { cwd: app.path });
    expect(code).toBe(2);
    expect(stderr).toContain("a file stands where a folder has to be");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

// Loading the Pulumi SDK takes seconds on a busy machine.
describe("thunderhead resources", { timeout: 60_000 }, () => {
  test("lists what the program registers, with where in the app it comes from", async () => {
    using app = await scratch({}, { example: "boring" });
    await thunderhead(["compile"], { cwd: app.path });
    const { code, stdout } = await thunderhead(["resources", "--json"], { cwd: app.path });
    expect(code).toBe(0);
    const result: unknown = JSON.parse(stdout);
    expect(result).toMatchObject({
      version: 1,
      resources: expect.arrayContaining([
        expect.objectContaining({
          type: "aws:efs/fileSystem:FileSystem",
          name: "volume",
          options: expect.objectContaining({ protect: true }),
          source: { file: "app.ts", line: 7 },
        }),
        expect.objectContaining({ type: "aws:lb/targetGroup:TargetGroup", component: "serve" }),
      ]),
    });
  });

  test("shows the line of an override that throws", async () => {
    using app = await scratch({}, { example: "boring" });
    await thunderhead(["compile"], { cwd: app.path });
    writeFileSync(join(app.path, "infra/overrides.ts"), 'throw new Error("not today");\n');
    const { code, stderr } = await thunderhead(["resources"], { cwd: app.path });
    expect(code).toBe(2);
    expect(stderr).toContain("not today");
    expect(stderr).toContain("infra/overrides.ts:1:7");
  });
});
