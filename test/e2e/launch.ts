import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { RunEvent } from "#protocol/api.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "bin", "thunderhead.mjs");

type Named<K extends RunEvent["event"]> = Extract<RunEvent, { event: K }>;

/** `thunderhead run` of a copy of an app, as a person would start it. */
export interface Launch {
  /** The first event of this name, past or to come. */
  until<K extends RunEvent["event"]>(name: K): Promise<Named<K>>;
  events(): readonly RunEvent[];
  /** Every process that descends from the command now. */
  processes(): readonly number[];
  interrupt(): void;
  /** The exit code of the command. */
  readonly exited: Promise<number | null>;
  /** Ends what may be left, and removes the copy. */
  dispose(): Promise<void>;
}

/** `app` is a folder of this repository that holds `app.ts`; its lock and `.thunderhead/` stay in the copy. */
export function launch(app: string): Launch {
  const folder = mkdtempSync(join(tmpdir(), "thunderhead-e2e-"));
  const isSource = (path: string) =>
    !/\.thunderhead|infra|node_modules/.test(path.slice(root.length));
  cpSync(join(root, app), folder, { recursive: true, filter: isSource });
  const command = spawn(
    process.execPath,
    // Any port: the usual ones are another test's as soon as they are free.
    [program, "run", join(folder, "app.ts"), "--no-open", "--json", "--port", "0"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const exited = new Promise<number | null>((resolve) => command.once("exit", resolve));
  const events = readEvents(command, exited);
  return {
    ...events,
    exited,
    processes: () => (command.pid === undefined ? [] : descendants(command.pid)),
    interrupt: () => command.kill("SIGINT"),
    async dispose() {
      if (command.exitCode === null) command.kill("SIGINT");
      const patience = setTimeout(() => command.kill("SIGTERM"), 10_000);
      await exited;
      clearTimeout(patience);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function readEvents(
  command: ChildProcess,
  exited: Promise<number | null>,
): Pick<Launch, "until" | "events"> {
  const seen: RunEvent[] = [];
  const waiting = new Set<(event: RunEvent) => void>();
  let complaints = "";
  command.stderr?.on("data", (text) => {
    complaints += text;
  });
  if (command.stdout === null) throw new Error("The command has no stdout.");
  createInterface({ input: command.stdout }).on("line", (line) => {
    const event: RunEvent = JSON.parse(line);
    seen.push(event);
    for (const hand of waiting) hand(event);
  });
  return {
    events: () => seen,
    until(name) {
      const isNamed = (event: RunEvent): event is Named<typeof name> => event.event === name;
      return new Promise((resolve, reject) => {
        const before = seen.find(isNamed);
        if (before !== undefined) resolve(before);
        waiting.add((event) => isNamed(event) && resolve(event));
        exited.then((code) =>
          reject(new Error(`It ended with ${code} before “${name}”:\n${complaints}`)),
        );
      });
    },
  };
}

/** From the process table, so that processes in groups of their own are counted too. */
export function descendants(ancestor: number): readonly number[] {
  const table = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    table.flatMap(([pid, ppid]) =>
      ppid === parent && pid !== undefined ? [pid, ...below(pid)] : [],
    );
  return below(ancestor);
}

/** One that has ended and waits to be reaped (in a container perhaps for ever) is not alive. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

/** Whether anything accepts connections at a url's port. */
export function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const say = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", say(true));
    socket.once("error", say(false));
  });
}
