/** What `npm run test:engine` says and how it ends where it cannot run, and what a killed run leaves behind. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { laneFolder, removeLeftovers } from "./leftovers.ts";

const empty = mkdtempSync(join(tmpdir(), "engine-skip-"));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function runLanes(env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "run.ts")], {
    env: { HOME: empty, TMPDIR: empty, XDG_CACHE_HOME: empty, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stderr }));
  });
}

/** Node alone: no Go, no Python. */
const bare = dirname(process.execPath);

describe.each([
  {
    lack: "the provider's binary",
    env: { PATH: bare, ENGINE_TF_PROVIDER_AWS: "/nonexistent/provider" },
    reason: "ENGINE_TF_PROVIDER_AWS names /nonexistent/provider, which is not there",
  },
  {
    lack: "Go, and nothing built before",
    env: { PATH: bare, ENGINE_TF_PROVIDER_AWS: process.execPath },
    reason: "there is no `go` to build Pulumi's command and the AWS provider with",
  },
])("without $lack", ({ env, reason }) => {
  test("the lanes are skipped aloud", async () => {
    const { code, stderr } = await runLanes(env);
    expect(stderr).toContain(`SKIP engine: ${reason}. Nothing was tested against Pulumi's engine.`);
    expect(code).toBe(0);
  });

  test.each([{ CI: "true" }, { ENGINE_REQUIRED: "1" }])(
    "which %o takes for a failure",
    async (required) => {
      const { code, stderr } = await runLanes({ ...env, ...required });
      expect(stderr).toContain(`SKIP engine: ${reason}`);
      expect(stderr).toContain("It is required here");
      expect(code).toBe(1);
    },
  );
});

test("folders of processes that are gone are removed at the next start, and no others", () => {
  const all = join(empty, "lanes");
  const mine = laneFolder("boring", all);
  const strange = join(all, "notes");
  // The largest id that Linux gives out, and then some: nobody's.
  const orphan = join(all, "4194999-boring-abc");
  const kept = join(all, "kept-boring-abc");
  for (const folder of [strange, orphan, kept]) mkdirSync(folder);
  expect(removeLeftovers(all)).toEqual(["4194999-boring-abc"]);
  expect(existsSync(mine)).toBe(true);
  expect(readdirSync(all)).toHaveLength(3);
});
