/** The boot script on a machine that stands in for one: its bucket a folder, its devices what the test says. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import { bootPhases } from "#providers/aws/runtime/boot-phases.ts";

const script = join(import.meta.dirname, "../../providers/aws/boot/boot.sh");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Devices {
  readonly gpus?: number;
  readonly cuda?: string;
  readonly cards?: number;
}

interface Machine {
  readonly code: number | null;
  readonly said: string;
  readonly state: string;
  /** What the runtime was told of the boot, once it was started; "" where all went well. */
  readonly started: () => Promise<string | undefined>;
  /** Events that were put in CloudWatch, by group and stream. */
  readonly kept: () => Readonly<Record<string, string>>;
}

const expected = `default t3.medium 0 0 - - -
gpu p4d.24xlarge 8 4 12.8 - -
plain t3.medium 0 0 - any -
pinned t3.medium 0 0 - 3.99 -
loads m7i.large 0 0 - - 6000
`;

function boot(
  group: string,
  type: string,
  {
    gpus = 0,
    cuda = "",
    cards = 0,
    ...made
  }: Devices & {
    readonly broken?: string;
    readonly again?: true;
    readonly repository?: "poor";
  } = {},
): Machine {
  const folder = mkdtempSync(join(tmpdir(), "boot-"));
  folders.push(folder);
  const at = (name: string) => join(folder, name);
  for (const name of ["bucket/boot", "bin", "logs", "pack/aws"])
    mkdirSync(at(name), { recursive: true });
  const again = made.again ? '[ -e "$0.ran" ] || { touch "$0.ran"; exit 4; }\n' : "";
  const node = gzipSync(
    `#!/bin/sh\n${again}command -v uv > "$0.uv"\n` +
      'printf %s "$THUNDERHEAD_BOOT_FAILED" > "$0.told.new"\nmv "$0.told.new" "$0.told"\n',
  );
  writeFileSync(at("pack/aws/machine.js"), "");
  spawnSync("tar", ["-czf", at("runtime"), "-C", at("pack"), "aws"]);
  const objects: Record<string, Uint8Array> = {
    "node.gz": node,
    "uv.gz": gzipSync("#!/bin/sh\n"),
    "runtime.tar.gz": readFileSync(at("runtime")),
    "machines.list": Buffer.from(expected),
  };
  const lines = Object.entries(objects).map(([name, bytes]) => {
    const [what] = name.split(".");
    const built = what === "node" || what === "uv";
    const architecture = process.arch === "arm64" ? "-arm64" : "-x86_64";
    return `${what}${built ? architecture : ""} ${name} ${createHash("sha256").update(bytes).digest("hex")}`;
  });
  if (made.again)
    writeFileSync(
      at("bucket/boot/boot.sh"),
      readFileSync(script, "utf8").replace("thunderhead: booted", "thunderhead: booted with more"),
    );
  mkdirSync(at("late"));
  for (const [name, bytes] of Object.entries(objects))
    writeFileSync(at(`${name === made.broken ? "late" : "bucket/boot"}/${name}`), bytes);
  writeFileSync(at("bucket/boot/boot.list"), `${lines.join("\n")}\n`);
  const works = [{ logs: "/thunderhead/app/abc" }];
  writeFileSync(at("bucket/deployment.json"), JSON.stringify({ groups: [{ name: group, works }] }));
  program(
    at("bin/aws"),
    `case "$1" in
  s3) cp "${at("bucket")}/\${4#s3://bucket/}" "$5" ;;
  logs) [ "$2" = create-log-stream ] || cp "\${8#file://}" "${at("logs")}/$(echo "$4 $6" | tr / _)" ;;
esac`,
  );
  program(
    at("bin/curl"),
    `case "$*" in *api/token*) echo t ;; *instance-type*) echo ${type} ;; *) echo i-1 ;; esac`,
  );
  // A minute is long enough for another deploy.
  program(at("bin/sleep"), `[ "$1" != 60 ] || mv "${at("late")}"/* "${at("bucket/boot")}"`);
  // It has no disks of its own: those that are here are nobody's to format.
  program(at("bin/lsblk"), "");
  program(at("bin/mountpoint"), "exit 1");
  program(at("bin/dnf"), `[ "${made.repository}" != poor ] && echo "dnf: $*"`);
  program(at("bin/mount"), 'echo "mounted: $*"');
  program(
    at("bin/nvidia-smi"),
    `case "$1" in --list-gpus) for i in $(seq ${gpus}); do echo "GPU $i: A100"; done ;;
  *) echo "| Driver Version: 1  CUDA Version: ${cuda}  |" ;; esac`,
  );
  program(
    at("bin/fi_info"),
    `for i in $(seq ${cards}); do echo "    domain: efa_$i-rdm"; echo "    domain: efa_$i-dgrm"; done`,
  );
  const { status, stdout, stderr } = spawnSync(
    "bash",
    [script, "--app", "app", "--group", group, "--bucket", "bucket", "--journal", "table"],
    {
      encoding: "utf8",
      env: {
        PATH: `${at("bin")}:${process.env["PATH"]}`,
        THUNDERHEAD_HOME: at("home"),
        THUNDERHEAD_STATE: at("state"),
      },
    },
  );
  return {
    code: status,
    said: stdout + stderr,
    state: at("state"),
    started: async () => {
      for (let tries = 0; !existsSync(at("home/node.told")) && tries < 100; tries++)
        await sleep(10);
      return existsSync(at("home/node.told"))
        ? readFileSync(at("home/node.told"), "utf8")
        : undefined;
    },
    kept: () =>
      Object.fromEntries(
        readdirSync(at("logs")).map((name) => [name, readFileSync(at(`logs/${name}`), "utf8")]),
      ),
  };
}

