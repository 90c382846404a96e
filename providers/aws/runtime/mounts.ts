/**
 * Mounts of the volume: each access point is one, with TLS and the machine's own credentials. They are made one
 * after another, for each has a proxy of its own that a crowd of them keeps from starting.
 */
import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

export interface Mount {
  /** `fs-0123…` */
  readonly fileSystem: string;
  /** `fsap-0123…` */
  readonly accessPoint: string;
  /** Absolute; made when it is not there. */
  readonly at: string;
  readonly write: boolean;
}

export interface Mounts {
  /** Resolves once it is there; fine when it is already. */
  ensure(mount: Mount): Promise<void>;
}

/** ms a mount may take, and how often it is tried. */
const patience = 60_000;
const tries = 5;

export function efsMounts(): Mounts {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ensure: (mount) => {
      const mounted = turn.then(() => ensure(mount));
      turn = mounted.catch(() => {});
      return mounted;
    },
  };
}

async function ensure(mount: Mount): Promise<void> {
  if (await isMounted(mount.at)) return;
  await mkdir(mount.at, { recursive: true });
  for (let tried = 1; ; tried++) {
    const failure = await run("mount", argumentsOf(mount));
    if (failure === undefined) return;
    if (tried === tries) throw new Error(`${describe(mount)} could not be mounted: ${failure}`);
    await sleep(1000 * 2 ** tried);
  }
}

const describe = ({ fileSystem, accessPoint }: Mount): string =>
  `Access point ${accessPoint} of the volume ${fileSystem}`;

/** A name that a reader has not found is asked for again: what was not there a moment ago may be there now. */
function argumentsOf({ fileSystem, accessPoint, at, write }: Mount): readonly string[] {
  const options = ["tls", "iam", `accesspoint=${accessPoint}`, "lookupcache=pos"];
  return [
    "-t",
    "efs",
    "-o",
    [...options, ...(write ? [] : ["ro"])].join(","),
    `${fileSystem}:/`,
    at,
  ];
}

/** By the kernel's table: a look into a mount that hangs would hang, too. */
async function isMounted(at: string): Promise<boolean> {
  const table = await readFile("/proc/self/mountinfo", "utf8");
  return table.split("\n").some((line) => unescaped(line.split(" ")[4] ?? "") === at);
}

const unescaped = (path: string): string =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );

/** What it said when it failed, or that it took too long. */
function run(program: string, args: readonly string[]): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said = (said + text.toString()).slice(-2000)));
  const late = setTimeout(() => {
    child.kill("SIGKILL");
    resolve(`no answer within ${patience / 1000} s`);
  }, patience);
  child.once("error", (error) => resolve(error.message));
  child.once("exit", (code, signal) =>
    resolve(code === 0 ? undefined : said.trim() || `it ended with ${signal ?? `code ${code}`}`),
  );
  return promise.finally(() => clearTimeout(late));
}
