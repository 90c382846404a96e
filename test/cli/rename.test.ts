/** `compile --rename old=new`: what a confirmed rename keeps, and which confirmations are none. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const idOf = (lock: string, key: string): string | undefined =>
  new RegExp(`"${key}": "(\\w+)"`).exec(lock)?.[1];

async function renamedApp() {
  const app = await scratch({}, { example: "boring" });
  const read = (file: string) => readFileSync(join(app.path, file), "utf8");
  await thunderhead(["compile"], { cwd: app.path });
  const before = read("thunderhead.lock.json");
  const source = read("app.ts").replaceAll(/\bsource\b(?= =|\.)/g, "writer");
  writeFileSync(join(app.path, "app.ts"), source);
  return { app, read, before };
}

describe("thunderhead compile --rename", () => {
  test("keeps the ids of a work and its Paths, and tells stacks the old name", async () => {
    const { app, read, before } = await renamedApp();
    using _ = app;
    const { code } = await thunderhead(["compile", "--rename", "source=writer"], { cwd: app.path });
    expect(code).toBe(0);
    const after = read("thunderhead.lock.json");
    expect(idOf(after, "work writer")).toBe(idOf(before, "work source"));
    expect(idOf(after, "path writer.boringFile")).toBe(idOf(before, "path source.boringFile"));
    expect(read("infra/works/writer.ts")).toContain('{ aliases: [{ name: "source" }] }');
    const again = await thunderhead(["compile", "--check"], { cwd: app.path });
    expect(again.code).toBe(0);
  });

  test("may be said after a compile that took it for a new work", async () => {
    const { app, read, before } = await renamedApp();
    using _ = app;
    await thunderhead(["compile"], { cwd: app.path });
    expect(idOf(read("thunderhead.lock.json"), "work writer")).not.toBe(
      idOf(before, "work source"),
    );
    await thunderhead(["compile", "--rename", "source=writer"], { cwd: app.path });
    expect(idOf(read("thunderhead.lock.json"), "work writer")).toBe(idOf(before, "work source"));
  });

  test.each([
    ["sauce=writer", "the lock knows nothing called `sauce`"],
    ["source=wirter", "the app has nothing called `wirter`"],
    ["serve=writer", "the app still has `serve`"],
    ["source", "the app has nothing called ``"],
  ])("refuses %s and writes nothing", async (words, said) => {
    const { app, read, before } = await renamedApp();
    using _ = app;
    const { code, stderr } = await thunderhead(["compile", "--rename", words], { cwd: app.path });
    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(said);
    expect(read("thunderhead.lock.json")).toBe(before);
  });
});
