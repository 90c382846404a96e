/**
 * `thunderhead diff` against the engine: random edits of a deployed app, and for each the creates, updates,
 * replacements and deletions that both name are the same. `SEED=7` draws others.
 */
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commandEnvironment } from "../command.ts";
import { rig } from "../rig.ts";
import { type AppSpec, printApp } from "./app-spec.ts";
import { plannedByDiff, plannedByEngine, withoutCode } from "./planned.ts";
import { randomEdits } from "./random-edit.ts";

const seed = Number(process.env["SEED"] ?? 20);
const count = 10;

/** What the old side of the comparison is: the deployed app's folder, or what the engine's state says. */
export type Against = "the deployed app" | "the state";

export function editsLane(name: string, app: AppSpec, against: Against): void {
  const { checkout, ground, stack } = rig(
    { name, text: printApp(app), machines: {} },
    { provider: "attached" },
  );
  /** The app as it was deployed. */
  const deployed = join(checkout.directory, "deployed", name);

  beforeAll(async () => {
    await stack().create();
    await stack().must("up", "--yes", "--skip-preview");
    cpSync(checkout.app, deployed, { recursive: true });
  }, 600_000);

  const sides = (): readonly string[] =>
    against === "the state" ? ["--stack", "dev"] : ["--from", deployed, "--to", checkout.app];

  describe(`edits of ${name}, against ${against}`, () => {
    test.each(randomEdits(app, { seed, count }))("$title", async ({ app: edited }) => {
      // In the very folder that was deployed: for the lane's provider, which runs there, an asset elsewhere is
      // another asset.
      for (const folder of [checkout.infra, checkout.app]) empty(folder, checkout.infra);
      cpSync(deployed, checkout.app, { recursive: true });
      writeFileSync(join(checkout.app, "app.ts"), printApp(edited));
      checkout.thunderhead("compile");
      const words = ["diff", "--json", ...sides()];
      const env = commandEnvironment(ground());
      const diff = checkout.thunderheadIn(checkout.app, words, { codes: [0, 4], env });
      const engine = plannedByEngine(await stack().preview());
      const said = plannedByDiff(diff);
      // In the state of the lane's provider an asset is a path, as nowhere else: all code looks new.
      if (against === "the state") expect(withoutCode(said)).toEqual(withoutCode(engine));
      else expect(said).toEqual(engine);
    });
  });
}

function empty(folder: string, kept: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (path !== kept) rmSync(path, { recursive: true });
  }
}
