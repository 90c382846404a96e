import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
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
    ...["runtime", "node-arm64", "node-x86_64", "machines"],
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
