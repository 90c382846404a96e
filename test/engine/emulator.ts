/** Starts the emulated AWS in a Python environment of its own, on a free port of this machine. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { freePort } from "#boot/free-port.ts";
import type { Missing } from "./plugins.ts";

const here = import.meta.dirname;
const requirements = join(here, "emulator", "requirements.txt");

export interface Emulator {
  readonly url: string;
  /** Forgets everything, in milliseconds. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startEmulator(python: string): Promise<Emulator> {
  const port = await freePort();
  const child = spawn(python, ["-m", "emulator", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: here,
    // Its standard input stays open as long as this process lives: see __main__.py.
    stdio: ["pipe", "ignore", "pipe"],
    env: { ...process.env, MOTO_ACM_VALIDATION_WAIT: "0", PYTHONDONTWRITEBYTECODE: "1" },
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  return {
    url,
    reset: async () => void (await fetch(`${url}/moto-api/reset`, { method: "POST" })),
    stop: () => stopped(child),
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

async function answering(url: string, child: ChildProcess): Promise<void> {
  let errors = "";
  child.stderr?.on("data", (data: Buffer) => {
    errors = (errors + data.toString()).slice(-4000);
  });
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null)
      throw new Error(`The emulator ended before it answered:\n${errors}`);
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The emulator did not answer within a minute:\n${errors}`);
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 5000).unref();
  });
}
