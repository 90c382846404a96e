/** `npm test`: sets up, then runs the tests; further arguments go to the test runner. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { prepare, root } from "./prepare.mjs";

const node = prepare();
const chromium = join(root, "setup", "chromium.mjs");
if (existsSync(chromium)) spawnSync(node, [chromium], { cwd: root, stdio: ["ignore", 2, 2] });

const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(node, [vitest, "run", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
