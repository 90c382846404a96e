/**
 * Deploys that were refused or cut off, engine or command, go on; what `destroy` kept is taken up again by
 * `--adopt`.
 */
import type { ChildProcess } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { apps } from "../apps.ts";
import { left } from "../aws/left.ts";
import { commandEnvironment, type Ended, ended, expectEnd, start } from "../command.ts";
import { type FaultyAws, faultyAws } from "../faults.ts";
import { type ProviderProcess, startProviderProcess } from "../provider-process.ts";
import { cidr, dataOf, rig } from "../rig.ts";
import { steps } from "../steps.ts";

const stack = ["--stack", "dev", "--yes"];

let faulty: FaultyAws;
/** Once everything that is to be killed has been: before that the engine starts the provider, as it does for people. */
let attached: ProviderProcess | undefined;
const { step } = steps();
const { checkout, ground, aws, deployed } = rig(apps.boring, { provider: "started" });

beforeAll(async () => {
  faulty = await faultyAws(ground().awsUrl);
});
afterAll(() => {
  attached?.stop();
  faulty?.stop();
});

const begin = (...words: readonly string[]): ChildProcess => {
  const env = commandEnvironment({
    ...{ ...ground(), awsUrl: faulty.url },
    ...(attached && { providerPort: attached.port }),
  });
  return start(words, { cwd: checkout.app, env });
};
const thunderhead = (...words: readonly string[]): Promise<Ended> => ended(begin(...words));

step("refused in the middle, by a quota", async () => {
  faulty.refuse({
    action: "CreateLoadBalancer",
    status: 400,
    code: "TooManyLoadBalancers",
    message: "The quota 'Application Load Balancers per Region' has been exceeded",
  });
  const says = ["deploy/quota-reached", "aws service-quotas", "infra/balancer.ts"];
  expectEnd(await thunderhead("deploy", ...stack), 1, ...says);
  expect(await left(aws())).not.toEqual([]);
});

step("goes on from a killed engine, whose lock is left", async () => {
  // Never made, and never known to be: the rest settles, so that this alone is under way.
  faulty.hold("CreateLoadBalancer");
  await killWhen("loadBalancer:LoadBalancer::services", { which: "engine" });
  faulty.refuse();
  const ran = await thunderhead("deploy", ...stack, "--allow", cidr, "--json");
  expectEnd(ran, 0, "Removing its lock", "deploy/interrupted");
});

step("a second deploy has nothing to do, and shows where things are", async () => {
  expectEnd(await thunderhead("deploy", ...stack), 0, "Nothing to change", "http://services");
});

step("a killed command leaves the engine running, and the next waits for it", async () => {
  checkout.edit(apps.boring.compute);
  await killWhen("resourcePreEvent", { which: "command", words: ["--interrupt", "default"] });
  expectEnd(await thunderhead("deploy", ...stack), 0, "still under way", "Nothing to change");
});

step("destroy keeps data and says how to take it up again; deploy --adopt does", async () => {
  const reached = { ...ground(), awsUrl: faulty.url };
  attached = await startProviderProcess(reached, { cwd: checkout.infra });
  const before = dataOf(await deployed());
  const names = before.map((one) => one.split(" ")[1] ?? "");
  expectEnd(await thunderhead("destroy", ...stack), 0, "--adopt", ...names);
  expect(await left(aws())).toEqual(before);
  const again = await thunderhead("deploy", ...stack, "--adopt", "--allow-exposure", "serve");
  expectEnd(again, 0);
  const held = (await left(aws())).filter((one) => /^(table|volume) |^bucket data/.test(one));
  expect(held).toEqual(before);
  expect(existsSync(join(checkout.infra, "adopt.dev.json"))).toBe(false);
});

step("destroy --delete-data deletes what it names, and knows the names", async () => {
  const unknown = await thunderhead("destroy", ...stack, "--delete-data", "volum");
  expectEnd(unknown, 2, "`volume`");
  expectEnd(await thunderhead("destroy", ...stack, "--delete-data", "all"), 0);
  expect(await left(aws())).toEqual([]);
  expect(globSync("*.delete-data.yaml", { cwd: checkout.infra })).toEqual([]);
});

interface Killing {
  readonly which: "engine" | "command";
  readonly words?: readonly string[];
}

/** Ends the process of the engine, or of the command, when the events speak of this. */
async function killWhen(spoken: string, { which, words = [] }: Killing): Promise<void> {
  const folder = join(checkout.app, ".thunderhead/boring/deploys/dev");
  rmSync(folder, { recursive: true, force: true });
  const running = begin("deploy", ...stack, ...words);
  const over = ended(running);
  const events = () => globSync("*-up.jsonl", { cwd: folder }).map((file) => join(folder, file));
  await Promise.race([
    until(() => events().some((file) => readFileSync(file, "utf8").includes(spoken))),
    over.then(({ code, stderr }) => {
      throw new Error(`It ended with ${code} before it came to that:\n${stderr}`);
    }),
  ]);
  if (which === "engine") {
    await quiet(() =>
      events()
        .map((file) => statSync(file).size)
        .join(),
    );
  }
  const { pid } = JSON.parse(readFileSync(join(folder, "running.json"), "utf8"));
  const command = [...childrenOf(running.pid ?? 0), running.pid ?? 0].filter((one) => one !== pid);
  for (const one of which === "engine" ? [pid] : command) process.kill(one, "SIGKILL");
  expect((await over).code).not.toBe(0);
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
  const deadline = Date.now() + 300_000;
  while (!met()) {
    if (Date.now() > deadline) throw new Error("It did not come to that within five minutes.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
