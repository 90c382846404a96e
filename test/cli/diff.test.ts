import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

/** The boring app, compiled and committed, in a repository of its own. */
async function repository() {
  const files = {
    ".gitignore": ".thunderhead\n",
    "thunderhead.config.ts": 'export default { name: "boring" };\n',
  };
  const app = await scratch(files, { example: "boring" });
  const git = (...words: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...words], {
      cwd: app.path,
    });
  const commit = (message: string) => {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  };
  git("init", "-q", "-b", "main");
  await thunderhead(["compile"], { cwd: app.path });
  commit("one");
  const edit = (from: string, to: string) => {
    const file = join(app.path, "app.ts");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
  };
  const diff = (...words: string[]) => thunderhead(["diff", ...words], { cwd: app.path });
  return { app, git, commit, edit, diff, [Symbol.dispose]: () => app[Symbol.dispose]() };
}

// Two programs run, each with the Pulumi SDK: seconds on a busy machine.
describe("thunderhead diff", { timeout: 120_000 }, () => {
  test("compares the working tree with HEAD, without compiling into infra/", async () => {
    using at = await repository();
    expect((await at.diff()).stdout).toContain("Nothing changes.");
    at.edit("Hello there!", "Hi!");
    const code = await at.diff();
    expect(code.code).toBe(0);
    expect(code.stdout).toMatch(/^~ code +root, source: new code/m);
    expect(at.git("status", "--short").toString()).toBe(" M app.ts\n");
  });

  test("asks for decisions with exit code 4, and takes them by name", async () => {
    using at = await repository();
    writeFileSync(
      join(at.app.path, "infra/Pulumi.prod.yaml"),
      'config:\n  boring:allowedCidrs: ["203.0.113.0/24"]\n',
    );
    expect((await at.diff()).code).toBe(0);
    const asked = await at.diff("--stack", "prod");
    expect(asked.code).toBe(4);
    // No engine here: said aloud, for its values alone are no deployment.
    expect(asked.stderr).toContain("What stack prod has deployed is not known here");
    expect(asked.stdout).toContain("serve :1111 → 203.0.113.0/24 over http, no login");
    expect(asked.stdout).toContain("Decide before deploy: --allow-exposure serve");
    const decided = await at.diff("--stack", "prod", "--allow-exposure", "serve", "--markdown");
    expect(decided.code).toBe(0);
    expect(decided.stdout).toMatch(/^### ⛈ Thunderhead: 0 decisions.*`prod`/);
  });

  test("compares two revisions, overrides included; JSON is on stdout alone", async () => {
    using at = await repository();
    at.edit("port: 1111", "port: 2222");
    writeFileSync(
      join(at.app.path, "infra/overrides.ts"),
      `import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "aws:cloudwatch/logGroup:LogGroup" ? { props: { ...props, retentionInDays: 7 }, opts } : undefined,
);
`,
    );
    await thunderhead(["compile"], { cwd: at.app.path });
    at.commit("two");
    rmSync(join(at.app.path, "app.ts"));
    const { code, stdout } = await at.diff("main~1..main", "--json");
    expect(code).toBe(4);
    const result: unknown = JSON.parse(stdout);
    expect(result).toMatchObject({
      version: 1,
      verdicts: { data: [], exposure: [], access: [], identity: [], quota: [] },
      changes: expect.arrayContaining([
        expect.objectContaining({
          component: "serve",
          kind: "changed",
          headline: "port 1111 → 2222",
          source: expect.objectContaining({ file: "app.ts", line: 16 }),
          infra: { file: "infra/works/serve.ts", line: expect.any(Number) },
          resources: expect.arrayContaining([
            expect.objectContaining({
              type: "aws:lb/targetGroup:TargetGroup",
              change: "replaced",
              replacedBecause: ["port"],
            }),
            expect.objectContaining({
              type: "aws:cloudwatch/logGroup:LogGroup",
              change: "updated",
              properties: [{ path: "retentionInDays", before: 30, after: 7 }],
            }),
          ]),
        }),
      ]),
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test("finds the app of a folder below, and where two branches parted", async () => {
    using at = await repository();
    const below = join(at.app.path, "apps/boring");
    mkdirSync(below, { recursive: true });
    for (const file of ["app.ts", "infra", "scripts", "thunderhead.lock.json"])
      renameSync(join(at.app.path, file), join(below, file));
    renameSync(join(at.app.path, "thunderhead.config.ts"), join(below, "thunderhead.config.ts"));
    at.commit("moved");
    at.git("checkout", "-q", "-b", "feature");
    const file = join(below, "app.ts");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("1111", "2222"));
    await thunderhead(["compile"], { cwd: below });
    at.commit("port");
    at.git("checkout", "-q", "main");
    const parted = await thunderhead(["diff", "main...feature"], { cwd: below });
    expect(parted.stderr).toBe("");
    expect(parted.stdout).toMatch(/^~ serve +port 1111 → 2222 /m);
    const named = await at.diff("--app", "apps/boring/app.ts");
    expect(named.stdout).toContain("Nothing changes.");
  });

  test("from the last compile, and where there is no repository", async () => {
    using app = await scratch({}, { example: "boring" });
    const first = await thunderhead(["diff"], { cwd: app.path });
    expect(first.stderr).toContain("There is no program in the last compile");
    expect(first.stdout).toMatch(/^\+ serve +class ServeFile/m);
    await thunderhead(["compile"], { cwd: app.path });
    const second = await thunderhead(["diff", "--last-compile"], { cwd: app.path });
    expect(second.stdout).toContain("Nothing changes.");
  });

  test.each([
    { words: ["nowhere..HEAD"], says: "Git knows no revision `nowhere` here." },
    { words: ["main", "--from", "."], says: "`--from` and `--to` stand in place of revisions" },
    { words: ["--from", "nowhere"], says: "`nowhere` is not a folder" },
  ])("refuses $words", async ({ words, says }) => {
    using app = await scratch({}, { example: "boring" });
    const { code, stderr, stdout } = await thunderhead(["diff", ...words], { cwd: app.path });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stdout).toBe("");
  });
});
