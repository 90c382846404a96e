import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildAll, LaunchedApp, sampleApp } from "./launch.ts";

beforeAll(buildAll);

it("a step hears by its signal that the app is stopped, and runs again when it is resumed", async () => {
  using app = sampleApp("step-signal");
  const heard = join(app.directory, "heard");
  const args = ["--config", `heard=${heard}`];
  await using launch = new LaunchedApp(app.directory, args);
  const runs = (of: LaunchedApp): number =>
    of.of("log").filter(({ line }) => line === "the step runs").length;
  await launch.until(() => runs(launch) === 1, "the step");
  expect(existsSync(heard)).toBe(false);
  launch.signal("SIGINT");
  await launch.exited;
  expect(readFileSync(heard, "utf8")).toContain("The app ends");
  await using resumed = new LaunchedApp(app.directory, [...args, "--resume"]);
  await resumed.until(() => runs(resumed) === 1, "the step again");
});
