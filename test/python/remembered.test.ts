import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Python } from "#environment/python.ts";
import { rememberedPython } from "#environment/python-cache.ts";

const python: Python = { executable: "/opt/python3", version: "3.12.1", abi: "cpython-312" };

function interpreter(content: string) {
  const folder = mkdtempSync(join(tmpdir(), "remembered-"));
  const environment = { PATH: folder, XDG_CACHE_HOME: join(folder, "cache") };
  let asked = 0;
  const install = (text: string): void =>
    writeFileSync(join(folder, "python3"), text, { mode: 0o755 });
  install(content);
  const find = () =>
    rememberedPython("python3", environment, async () => {
      asked += 1;
      return python;
    });
  return { find, install, asked: () => asked };
}

it("asks an interpreter once what it is, until its file is another", async () => {
  const { find, install, asked } = interpreter("\x7fELF one");
  expect(await find()).toEqual(python);
  expect(await find()).toEqual(python);
  expect(asked()).toBe(1);
  install("\x7fELF another one");
  expect(await find()).toEqual(python);
  expect(asked()).toBe(2);
});

it("asks a version manager's shim each time: it may mean another interpreter", async () => {
  const { find, asked } = interpreter("#!/bin/sh\nexec pyenv exec python3\n");
  await find();
  await find();
  expect(asked()).toBe(2);
});
