/** `npm run rehearse`: sets up as `npm test` does, then rehearses with the Node that this finds. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { prepare, root } from "../../setup/prepare.mjs";

const main = join(root, "test", "rehearsal", "main.ts");
const { status } = spawnSync(prepare(), [main, ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
