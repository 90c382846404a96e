import { readFileSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { startEmulator } from "../emulator.ts";
import { partsOfLane } from "../ground.ts";
import { laneFolder } from "../leftovers.ts";
import { printTable, replacements, tableFile } from "../replacements/table.ts";

test("the table of what replaces a resource is what the provider itself says", async () => {
  const parts = partsOfLane();
  const directory = laneFolder("replacements");
  const emulator = await startEmulator(parts.python);
  try {
    const table = await replacements({ ...parts, directory, awsUrl: emulator.url });
    // `node test/engine/replacements/generate.ts` writes it anew.
    expect(printTable(table)).toBe(readFileSync(tableFile, "utf8"));
  } finally {
    await emulator.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
