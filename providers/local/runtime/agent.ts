/**
 * The program that runs beside works on this machine: the agent with the local bindings. It is told what to
 * do on the first line of its stdin, and lives as long as that stays open: a controller that is gone, however
 * it went, leaves no works behind.
 */
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { runAgent } from "#boot/agent.ts";
import { type AgentLaunch, parseAgentLaunch } from "./agent-launch.ts";
import { localEnvironments } from "./environment.ts";
import { localIdentity } from "./identity.ts";
import { localSecrets } from "./secrets.ts";
import { localVolume } from "./volume.ts";

await main();

async function main(): Promise<void> {
  // Ctrl-C reaches everyone at the terminal; the controller decides what it means.
  process.on("SIGINT", () => {});
  const stdin = createInterface({ input: process.stdin });
  const closed = once(stdin, "close");
  const [line] = await Promise.race([once(stdin, "line"), closed]);
  if (typeof line !== "string") process.exit(0);
  const agent = await start(parseAgentLaunch(line));
  process.on("SIGTERM", () => agent.orphan());
  await closed;
  agent.orphan();
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
    identity: localIdentity(token),
    secrets: localSecrets({ file: secretsFile, environment: process.env }),
    environments: localEnvironments({ pythonModule }),
    exit: (code) => process.exit(code),
  });
}

/** From source, or from dist/, where the module lies beside the programs. */
const pythonModule = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../../runtime-shim/python" : "../python",
    import.meta.url,
  ),
);
