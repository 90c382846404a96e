/**
 * Whether machines can boot here at all: namespaces, a bridge and overlays need root on Linux, and a container may
 * be denied them all the same. So each is tried, not asked after.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { imagePython } from "./wheels.ts";

/** Makes one of each thing that a machine is made of, in namespaces that end with the command. */
const trial = `
  ip link set lo up
  ip link add thtry type bridge
  ip link add thtry0 type veth peer name thtry1
  mount -t tmpfs none /mnt
  mkdir /mnt/upper /mnt/work /mnt/all
  mount -t overlay overlay /mnt/all -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work
`;

/** What is missing here, or `undefined` where machines can boot. */
export function missingRights(): string | undefined {
  if (process.platform !== "linux") return `it needs Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "it needs root, for network and mount namespaces";
  const missing = ["ip", "unshare", "openssl", "curl", "python3"].find((name) => !isThere(name));
  if (missing !== undefined) return `there is no \`${missing}\` here`;
  const cli = join(imagePython(), "bin", "aws");
  if (!existsSync(cli)) return `AWS's command line is not at ${cli}, as an image has it`;
  const separate = ["--net", "--mount", "--pid", "--fork", "--uts", "sh", "-e", "-c", trial];
  const { status, stderr } = spawnSync("unshare", separate, { encoding: "utf8" });
  return status === 0 ? undefined : `this machine forbids it (${stderr.trim().split("\n")[0]})`;
}

const isThere = (name: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore" }).status === 0;
