/** `npm start`: sets up, compiles the boring app for AWS, and simulates it here until Ctrl-C. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { prepare, root, say } from "./prepare.mjs";

const app = join("examples", "boring", "app.ts");
const node = prepare();
const thunderhead = join(root, "bin", "thunderhead.mjs");

say(`thunderhead compile ${app}`);
const compiled = spawnSync(node, [thunderhead, "compile", app], { cwd: root, stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

say(`thunderhead run ${app}`);
const running = spawn(node, [thunderhead, "run", app, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
// The terminal sends Ctrl-C to the whole group; this process only waits for the app to end well.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => signal === "SIGINT" || running.kill(signal));
}
running.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
