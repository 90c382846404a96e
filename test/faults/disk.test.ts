import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "../runtime/launch.ts";
import { type Outcome, outcomeOf } from "./ledger.ts";

const samples = join(import.meta.dirname, "samples");

let undisturbed: Outcome;

beforeAll(async () => {
  buildAll();
  using app = sampleApp("large", samples);
  await using launch = new LaunchedApp(app.directory);
  expect(await launch.exited).toBe(0);
  undisturbed = await outcomeOf(directoryOf(launch));
});

const directoryOf = (launch: LaunchedApp): string => launch.of("launch")[0]?.directory ?? "";

/** A small disk for the launches of an app; only root may mount one. */
function smallDisk(app: string, megabytes: number) {
  const place = join(app, ".thunderhead", basename(app).toLowerCase(), "launches");
  mkdirSync(place, { recursive: true });
  const { status } = spawnSync("mount", [
    "-t",
    "tmpfs",
    "-o",
    `size=${megabytes}m`,
    "tmpfs",
    place,
  ]);
  if (status !== 0) return undefined;
  return {
    place,
    grow: (to: number) => void execFileSync("mount", ["-o", `remount,size=${to}m`, place]),
    [Symbol.dispose]: () => void execFileSync("umount", ["-l", place]),
  };
}

it("a full disk ends the app with its reason; with room again, it goes on to the same end", async (context) => {
  using app = sampleApp("large", samples);
  using disk = smallDisk(app.directory, 4);
  if (disk === undefined) {
    console.warn("SKIPPED: test/faults/disk needs to mount a small tmpfs, which takes root.");
    context.skip();
    return;
  }
  await using full = new LaunchedApp(app.directory);
  expect(await full.exited).toBe(1);
  const told = JSON.stringify(full.of("exit")) + full.stderr;
  expect(told).toMatch(/ENOSPC|disk is full|no space left/i);
  expect(processesOf(app.directory)).toEqual([]);
  disk.grow(256);
  rerunIfFailed(full);
  await using resumed = new LaunchedApp(app.directory, ["--resume"]);
  expect(await resumed.exited, resumed.stderr).toBe(0);
  expect(await outcomeOf(directoryOf(resumed))).toEqual(undisturbed);
});

/**
 * What failed is a level: it stays failed until somebody says otherwise. Where the journal was the first to
 * find no room, nothing has failed, and resuming is enough.
 */
function rerunIfFailed(launch: LaunchedApp): void {
  const failed = launch
    .of("status")
    .some(({ work, stage }) => work === "large" && stage === "failed");
  if (failed) rerun(launch.directory, "large");
}

function rerun(cwd: string, work: string): void {
  const program = join(import.meta.dirname, "../../bin/thunderhead.mjs");
  execFileSync(process.execPath, [program, "rerun", work], { cwd, stdio: ["ignore", "ignore", 2] });
}

it("a journal that cannot be written ends the launch, which loses nothing that it had said", async (context) => {
  using app = sampleApp("large", samples);
  using disk = smallDisk(app.directory, 64);
  if (disk === undefined) {
    console.warn("SKIPPED: test/faults/disk needs to mount a small tmpfs, which takes root.");
    context.skip();
    return;
  }
  const filler = join(disk.place, "filler");
  await using launch = new LaunchedApp(app.directory, [], {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "preload.mjs")}`,
    FAULT_PLAN: JSON.stringify({ fill: { file: filler, bytes: 64 * 1024 * 1024, nth: 5 } }),
  });
  expect(await launch.exited).toBe(1);
  expect(processesOf(app.directory)).toEqual([]);
  expect(statSync(filler).size).toBeGreaterThan(32 * 1024 * 1024);
  rmSync(filler);
  disk.grow(256);
  rerunIfFailed(launch);
  await using resumed = new LaunchedApp(app.directory, ["--resume"]);
  expect(await resumed.exited, resumed.stderr).toBe(0);
  expect(await outcomeOf(directoryOf(resumed))).toEqual(undisturbed);
});
