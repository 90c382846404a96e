/** What the boot script does with a machine's own disks, each command a stand-in that says what it was called with. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const script = readFileSync(join(import.meta.dirname, "../../providers/aws/boot/boot.sh"), "utf8");
const [own = ""] = /^use_own_disks\(\) \{$[\s\S]*?^\}$/m.exec(script) ?? [];
const scratch = mkdtempSync(join(tmpdir(), "own-disks-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const model = "Amazon EC2 NVMe Instance Storage";
const root = "/dev/nvme0n1 Amazon Elastic Block Store";

function boot(disks: readonly string[], { mounted = false, full = "none" } = {}) {
  const bin = mkdtempSync(join(scratch, "bin-"));
  const stand = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/bash\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  for (const name of ["mdadm", "mkfs.xfs", "mount", "mkdir", "chmod", "dnf"])
    stand(name, `echo "${name} $*"`);
  stand(
    "lsblk",
    `cat <<'END'\n${[root, ...disks.map((disk) => `${disk} ${model}`)].join("\n")}\nEND`,
  );
  stand("wipefs", `[ "$2" != ${full} ] || echo "$2 0x0 xfs"`);
  stand("mountpoint", `exit ${mounted ? 0 : 1}`);
  const text = `set -Eeuo pipefail\nstate=/state\n${own}\nuse_own_disks\necho "cache \${XDG_CACHE_HOME:-}"`;
  const PATH = `${bin}:${process.env["PATH"]}`;
  const { stdout, stderr, status } = spawnSync("bash", [], {
    input: text,
    encoding: "utf8",
    env: { PATH },
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout.trim().split("\n");
}

const used = (place: string): readonly string[] => [
  `mkdir -p ${place}/agent ${place}/cache /state/agent`,
  `chmod 700 ${place}/agent ${place}/cache`,
  `mount --bind ${place}/agent /state/agent`,
  `cache ${place}/cache`,
];

test("a machine without any keeps to its root disk", () => {
  expect(boot([])).toEqual(["cache"]);
});

test("one is formatted and taken for works' directories and environments", () => {
  expect(boot(["/dev/nvme1n1"])).toEqual([
    "mkfs.xfs -q -K /dev/nvme1n1",
    "mkdir -p /mnt/thunderhead",
    "mount -o noatime /dev/nvme1n1 /mnt/thunderhead",
    ...used("/mnt/thunderhead"),
  ]);
});

test("several are one", () => {
  expect(boot(["/dev/nvme1n1", "/dev/nvme2n1"]).slice(0, 2)).toEqual([
    "mdadm --create /dev/md/thunderhead --run --level 0 --raid-devices 2 /dev/nvme1n1 /dev/nvme2n1",
    "mkfs.xfs -q -K /dev/md/thunderhead",
  ]);
});

test("one that holds something is left alone", () => {
  const said = boot(["/dev/nvme1n1", "/dev/nvme2n1"], { full: "/dev/nvme1n1" });
  expect(said[0]).toBe("mkfs.xfs -q -K /dev/nvme2n1");
  expect(boot(["/dev/nvme1n1"], { full: "/dev/nvme1n1" })).toEqual(["cache"]);
});

test("what the image has mounted is used as it is", () => {
  expect(boot(["/dev/nvme1n1"], { mounted: true })).toEqual(used("/opt/dlami/nvme"));
});
