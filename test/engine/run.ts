/**
 * Runs the engine lanes where this machine has what they need, and says aloud where it has not: a skip is
 * no pass. With ENGINE_REQUIRED=1, or in CI, it is a failure. Arguments go to the test runner.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { emulatorsAsEnvironment, startEmulators } from "./emulator.ts";
import { asEnvironment, findParts, isMissing } from "./ground.ts";
import { removeLeftovers } from "./leftovers.ts";

const root = join(import.meta.dirname, "../..");
const parts = findParts();
if (isMissing(parts)) process.exit(skip(parts.missing));

removeLeftovers();
const emulators = await startEmulators(parts.python, { warm: true });
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const config = join(root, "vitest.engine.config.ts");
const words = process.argv.slice(2);
const every = words.includes("--every") && { ENGINE_EVERY: "1" };
const lanes = spawn(
  process.execPath,
  [vitest, "run", "--config", config, ...words.filter((word) => word !== "--every")],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      ...asEnvironment(parts),
      ...emulatorsAsEnvironment(emulators),
      ...every,
    },
  },
);
// Ctrl-C reaches the runner too: it stops its servers, and this waits for it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => lanes.kill(signal));
lanes.once("exit", (code) => {
  emulators.stop();
  process.exit(code ?? 1);
});

function skip(reason: string): number {
  const required = process.env["ENGINE_REQUIRED"] === "1" || process.env["CI"] === "true";
  process.stderr.write(`\nSKIP engine: ${reason}. Nothing was tested against Pulumi's engine.\n`);
  if (required) process.stderr.write("It is required here (ENGINE_REQUIRED=1 or CI=true).\n");
  return required ? 1 : 0;
}
