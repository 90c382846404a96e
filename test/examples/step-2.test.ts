import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const example = join(root, "examples/quick-start");
const readme = join(example, "README.md");
const section = /(<!-- step 2[^>]*-->\n)[\s\S]*?(<!-- end of step 2 -->)/;

/** Not for reading: hashes of what is compared anyway, archives, and files that npm owns. */
const unread = [".generated.json", "bundles", "node_modules", "package-lock.json"];

/** What the change of one line does, as `diff` shows it: of the app, and of the program the compiler makes of it. */
function stepTwo(): { readonly app: string; readonly infra: string; readonly summary: string } {
  const directory = mkdtempSync(join(tmpdir(), "thunderhead-step-2-"));
  const [before, after] = [join(directory, "before"), join(directory, "after")];
  for (const copy of [before, after])
    cpSync(example, join(copy, "quick-start"), {
      recursive: true,
      filter: (path) => !/infra|\.thunderhead/.test(path),
    });
  const app = join(after, "quick-start/app.ts");
  writeFileSync(
    app,
    readFileSync(app, "utf8").replace('new CloudCompute("default")', 'new CloudCompute("gpu")'),
  );
  compile(join(before, "quick-start"));
  const summary = compile(join(after, "quick-start"));
  const changed = diff(directory, "app.ts");
  for (const copy of [before, after])
    for (const name of unread)
      rmSync(join(copy, "quick-start/infra", name), { recursive: true, force: true });
  const infra = diff(directory, "infra");
  rmSync(directory, { recursive: true });
  return { app: changed, infra, summary };
}

/** Answers the lines about machines. */
function compile(directory: string): string {
  const said = spawnSync(
    process.execPath,
    [join(root, "bin/thunderhead.mjs"), "compile", "app.ts"],
    { cwd: directory, encoding: "utf8" },
  );
  if (said.status !== 0) throw new Error(said.stderr);
  const lines = `${said.stdout}${said.stderr}`.split("\n");
  return lines
    .filter((line) => /^\s+(machines|\S+: 0 to)/.test(line))
    .map((line) => line.trimEnd())
    .join("\n");
}

function diff(cwd: string, what: string): string {
  const { stdout } = spawnSync(
    "git",
    [
      "diff",
      "--no-index",
      "--no-color",
      "--unified=1",
      `before/quick-start/${what}`,
      `after/quick-start/${what}`,
    ],
    { cwd, encoding: "utf8" },
  );
  return stdout
    .replaceAll(/^(diff --git|index |similarity|new file|deleted file).*\n/gm, "")
    .replaceAll(/^(---|\+\+\+) (?:a|b)\/(?:before|after)\/quick-start\//gm, "$1 ")
    .trimEnd();
}

describe("the quick start's second step", () => {
  it("is one changed line of the app", () => {
    const { app } = stepTwo();
    expect(
      app
        .split("\n")
        .filter((line) => /^[-+](?![-+])/.test(line))
        .map((line) => line.trim()),
    ).toEqual([
      expect.stringMatching(/^-\s+cloudCompute: new CloudCompute\("default"\),$/),
      expect.stringMatching(/^\+\s+cloudCompute: new CloudCompute\("gpu"\),$/),
    ]);
  });

  it("does to the program what the README shows", () => {
    const { app, infra, summary } = stepTwo();
    const shown = `\n\`\`\`diff\n${app}\n\`\`\`\n\n\`thunderhead compile\` then says\n\n\`\`\`\n${summary}\n\`\`\`\n\nand this is what becomes of the program in \`infra/\`:\n\n\`\`\`diff\n${infra}\n\`\`\`\n\n`;
    const text = readFileSync(readme, "utf8");
    const fresh = text.replace(
      section,
      (_, start: string, end: string) => `${start}${shown}${end}`,
    );
    if (process.env["UPDATE"]) writeFileSync(readme, fresh);
    else expect(text).toBe(fresh);
  });
});