function program(file: string, text: string): void {
  writeFileSync(file, `#!/bin/bash\n${text}\n`, { mode: 0o755 });
}

it("a machine that is as its type should be starts the runtime, and knows how long each phase took", async () => {
  const machine = boot("gpu", "p4d.24xlarge", { gpus: 8, cuda: "13.0", cards: 4 });
  expect(machine.said).toContain("booted in");
  expect(machine.code).toBe(0);
  expect(await machine.started()).toBe("");
  const phases = await bootPhases(machine.state);
  expect(phases.map(({ name }) => name)).toEqual([
    "contents",
    "node",
    "runtime",
    "volume",
    "disks",
    "devices",
  ]);
});

it.each([
  [{ gpus: 7, cuda: "13.0", cards: 4 }, "a p4d.24xlarge has 8 GPUs, and nvidia-smi shows 7"],
  [{ gpus: 8, cuda: "13.0", cards: 1 }, "has 4 EFA cards, and fi_info shows 1"],
  [{ gpus: 8, cuda: "12.4", cards: 4 }, "built for CUDA 12.8, and this image's driver serves 12.4"],
  [{ gpus: 8, cuda: "", cards: 4 }, "built for CUDA 12.8, and this image's driver serves none"],
])("%j fails the boot, tells the runtime why and keeps the log", async (devices, why) => {
  const machine = boot("gpu", "p4d.24xlarge", devices);
  expect(machine.code).toBe(1);
  expect(await machine.started()).toContain(why);
  const [[name, events] = []] = Object.entries(machine.kept());
  expect(name).toBe("_thunderhead_app_abc boot-i-1");
  expect(events).toContain("its phase 'devices' ended with 1");
});

it("a boot that fails before there is a runtime names its phase, and keeps its log", async () => {
  const machine = boot("default", "t3.medium", { broken: "node.gz" });
  expect(machine.code).toBe(1);
  expect(machine.said).toContain("its phase 'node' ended with 1");
  expect(Object.values(machine.kept()).join()).toContain("boot/node.gz did not arrive whole");
});

it("a controller's boot that fails is made again: nobody else would ask for another machine", async () => {
  const machine = boot("controller", "t3.medium", { broken: "node.gz" });
  expect(machine.said).toContain("its phase 'node' ended with 1");
  expect(machine.said).toContain("the controller boots again in a minute");
  expect(machine.code).toBe(0);
  expect(await machine.started()).toBe("");
});

it("a machine whose runtime says that another was deployed boots with that one", async () => {
  const machine = boot("controller", "t3.medium", { again: true });
  const log = () => readFileSync(join(machine.state, "boot.log"), "utf8");
  await expect.poll(log, { timeout: 10_000 }).toContain("thunderhead: booted with more");
  expect(await machine.started()).toBe("");
});

it.each([
  ["plain", undefined],
  ["pinned", "dnf: install --quiet --assumeyes python3.99 python3.99-pip"],
])(
  "works of group %s build environments with uv, and find the Python they need",
  async (group, installed) => {
    const machine = boot(group, "t3.medium");
    expect(machine.code).toBe(0);
    expect(await machine.started()).toBe("");
    expect((await bootPhases(machine.state)).at(-1)?.name).toBe("python");
    const uv = join(machine.state, "../home/bin/uv");
    expect(readFileSync(join(machine.state, "../home/node.uv"), "utf8").trim()).toBe(uv);
    expect(machine.said.split("\n").find((line) => line.startsWith("dnf:"))).toBe(installed);
  },
);

it("a Python that the image's repository does not have fails the boot", async () => {
  const machine = boot("pinned", "t3.medium", { repository: "poor" });
  expect(machine.code).toBe(1);
  expect(await machine.started()).toMatch(
    /its phase 'python' ended with .*: the image's own repository brings no Python 3\.99$/,
  );
});

it("works that share more memory than Linux gives by itself get it", () => {
  expect(boot("loads", "m7i.large").said).toContain("mounted: -o remount,size=6000m /dev/shm");
  expect(boot("default", "t3.medium").said).not.toContain("mounted");
});

it("what no list knows is not looked at", async () => {
  const machine = boot("default", "m7i.large");
  expect(machine.code).toBe(0);
  expect(await machine.started()).toBe("");
});
