import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launch, orderOf } from "./launch.ts";

const idle = `
import { Work } from "thunderhead";
import { spawn } from "node:child_process";
export class Idle extends Work {
  override async run() {
    const child = spawn("sleep", ["600"], { stdio: "ignore" });
    console.log("pids", process.pid, child.pid);
    await new Promise(() => {});
  }
}`;
const stubborn = `
import { Work } from "thunderhead";
export class Stubborn extends Work {
  override async run() {
    process.on("SIGTERM", () => console.log("not yet"));
    this.signal;
    console.log("pids", process.pid);
    await new Promise(() => {});
  }
}`;
const service = `
import { createServer } from "node:http";
import { once } from "node:events";
import { Work } from "thunderhead";
export class Service extends Work {
  urls: string[] = [];
  override async run() {
    const server = createServer((_, response) => response.writeHead(server.listening ? 404 : 500).end()).listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
    console.log("closing", this.url);
    server.close();
  }
}`;

/** Where the system shows process states, one that ended and waits to be reaped counts as gone. */
function isAlive(pid: number): boolean {
  if (existsSync("/proc/self/stat"))
    return (
      existsSync(`/proc/${pid}`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
    );
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function pidsOf(line: Promise<{ readonly line: string }>): Promise<readonly number[]> {
  return (await line).line.split(" ").slice(1).map(Number);
}

describe("an attempt's life", () => {
  it("stops with everything it has started, and says why", async () => {
    await using here = await launch();
    await here.bundle({ name: "idle-1", class: "Idle", source: idle });
    const order = orderOf({ work: "idle", bundle: "idle-1" });
    here.run(order);
    const pids = await pidsOf(here.wait("log"));
    here.send({
      kind: "stop",
      epoch: 1,
      call: order.call,
      attempt: 1,
      work: "idle",
      reason: "superseded",
      graceSeconds: 5,
    });
    const settle = await here.wait("settle");
    expect(settle.outcome).toEqual({ kind: "stopped", reason: "superseded" });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it("kills what ignores SIGTERM when the grace is over", async () => {
    await using here = await launch();
    await here.bundle({ name: "stubborn-1", class: "Stubborn", source: stubborn });
    const order = orderOf({ work: "stubborn", bundle: "stubborn-1" });
    here.run(order);
    const [pid = 0] = await pidsOf(here.wait("log"));
    here.send({
      kind: "stop",
      epoch: 1,
      call: order.call,
      attempt: 1,
      work: "stubborn",
      reason: "stopped",
      graceSeconds: 0.3,
    });
    await here.wait("log", ({ line }) => line === "not yet");
    await here.wait("settle");
    expect(isAlive(pid)).toBe(false);
  });

  it("says when a port answers, and lets a service close in peace", async () => {
    await using here = await launch();
    await here.bundle({ name: "service-1", class: "Service", source: service });
    const order = orderOf({ work: "service", bundle: "service-1", port: 18_231 });
    here.run(order);
    expect(await here.wait("service")).toMatchObject({ ready: true, address: "127.0.0.1:18231" });
    const command = { epoch: 1, call: order.call, attempt: 1, work: "service" } as const;
    here.send({
      kind: "state",
      ...command,
      patch: { set: {}, removed: [] },
      url: "http://localhost:7501/service",
    });
    here.send({ kind: "stop", ...command, reason: "stopped", graceSeconds: 5 });
    await here.wait("log", ({ line }) => line === "closing http://localhost:7501/service");
    expect(await here.wait("service", ({ ready }) => !ready)).toBeDefined();
    expect((await here.wait("settle")).outcome).toEqual({ kind: "stopped", reason: "stopped" });
  });

  it("runs an order once however often it comes", async () => {
    await using here = await launch();
    await here.bundle({ name: "idle-1", class: "Idle", source: idle });
    const order = orderOf({ work: "idle", bundle: "idle-1" });
    for (let i = 0; i < 3; i++) here.run(order);
    await here.wait("log");
    expect(here.messages.filter(({ kind }) => kind === "log")).toHaveLength(1);
  });

  it("sends again what was not acknowledged, under the same numbers", async () => {
    await using here = await launch();
    here.acknowledge = false;
    await here.bundle({
      name: "steps-1",
      class: "Steps",
      source: `
import { Work } from "thunderhead";
export class Steps extends Work {
  done: number[] = [];
  override async run() {
    for (let i = 1; i <= 3; i++) { this.done.push(i); await new Promise((resolve) => setTimeout(resolve, 80)); }
    return "all";
  }
}`,
    });
    here.run(orderOf({ work: "steps", bundle: "steps-1", state: { done: [] } }));
    await here.wait("patch", ({ patch }) => JSON.stringify(patch.set["done"]) === "[1,2]");
    here.breakLink();
    await here.wait("settle");
    here.acknowledge = true;
    here.breakLink();
    const hello = await here.wait("hello", ({ running }) => running.length === 1);
    expect(hello.running).toEqual([
      { call: "call-of-steps", attempt: 1, work: "steps", lastSequence: expect.any(Number) },
    ]);
    await expect
      .poll(() => here.messages.filter(({ kind }) => kind === "settle").length)
      .toBeGreaterThan(1);
    const numbered = here.messages.filter((message) => "sequence" in message);
    const bySequence = Map.groupBy(numbered, ({ sequence }) => sequence);
    expect([...bySequence.keys()].sort()).toEqual([1, 2, 3, 4]);
    for (const same of bySequence.values())
      expect(new Set(same.map((message) => JSON.stringify(message))).size).toBe(1);
    await expect
      .poll(() =>
        readdirSync(join(here.directory, "agent")).filter((file) => file.endsWith(".json")),
      )
      .toEqual([]);
  });

  it("keeps a settlement on disk until it is acknowledged, past its own death", async () => {
    let directory: string;
    {
      await using here = await launch();
      directory = here.directory;
      here.acknowledge = false;
      await here.bundle({
        name: "one-1",
        class: "One",
        source: `import { Work } from "thunderhead"; export class One extends Work { override async run() { return 1; } }`,
      });
      here.run(orderOf({ work: "one", bundle: "one-1" }));
      await here.wait("settle");
      here.agent.kill("SIGKILL");
      await once(here.agent, "exit");
    }
    await using again = await launch({ directory });
    expect((await again.wait("settle")).outcome).toEqual({ kind: "succeeded", result: 1 });
  });

  it("leaves nothing behind when its controller is gone, or itself is killed", async () => {
    for (const end of ["stdin", "SIGKILL"] as const) {
      await using here = await launch();
      await here.bundle({ name: "idle-1", class: "Idle", source: idle });
      here.run(orderOf({ work: "idle", bundle: "idle-1" }));
      const pids = await pidsOf(here.wait("log"));
      if (end === "stdin") here.agent.stdin?.end();
      else here.agent.kill("SIGKILL");
      await once(here.agent, "exit");
      await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
    }
  });

  it("lets a checkpoint made on notice reach the next attempt of the call, as partial", async () => {
    await using here = await launch();
    await here.bundle({
      name: "train-1",
      class: "Train",
      source: `
import { readFile, writeFile } from "node:fs/promises";
import { Path, Work, type Notice } from "thunderhead";
export class Train extends Work {
  checkpoint = new Path("checkpoint.txt");
  reasons: string[] = [];
  override async run() {
    if (await this.checkpoint.restore()) {
      await writeFile(this.checkpoint.local, await readFile(this.checkpoint.local, "utf8") + " and done");
      return this.checkpoint.previous !== null;
    }
    await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));
  }
  override async onInterrupt(notice: Notice) {
    this.reasons.push(notice.reason);
    await writeFile(this.checkpoint.local, "half");
    await this.checkpoint.publish();
  }
}`,
    });
    const output = {
      name: "train.checkpoint",
      pathId: "c1",
      field: "checkpoint",
      relative: "checkpoint.txt",
    };
    const order = orderOf({ work: "train", bundle: "train-1", outputs: [output] });
    here.run(order);
    await here.wait("phase", ({ phase }) => phase === "running");
    here.send({
      kind: "interrupt",
      epoch: 1,
      call: order.call,
      attempt: 1,
      work: "train",
      reason: "spot",
      deadline: new Date(Date.now() + 10_000).toISOString(),
    });
    const { published } = await here.wait("publish");
    expect(published.partial).toBe(true);
    const first = await here.wait("settle");
    expect(first.outcome).toMatchObject({ kind: "failed", failure: { reason: "interrupted" } });
    expect(first.published).toEqual([]);

    here.run({ ...order, attempt: 2, outputs: [{ ...output, previous: published }] });
    const second = await here.wait("settle", ({ attempt }) => attempt === 2);
    expect(second.outcome).toEqual({ kind: "succeeded", result: true });
    const [version] = second.published;
    expect(version?.partial).toBeUndefined();
    expect(
      readFileSync(
        join(here.directory, "volume/id-train/v/c1", version?.version ?? "", "checkpoint.txt"),
        "utf8",
      ),
    ).toBe("half and done");
    expect(existsSync(join(here.directory, "volume/id-train/v/c1", published.version))).toBe(true);
  });
});
