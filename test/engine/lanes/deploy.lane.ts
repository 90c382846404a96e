/**
 * `thunderhead deploy` and `destroy` as a user runs them, on the real engine: refused, killed, gone on with,
 * destroyed with its data kept, taken up again, and destroyed with its data.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apps } from "../apps.ts";
import { type Aws, awsAt } from "../aws/clients.ts";
import { left } from "../aws/left.ts";
import { Checkout } from "../checkout.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type Fault, type FaultyAws, faultyAws } from "../faults.ts";
import { partsOfLane } from "../ground.ts";
import { environment } from "../stack.ts";

const command = join(import.meta.dirname, "../../../bin/thunderhead.mjs");
const stack = ["--stack", "dev", "--yes"];

describe("thunderhead deploy", () => {
  const checkout = new Checkout(apps.boring);
  const overrides = join(checkout.infra, "overrides.ts");
  let emulator: Emulator;
  let faulty: FaultyAws;
  let aws: Aws;
  let env: NodeJS.ProcessEnv;
  let own: string;

  beforeAll(async () => {
    const parts = partsOfLane();
    emulator = await startEmulator(parts.python);
    faulty = await faultyAws(emulator.url);
    aws = awsAt(emulator.url);
    const ground = { ...parts, awsUrl: faulty.url, directory: checkout.directory };
    mkdirSync(join(checkout.directory, "state"), { recursive: true });
    const { PULUMI_STACK: _, CI: __, ...rest } = environment(ground, "dev");
    env = { ...rest, NO_COLOR: "1", FORCE_COLOR: undefined };
    checkout.thunderhead("compile");
    own = readFileSync(overrides, "utf8");
  });
  afterAll(async () => {
    await faulty?.stop();
    await emulator?.stop();
    if (!process.env["ENGINE_KEEP"]) checkout.remove();
  });

  const start = (...words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [command, ...words], {
      cwd: checkout.app,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });

  const thunderhead = (...words: readonly string[]) => ended(start(...words));

  /** The only refusals from now on, and the resource properties that the user sets. */
  function given(faults: readonly Fault[], transform?: string): void {
    faulty.refuse(...faults);
    writeFileSync(overrides, transform === undefined ? own : transformed(transform));
  }

  /** Ends the process of the engine, or of the command, when the events speak of this. */
  async function killWhen(spoken: string, which: "engine" | "command"): Promise<void> {
    const folder = join(checkout.app, ".thunderhead/boring/deploys/dev");
    rmSync(folder, { recursive: true, force: true });
    const running = start("deploy", ...stack);
    const over = ended(running);
    await until(() => globSync("*-up.jsonl", { cwd: folder }).some(speaks));
    if (which === "engine")
      await quiet(() => globSync("*-up.jsonl", { cwd: folder }).map(sizeOf).join());
    const { pid } = JSON.parse(readFileSync(join(folder, "running.json"), "utf8"));
    if (which === "engine") process.kill(pid, "SIGKILL");
    else for (const one of [...childrenOf(running.pid ?? 0), running.pid ?? 0]) kill(one);
    expect((await over).code).not.toBe(0);

    function sizeOf(file: string): number {
      return statSync(join(folder, file)).size;
    }
    function speaks(file: string): boolean {
      return readFileSync(join(folder, file), "utf8").includes(spoken);
    }
    function kill(one: number): void {
      if (one !== pid) process.kill(one, "SIGKILL");
    }
  }

  test("says what it needs, and asks nobody who is not there", async () => {
    const { code, stderr } = await thunderhead("deploy");
    expect({ code, stderr }).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("--stack dev"),
    });
    const unapproved = await thunderhead("deploy", "--stack", "dev");
    expect(unapproved.code).toBe(4);
    expect(unapproved.stderr).toMatch(/\d+ resources to create\./);
    expect(unapproved.stderr).toContain("--yes");
    expect(await left(aws)).toEqual([]);
  });

  // Each on a stack of its own: what an earlier refusal let through would not be asked for again.
  test.each(provoked)("refused: $slug", async ({ faults = [], transform, slug, says, url }) => {
    given(faults, transform);
    const before = env;
    if (url !== undefined) env = { ...env, AWS_ENDPOINT_URL: url };
    const { code, stderr } = await thunderhead("deploy", "--stack", slug.slice(7), "--yes");
    env = before;
    await emulator.reset();
    expect(stderr).toContain(slug);
    for (const one of says) expect(stderr).toContain(one);
    expect(code).toBe(1);
  });

  test("refused in the middle, by a quota", async () => {
    given([tooManyBalancers]);
    const { code, stderr } = await thunderhead("deploy", ...stack);
    for (const one of ["deploy/quota-reached", "aws service-quotas", "infra/balancer.ts"])
      expect(stderr).toContain(one);
    expect(code).toBe(1);
  });

  test("goes on from a killed engine, whose lock is left", async () => {
    given([]);
    // Never made, and never known to be: the rest settles, so that this alone is under way.
    faulty.hold("CreateLoadBalancer");
    await killWhen("loadBalancer:LoadBalancer::services", "engine");
    given([]);
    const { code, stderr } = await thunderhead(
      "deploy",
      ...stack,
      "--allow",
      "203.0.113.0/24",
      "--json",
    );
    expect(stderr).toContain("Removing its lock");
    expect(stderr).toContain("deploy/interrupted");
    expect(code).toBe(0);
  });

  test("a second deploy has nothing to do", async () => {
    const { code, stderr } = await thunderhead("deploy", ...stack);
    expect(stderr).toContain("Nothing to change");
    expect(stderr).toContain("http://services");
    expect(code).toBe(0);
  });

  test("a killed command leaves the engine running, and the next waits for it", async () => {
    checkout.edit(apps.boring.compute);
    await killWhen("resourcePreEvent", "command");
    const { code, stderr } = await thunderhead("deploy", ...stack);
    expect(stderr).toContain("still under way");
    expect(stderr).toContain("Nothing to change");
    expect(code).toBe(0);
  });

  test("destroy keeps data and says how to take it up again; deploy --adopt does", async () => {
    const before = await kept();
    const { code, stderr } = await thunderhead("destroy", ...stack);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("--adopt") });
    expect(await left(aws)).toEqual(before);
    for (const one of before) expect(stderr).toContain(one.split(" ")[1]);
    const again = await thunderhead("deploy", ...stack, "--adopt");
    expect({ ...again, stdout: "" }).toMatchObject({ code: 0 });
    expect(await kept()).toEqual(before);
    expect(existsSync(join(checkout.infra, "adopt.dev.json"))).toBe(false);
  });

  test("destroy --delete-data deletes what it names, and knows the names", async () => {
    const unknown = await thunderhead("destroy", ...stack, "--delete-data", "volum");
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("`volume`") });
    const { code, stderr } = await thunderhead("destroy", ...stack, "--delete-data", "all");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await left(aws)).toEqual([]);
    expect(globSync("*.delete-data.yaml", { cwd: checkout.infra })).toEqual([]);
  });

  /** What holds data, of all that is there. */
  async function kept(): Promise<readonly string[]> {
    const all = await left(aws);
    return all.filter((one) => /^(table|volume) |^bucket data/.test(one));
  }
});

