import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Machines } from "#core/bindings.ts";
import type { AgentLaunch } from "./agent-launch.ts";

export interface LocalMachinesOptions {
  /** `ws://127.0.0.1:…` on which the controller expects its agent. */
  readonly controller: string;
  readonly token: string;
  /** The launch's directory; the agent keeps `volume/`, `attempts/` and `agent/` in it. */
  readonly directory: string;
  /** Holds the bundle folders. */
  readonly bundles: string;
  /** `.env` beside the app. */
  readonly secretsFile: string;
  /** The first agent's process, up already. @default started when it is asked for */
  readonly spare?: SpareAgent;
  /** What runs as the agent. @default the one beside this file */
  readonly program?: string;
}

/** A process that will be an agent once it is told of its launch; until then it waits. */
export interface SpareAgent {
  /** Once; nothing where it has been taken, or has ended. */
  take(): ChildProcess | undefined;
  /** Ends it unless it was taken. */
  dismiss(): void;
}

export function spareAgent(program = agentProgram): SpareAgent {
  let spare: ChildProcess | undefined = spawnAgent(program);
  for (const end of ["exit", "error"]) spare.once(end, () => (spare = undefined));
  const take = (): ChildProcess | undefined => {
    const taken = spare;
    spare = undefined;
    return taken;
  };
  return { take, dismiss: () => void take()?.stdin?.end() };
}

/** This laptop is one machine, whatever the group: its agent is a child process that ends when its stdin does. */
export function localMachines(options: LocalMachinesOptions): Machines {
  const listeners = new Set<(machine: string, message: string) => void>();
  let agent: ChildProcess | undefined;

  const gone = (message: string): void => {
    if (agent === undefined) return;
    agent = undefined;
    for (const listener of listeners) listener(localMachine, message);
  };
  const end = async (): Promise<void> => {
    if (agent === undefined) return;
    const ending = agent;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    // The end of its stdin: it stops its works within their grace and exits.
    ending.stdin?.end();
    await ended;
  };
  return {
    start: async () => {
      agent ??= startAgent(options, gone);
      return { kind: "started", machine: localMachine };
    },
    // Agents of earlier controllers end with those: all there is is the child of this process.
    list: async () => ({
      machines: agent === undefined ? [] : [{ machine: localMachine, stage: "up", age: 0 }],
      complete: true,
    }),
    end,
    onGone: (listener) => void listeners.add(listener),
    close: end,
  };
}

export const localMachine = "local";

const agentProgram = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./agent.ts" : "./agent.js", import.meta.url),
);

function spawnAgent(program: string): ChildProcess {
  // Its stdout is not ours: the controller's own speaks to the command line, one event a line.
  const agent = spawn(process.execPath, [program], { stdio: ["pipe", 2, 2] });
  // An agent that dies while it is being told is reported by its exit, one that did not start when it is asked for.
  agent.stdin?.on("error", () => {});
  agent.on("error", () => {});
  return agent;
}

function startAgent(options: LocalMachinesOptions, gone: (message: string) => void): ChildProcess {
  const agent = options.spare?.take() ?? spawnAgent(options.program ?? agentProgram);
  const { controller, token, directory, bundles, secretsFile } = options;
  const launch: AgentLaunch = {
    machine: localMachine,
    controller,
    token,
    directory,
    bundles,
    secretsFile,
  };
  agent.stdin?.write(`${JSON.stringify(launch)}\n`);
  agent.once("error", (error) => gone(`The agent did not start: ${error.message}`));
  agent.once("exit", (code, signal) =>
    gone(`The agent ended with ${signal ?? `exit code ${code}`}.`),
  );
  return agent;
}
