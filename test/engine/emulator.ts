/** Starts emulated AWSes in a Python environment of their own, each on a free port of this machine. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Missing } from "./plugins.ts";

const here = import.meta.dirname;
const requirements = join(here, "emulator", "requirements.txt");

export interface Emulator {
  readonly url: string;
  /** Forgets everything, in milliseconds. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** A process that has loaded what every emulator needs, and makes one for each who connects. */
export interface Emulators {
  readonly socket: string;
  stop(): void;
}

/** Names the socket of emulators that somebody has started for others. */
const variable = "ENGINE_EMULATORS";

export const emulatorsAsEnvironment = ({
  socket,
}: Emulators): Readonly<Record<string, string>> => ({
  [variable]: socket,
});

/** Ends with this process, however that ends. `warm`: for many, worth loading what only first calls need. */
export async function startEmulators(
  python: string,
  { warm }: { readonly warm: boolean },
): Promise<Emulators> {
  // Names of sockets may not be long: nothing but this in a folder of the system's.
  const socket = join(mkdtempSync(join(tmpdir(), "emulators-")), "socket");
  const child = spawn(python, ["-m", "emulator", socket, ...(warm ? ["--warm"] : [])], {
    cwd: here,
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, MOTO_ACM_VALIDATION_WAIT: "0", PYTHONDONTWRITEBYTECODE: "1" },
  });
  await listening(child);
  return { socket, stop: () => void child.stdin?.end() };
}

export async function startEmulator(python: string): Promise<Emulator> {
  const shared = process.env[variable];
  const own = shared === undefined ? await startEmulators(python, { warm: false }) : undefined;
  const { connection, port } = await born(shared ?? own?.socket ?? "");
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    reset: async () => void (await fetch(`${url}/moto-api/reset`, { method: "POST" })),
    stop: async () => {
      await over(connection);
      own?.stop();
    },
  };
}

/** The interpreter of the emulator's environment, made on a miss. */
export function emulatorPython(): string | Missing {
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const directory = join(cache, "thunderhead", "emulator", digest);
  const python = join(directory, "bin", "python");
  if (existsSync(join(directory, ".complete"))) return python;
  const install = [join(here, "emulator", "install.py"), directory, requirements];
  const { status } = spawnSync("python3", install, { stdio: ["ignore", 2, 2] });
  if (status !== 0) return { missing: `\`python3 ${install.join(" ")}\` failed` };
  return python;
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("error", reject);
    child.once("exit", () => reject(new Error("The emulator ended before it listened.")));
  });
}

/** It lives as long as the connection. */
function born(socket: string): Promise<{ readonly connection: Socket; readonly port: number }> {
  const connection = connect(socket);
  const named = Object.entries(process.env).filter(([name]) => name.startsWith("EMULATOR_"));
  connection.write(`${JSON.stringify(Object.fromEntries(named))}\n`);
  return new Promise((resolve, reject) => {
    connection.once("data", (data) => resolve({ connection, port: Number(data.toString()) }));
    connection.once("error", reject);
    connection.once("close", () => reject(new Error("The emulator ended before it answered.")));
  });
}

function over(connection: Socket): Promise<void> {
  return new Promise((resolve) => {
    connection.once("close", () => resolve());
    connection.end();
  });
}