const tooManyBalancers: Fault = {
  action: "CreateLoadBalancer",
  status: 400,
  code: "TooManyLoadBalancers",
  message: "The quota 'Application Load Balancers per Region' has been exceeded",
};

interface Provoked {
  readonly slug: string;
  readonly says: readonly string[];
  readonly faults?: readonly Fault[];
  readonly transform?: string;
  readonly url?: string;
}

const who = "arn:aws:iam::123456789012:user/ci";
const provoked: readonly Provoked[] = [
  {
    slug: "deploy/cloud-unreachable",
    says: ["127.0.0.1:1"],
    url: "http://127.0.0.1:1",
  },
  {
    slug: "deploy/credentials",
    says: ["ExpiredToken", "aws sso login"],
    faults: [
      {
        action: "GetCallerIdentity",
        status: 403,
        code: "ExpiredToken",
        message: "The security token included in the request is expired",
      },
    ],
  },
  {
    slug: "deploy/name-too-long",
    says: ["32 characters", "app.ts:16"],
    transform:
      'type === "aws:lb/targetGroup:TargetGroup", name: "a-name-that-is-longer-than-aws-allows"',
  },
  {
    slug: "deploy/name-taken",
    says: ["EntityAlreadyExists", "controller"],
    // Two roles of one name: whichever comes second finds it taken.
    transform: 'type === "aws:iam/role:Role", name: "taken"',
  },
  {
    slug: "deploy/permission-denied",
    says: ["elasticfilesystem:CreateFileSystem", who, "app.ts:7"],
    faults: [
      {
        action: "POST /2015-02-01/file-systems",
        status: 403,
        code: "AccessDeniedException",
        message: `User: ${who} is not authorized to perform: elasticfilesystem:CreateFileSystem on the specified resource`,
      },
    ],
  },
];

/** `condition, property: value` as a transform of `overrides.ts`. */
function transformed(rule: string): string {
  const [condition = "", property = ""] = rule.split(/, (?=\w+: )/);
  return `import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  ${condition} ? { props: { ...props, ${property} }, opts } : undefined,
);
`;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** `bin/thunderhead.mjs` may hand over to a Node of its own. */
const childrenOf = (pid: number): readonly number[] => {
  const file = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
};

/** Settles when what is looked at has been the same for eight seconds: provider calls take fewer. */
async function quiet(look: () => string): Promise<void> {
  for (let [last, same] = ["", 0]; same < 8; ) {
    const next = look();
    same = next === last ? same + 1 : 0;
    last = next;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function until(met: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!met()) {
    if (Date.now() > deadline) throw new Error("It did not come to that within two minutes.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
