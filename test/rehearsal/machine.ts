/** One rehearsed machine: an instance that the emulated AWS says it launched, with its own user data, as processes here. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { findType } from "#providers/aws/catalogue/types.ts";
import type { Request } from "../access/evaluator.ts";
import { mountRequest } from "./mount-request.ts";
import type { CloudNetwork, Joined } from "./network.ts";

export interface MachineFacts {
  readonly id: string;
  readonly address: string;
  readonly zone: string;
  readonly type: string;
  readonly image: string;
  readonly region: string;
  readonly account: string;
  /** Decoded. */
  readonly userData: string;
  readonly role: string;
  /** As the metadata service shows them. */
  readonly credentials: object;
  /** Access point → what `mount.efs` is answered: folder, `rw` or `ro`, owner. */
  readonly shares: ReadonlyMap<string, string>;
}

export interface Grounds {
  readonly network: CloudNetwork;
  /** This run's, for all machines. */
  readonly directory: string;
  /** The emulated AWS, as machines reach it. */
  readonly aws: string;
  /** Holds the volumes, by id. */
  readonly volumes: string;
  /** At /run/gates of every machine: where works of a scenario wait for it. */
  readonly gates: string;
  /** Python packages that pip finds there, and nowhere else. */
  readonly wheels: string;
  /** Prefix of the image's Python. */
  readonly python: string;
}

export interface RehearsedMachine {
  readonly id: string;
  readonly address: string;
  readonly role: string;
  readonly joined: Joined;
  /** Of its first process, in whose namespaces it is; and its file system, seen from there. */
  readonly pid: number;
  readonly root: string;
  /** Everything its console, its runtime and its works have said. */
  log(): string;
  /** What EFS was asked at its mounts: the mount, and writing where it was mounted so. */
  mounts(): readonly Request[];
  /** What the boot script has written of its phases: a name and seconds in each line. */
  phases(): string;
  /** Writes a file of the metadata service; without a text it goes. */
  metadata(path: string, text?: string): void;
  /** Its controller or agent stands still, as when a host hangs, until `thaw`; its works go on. */
  freeze(): void;
  thaw(): void;
  /** All its processes at once, as when the power goes. */
  kill(): Promise<void>;
}

const here = import.meta.dirname;

export async function bootMachine(
  facts: MachineFacts,
  grounds: Grounds,
): Promise<RehearsedMachine> {
  const { id, address } = facts;
  const folder = join(grounds.directory, id);
  const [root, answers] = [join(folder, "root"), join(folder, "metadata")];
  const metadata = (path: string, text?: string): void => {
    const file = join(answers, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
  };
  for (const [path, text] of Object.entries(metadataOf(facts))) metadata(path, text);
  mkdirSync(join(root, "var/lib/cloud"), { recursive: true });
  writeFileSync(join(root, "var/lib/cloud/user-data"), facts.userData);
  const joined = grounds.network.join(id.slice(-6), address);
  const inside = ["netns", "exec", joined.namespace];
  const server = spawn(
    "ip",
    [...inside, process.execPath, join(here, "metadata-server.ts"), answers],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(server.stdout, "data");
  const { volumes, gates, wheels, python, aws } = grounds;
  const boot = [join(here, "boot-machine.sh"), root, volumes, wheels, python, here, gates];
  const separate = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--uts"];
  const said = join(folder, "boot.log");
  const machine = spawn("ip", [...inside, ...separate, "bash", ...boot], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      AWS_ENDPOINT_URL: aws,
      GPUS: String(findType(facts.type)?.accelerator?.count ?? 0),
    },
  });
  for (const stream of [machine.stdout, machine.stderr])
    stream.on("data", (data: Buffer) => appendFileSync(said, data));
  const logs = [
    said,
    ...["var/log/console.log", "var/lib/thunderhead/machine.log"].map((name) => join(root, name)),
  ];
  return {
    id,
    address,
    role: facts.role,
    ...{ joined, root, pid: machine.pid ?? 0 },
    log: () => logs.map((file) => (existsSync(file) ? readFileSync(file, "utf8") : "")).join(""),
    mounts: () => mountsIn(join(answers, "mounted"), facts),
    phases: () => {
      const file = join(root, "var/lib/thunderhead/boot.phases");
      return existsSync(file) ? readFileSync(file, "utf8") : "";
    },
    metadata,
    freeze: () => signalRuntime(joined, "SIGSTOP"),
    thaw: () => signalRuntime(joined, "SIGCONT"),
    kill: async () => {
      await Promise.all([ended(machine), ended(server)]);
      joined.leave();
    },
  };
}

function mountsIn(file: string, { shares }: MachineFacts): readonly Request[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return lines.flatMap((line) => {
    const share = line.replace("/efs/", "");
    const [fileSystem = "", point = ""] = share.split("/");
    const verbs = shares.get(share)?.includes(" rw ") ? ["Mount", "Write"] : ["Mount"];
    return verbs.map((verb) => mountRequest({ fileSystem, point, verb }));
  });
}

function signalRuntime({ namespace }: Joined, signal: NodeJS.Signals): void {
  const { stdout } = spawnSync("ip", ["netns", "pids", namespace], { encoding: "utf8" });
  const pids = stdout
    .split("\n")
    .filter((pid) => pid !== "" && commandOf(pid).includes("machine.js"));
  // Its supervisor is a shell, which names it as well.
  const own = pids.filter((pid) => !commandOf(pid).includes("supervise.sh"));
  if (own.length === 0) throw new Error(`Nothing of the runtime runs in ${namespace}.`);
  for (const pid of own) process.kill(Number(pid), signal);
}

function commandOf(pid: string): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

function metadataOf(facts: MachineFacts): Readonly<Record<string, string>> {
  const { id, address, zone, type, image, region, account, userData, role } = facts;
  const identity = {
    ...{ accountId: account, architecture: "x86_64", availabilityZone: zone, imageId: image },
    ...{ instanceId: id, instanceType: type, privateIp: address, region, version: "2017-09-30" },
  };
  const credentials = "latest/meta-data/iam/security-credentials";
  return {
    "latest/user-data": userData,
    "latest/dynamic/instance-identity/document": JSON.stringify(identity, undefined, 2),
    "latest/meta-data/instance-id": id,
    "latest/meta-data/local-ipv4": address,
    "latest/meta-data/instance-type": type,
    "latest/meta-data/placement/availability-zone": zone,
    "latest/meta-data/placement/region": region,
    [`${credentials}/.list`]: role,
    [`${credentials}/${role}`]: JSON.stringify(facts.credentials),
    ...Object.fromEntries(
      [...facts.shares].map(([point, answer]) => [`efs/${point}`, answer] as const),
    ),
  };
}
