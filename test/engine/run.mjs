/** `npm run test:engine`: sets up as `npm test` does, then runs the lanes with the Node that this finds. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { prepare, root } from "../../setup/prepare.mjs";

const lanes = join(root, "test", "engine", "run.ts");
const { status } = spawnSync(prepare(), [lanes, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
