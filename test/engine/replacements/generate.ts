/** Writes providers/aws/catalogue/replacements.json anew: `node test/engine/replacements/generate.ts`. */
import { rmSync, writeFileSync } from "node:fs";
import { startEmulator } from "../emulator.ts";
import { partsOfLane } from "../ground.ts";
import { laneFolder } from "../leftovers.ts";
import { printTable, replacements, tableFile } from "./table.ts";

const parts = partsOfLane();
const directory = laneFolder("replacements");
const emulator = await startEmulator(parts.python);
try {
  const table = await replacements({ ...parts, directory, awsUrl: emulator.url });
  writeFileSync(tableFile, printTable(table));
  process.stderr.write(`${Object.keys(table).length} types, written to ${tableFile}\n`);
} finally {
  await emulator.stop();
  rmSync(directory, { recursive: true, force: true });
}
