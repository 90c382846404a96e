/**
 * The program that runs beside works on this machine: the agent with the local bindings. It is told what to
 * do on the first line of its stdin, and lives as long as that stays open: a controller that is gone, however
 * it went, leaves no works behind.
 */
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runAgent } from "#boot/agent.ts";
import { localEnvironments } from "#environment/environment.ts";
import { lockFile } from "#environment/lock.ts";
import { type AgentLaunch, parseAgentLaunch } from "./agent-launch.ts";
import { localDrives } from "./drives.ts";
import { localIdentity } from "./identity.ts";
import { localSecrets } from "./secrets.ts";
import { localVolume } from "./volume.ts";

/** From source, or from dist/, where the module lies beside the programs. */
const pythonModule = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../../runtime-shim/python" : "../python",
    import.meta.url,
  ),
);

await main();

async function main(): Promise<void> {
  // Ctrl-C reaches everyone at the terminal; the controller decides what it means.
  process.on("SIGINT", () => {});
  const stdin = createInterface({ input: process.stdin });
  const closed = once(stdin, "close");
  const [line] = await Promise.race([once(stdin, "line"), closed]);
  if (typeof line !== "string") process.exit(0);
  const launch = parseAgentLaunch(line);
  await takeMachine(launch);
  const agent = await start(launch);
  process.on("SIGTERM", () => agent.orphan());
  await closed;
  agent.orphan();
}

/**
 * One agent at a time in a launch: one that lost its controller may still be ending its works when the
 * launch is resumed. The lock goes with the process, however that ends.
 */
async function takeMachine({ directory }: AgentLaunch): Promise<void> {
  await mkdir(join(directory, "agent"), { recursive: true });
  await lockFile(join(directory, "agent", "lock"));
}

function start({ machine, controller, token, directory, bundles, secretsFile }: AgentLaunch) {
  return runAgent({
    machine,
    controller,
    directory: join(directory, "agent"),
    volume: localVolume({
      root: join(directory, "volume"),
      attempts: join(directory, "attempts"),
      bundles,
    }),
    drives: localDrives(join(directory, "drives")),
    identity: localIdentity(token),
    secrets: localSecrets({ file: secretsFile, environment: process.env }),
    environments: localEnvironments({ pythonModule }),
    exit: (code) => process.exit(code),
  });
}
