import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { isAlive } from "../e2e/launch.ts";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "../runtime/launch.ts";

beforeAll(buildAll);

const samples = join(import.meta.dirname, "samples");
const parentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);

async function looping(launch: LaunchedApp): Promise<number> {
  const said = await launch.until(
    () => launch.of("log").find(({ line }) => line.endsWith("attempt 1")),
    "the first attempt",
  );
  // It speaks a moment before it stops listening.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return Number(said.line.split(" ")[1]);
}

it("kill -9 of the agent takes a work along that is in the middle of a computation, and another attempt follows", async () => {
  using app = sampleApp("loop", samples);
  await using launch = new LaunchedApp(app.directory);
  const work = await looping(launch);
  process.kill(parentOf(work), "SIGKILL");
  expect(await launch.exited).toBe(0);
  expect(isAlive(work)).toBe(false);
  expect(launch.of("status").findLast(({ stage }) => stage === "succeeded")?.attempt).toBe(2);
});

it("kill -9 of the command and the controller does, too, within the works' grace", async () => {
  using app = sampleApp("loop", samples);
  await using launch = new LaunchedApp(app.directory);
  const work = await looping(launch);
  const controller = parentOf(parentOf(work));
  launch.signal("SIGKILL");
  process.kill(controller, "SIGKILL");
  await expect.poll(() => isAlive(work), { timeout: 10_000 }).toBe(false);
  await expect.poll(() => processesOf(app.directory), { timeout: 5_000 }).toEqual([]);
});

it("Ctrl-C ends it when its grace is over", async () => {
  using app = sampleApp("loop", samples);
  await using launch = new LaunchedApp(app.directory);
  const work = await looping(launch);
  launch.signal("SIGINT");
  expect(await launch.exited).toBe(0);
  expect(isAlive(work)).toBe(false);
});
