/**
 * `thunderhead diff` against the engine: twenty random edits of deployed apps, and for each the creates,
 * updates, replacements and deletions that both name are the same. `SEED=7` draws others.
 */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Checkout } from "../checkout.ts";
import { type AppSpec, printApp, work } from "../edits/app-spec.ts";
import { dataVerdict, plannedByDiff, plannedByEngine } from "../edits/planned.ts";
import { randomEdits } from "../edits/random-edit.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { partsOfLane } from "../ground.ts";
import { Stack } from "../stack.ts";

const seed = Number(process.env["SEED"] ?? 20);

const apps: Readonly<Record<string, AppSpec>> = {
  pipeline: {
    works: [
      work("prepare", { writes: true }),
      work("train", { writes: true, reads: ["prepare"], compute: "gpu", interruptible: true }),
      work("report", { reads: ["train"], secret: "HF_TOKEN" }),
    ],
  },
  service: {
    works: [
      work("fetch", { writes: true }),
      work("serve", { reads: ["fetch"], port: 8080 }),
      work("admin", { port: 8081, compute: "cpu-small" }),
    ],
  },
};

describe.each(Object.entries(apps))("edits of %s", (name, app) => {
  let checkout: Checkout;
  let emulator: Emulator;
  let stack: Stack;
  /** The app as it was deployed. */
  let deployed: string;

  beforeAll(async () => {
    const parts = partsOfLane();
    emulator = await startEmulator(parts.python);
    checkout = new Checkout({ name, text: printApp(app) });
    const ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
    checkout.thunderhead("compile");
    stack = new Stack(ground, checkout.infra);
    await stack.create();
    await stack.must("up", "--yes", "--skip-preview");
    deployed = join(checkout.directory, "deployed", name);
    cpSync(checkout.app, deployed, { recursive: true });
  }, 600_000);
  afterAll(async () => {
    await emulator?.stop();
    if (!process.env["ENGINE_KEEP"]) checkout?.remove();
  });

  test.each(randomEdits(app, { seed, count: 10 }))("$title", async ({ app: edited }) => {
    // In the very folder that was deployed: for the lane's provider, an asset elsewhere is another asset.
    rmSync(checkout.app, { recursive: true });
    cpSync(deployed, checkout.app, { recursive: true });
    writeFileSync(join(checkout.app, "app.ts"), printApp(edited));
    checkout.thunderhead("compile");
    const words = ["diff", "--json", "--from", deployed, "--to", checkout.app];
    const diff = checkout.thunderheadIn(checkout.directory, words, [0, 4]);
    const engine = await stack.preview().catch(String);
    if (typeof engine === "string") {
      // The engine refuses to delete kept data: so must a review ask.
      expect(engine).toContain("because it is protected");
      expect(dataVerdict(diff)).not.toEqual([]);
    } else {
      expect(plannedByDiff(diff)).toEqual(plannedByEngine(engine));
    }
  });
});
