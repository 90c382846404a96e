import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { impurities } from "./impurities.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What decides, and does nothing: everything else is in boot/ and in providers' bindings. */
const pureRooms = ["protocol", "core", "controller", "agent"];

const files = pureRooms.flatMap((room) =>
  readdirSync(join(root, "runtime-shim", room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("runtime-shim", room, file)),
);

describe("reducers are pure", () => {
  it.each(files)("%s", (file) => {
    expect(impurities(file, readFileSync(join(root, file), "utf8"))).toEqual([]);
  });
});

describe("the scan for impurities", () => {
  it.each([
    ["const at = Date.now();", "Date.now"],
    ["const at = new Date();", "new Date()"],
    ["const at = Date();", "Date"],
    ["const clock = Date;", "Date"],
    ["const x = Math.random();", "Math.random"],
    ["performance.now();", "performance"],
    ["setTimeout(() => {}, 1);", "setTimeout"],
    ["const { setInterval: every } = globalThis;", "globalThis"],
    ["crypto.randomUUID();", "crypto"],
    ["const { env } = process;", "process"],
    ["Atomics.wait(cells, 0, 0);", "Atomics"],
    ["new WeakRef(thing);", "WeakRef"],
    ["new FinalizationRegistry(() => {});", "FinalizationRegistry"],
    ['import { readFileSync } from "node:fs";', "node:fs"],
    ['import net from "net";', "net"],
    ['const { spawn } = await import("node:child_process");', "node:child_process"],
    ['import { Worker } from "node:worker_threads";', "node:worker_threads"],
    ["let count = 0;", "top-level let"],
    ["export const known = new Map();", "top-level state"],
    ["const seen: string[] = [];", "top-level state"],
  ])("finds %s", (source, what) => {
    expect(impurities("sample.ts", source)).toContain(`1: ${what}`);
  });

  it.each([
    "const at = new Date(now).toISOString();",
    "const at = Date.parse(deadline);",
    "const table = new Set(['a']);",
    "const x = work.process.fetch;",
    "// Date.now() in words\nconst text = 'setTimeout';",
    "interface Entry { readonly process: string; readonly at: Date }",
    'import type { Server } from "node:net";',
  ])("passes %s", (source) => {
    expect(impurities("sample.ts", source)).toEqual([]);
  });
});
