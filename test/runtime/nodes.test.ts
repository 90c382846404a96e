import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freePort } from "#boot/free-port.ts";
import type { PublishedVersion } from "#protocol/call.ts";
import { launch, orderOf } from "../agent/launch.ts";
import { processesOf } from "./launch.ts";

const source = `
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, connect } from "node:net";
import { once } from "node:events";
import { Path, Work } from "thunderhead";
export class Gang extends Work {
  shards = new Path("shards");
  who = -1;
  override async run(what: string): Promise<unknown> {
    const { rank, count, mainAddress, mainPort } = this.node;
    this.who = rank;
    const { NODE_RANK, NUM_NODES, MASTER_ADDR, MASTER_PORT, RUN_ID, ATTEMPT } = process.env;
    const { PET_NODE_RANK, PET_NNODES, PET_MASTER_ADDR, PET_MASTER_PORT } = process.env;
    const forTorchrun = [PET_NODE_RANK, PET_NNODES, PET_MASTER_ADDR, PET_MASTER_PORT].join();
    const same = forTorchrun === [NODE_RANK, NUM_NODES, MASTER_ADDR, mainPort].join();
    console.log(JSON.stringify([NODE_RANK, NUM_NODES, MASTER_ADDR, RUN_ID, ATTEMPT, same && MASTER_PORT === String(mainPort)]));
    if (what === "dies" && this.attempt === 1) {
      if (rank === 1) process.kill(process.pid, "SIGKILL");
      await new Promise(() => setInterval(() => {}, 1000));
    }
    if (what === "waits") await new Promise(() => setInterval(() => {}, 1000));
    if (what === "throws") {
      if (rank === 1) throw new RangeError("bad shard");
      await new Promise(() => setInterval(() => {}, 1000));
    }
    const met = rank === 0 ? await host(count - 1, mainPort) : await join(mainAddress, mainPort);
    const restored = await this.shards.restore();
    await mkdir(this.shards.local, { recursive: true });
    await writeFile(this.shards.local + "/shard-" + rank, "of " + rank);
    await writeFile(this.shards.local + "/log", "log of " + rank);
    await writeFile(this.shards.local + "/same", "same");
    return { rank, met, restored };
  }
}
async function host(others: number, port: number): Promise<number> {
  const server = createServer().listen(port, "127.0.0.1");
  let met = 0;
  await new Promise<void>((resolve) => server.on("connection", (socket) => { met++; socket.end(); if (met === others) resolve(); }));
  server.close();
  return met;
}
async function join(host: string, port: number): Promise<number> {
  for (;;) {
    const socket = connect({ host, port });
    const joined = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
    if (joined) return 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}`;

const shards = { name: "gang.shards", pathId: "s", field: "shards", relative: "shards" };
const order = (what: string, more: object = {}) =>
  orderOf({
    work: "gang",
    bundle: "gang-1",
    arguments: [what],
    outputs: [shards],
    nodes: 2,
    ...more,
  });

describe("nodes: n, each on a machine of its own", () => {
  it("meet at node 0's, which makes one version of what all wrote once all have ended", async () => {
    await using main = await launch();
    const directory = mkdtempSync(join(tmpdir(), "thunderhead-agent-"));
    // One volume, two machines.
    mkdirSync(join(main.directory, "volume"), { recursive: true });
    symlinkSync(join(main.directory, "volume"), join(directory, "volume"));
    await using other = await launch({ directory });
    const mainPort = await freePort();
    for (const [rank, here] of [main, other].entries()) {
      await here.bundle({ name: "gang-1", source, class: "Gang" });
      const node = { rank, count: 2, mainAddress: "127.0.0.1", mainPort };
      here.run(order("works", { node }));
    }
    const { outcome, published: none } = await other.wait("settle");
    expect(outcome).toMatchObject({ kind: "succeeded", result: { rank: 1, met: 1 } });
    expect(none.map(({ manifest }) => manifest.files.length)).toEqual([3]);
    expect(other.messages.filter(({ kind }) => kind === "patch")).toEqual([]);
    expect(main.messages.filter(({ kind }) => kind === "settle")).toEqual([]);
    const ended = { call: "call-of-gang", attempt: 1, work: "gang" };
    main.send({ kind: "node", epoch: 1, ...ended, rank: 1, outcome });
    const settled = await main.wait("settle");
    expect(settled.outcome).toMatchObject({ kind: "succeeded", result: { rank: 0, met: 1 } });
    const [version] = settled.published;
    expect(names(version)).toEqual(["rank-0/log", "rank-1/log", "same", "shard-0", "shard-1"]);
    const lines = other.messages.flatMap((message) =>
      message.kind === "log" ? [message.line] : [],
    );
    expect(lines).toEqual(['node 1: ["1","2","127.0.0.1","call-of-gang","1",true]']);
  });

  it("a node that fails elsewhere ends node 0's, and the attempt; what was given up before it came is said to be over", async () => {
    await using main = await launch();
    await main.bundle({ name: "gang-1", source, class: "Gang" });
    const node = { rank: 0, count: 2, mainAddress: "127.0.0.1", mainPort: await freePort() };
    main.run(order("waits", { node }));
    await main.wait("phase", ({ phase }) => phase === "running");
    const one = { call: "call-of-gang", attempt: 1, work: "gang" };
    const failure = { reason: "user-exception", message: "RangeError: bad shard" } as const;
    const outcome = { kind: "failed", failure } as const;
    main.send({ kind: "node", epoch: 1, ...one, rank: 1, outcome });
    const settled = await main.wait("settle");
    const message = "on node 1: RangeError: bad shard";
    expect(settled.outcome).toEqual({ kind: "failed", failure: { ...failure, message } });
    const stop = { kind: "stop", epoch: 1, reason: "lost", graceSeconds: 5 } as const;
    main.send({ ...stop, ...one, attempt: 2 });
    const second = await main.wait("settle", ({ attempt }) => attempt === 2);
    expect(second.outcome).toEqual({ kind: "stopped", reason: "lost" });
  });
});

describe("nodes: n", () => {
  it("runs on every node, each told its rank and where they meet; result and state are the first one's", async () => {
    await using here = await launch();
    await here.bundle({ name: "gang-1", source, class: "Gang" });
    here.run(order("works"));
    const settled = await here.wait("settle");
    expect(settled.outcome).toEqual({
      kind: "succeeded",
      result: { rank: 0, met: 1, restored: false },
    });
    const lines = here.messages.flatMap((message) =>
      message.kind === "log" ? [message.line] : [],
    );
    expect(lines.toSorted()).toEqual([
      '["0","2","127.0.0.1","call-of-gang","1",true]',
      'node 1: ["1","2","127.0.0.1","call-of-gang","1",true]',
    ]);
    const states = here.messages.flatMap((message) =>
      "patch" in message ? [message.patch.set] : [],
    );
    expect(states.flatMap(({ who = [] }) => who)).toEqual([0]);
  });

  it("makes one version of all nodes' Paths: a name stands as it is, and below rank-<i>/ only where two wrote it", async () => {
    await using here = await launch();
    await here.bundle({ name: "gang-1", source, class: "Gang" });
    here.run(order("works"));
    const { published } = await here.wait("settle");
    const [version] = published;
    expect(names(version)).toEqual(["rank-0/log", "rank-1/log", "same", "shard-0", "shard-1"]);
    const at = join(here.directory, "volume/id-gang/v/s", version?.version ?? "", "shards");
    expect(readFileSync(join(at, "rank-1/log"), "utf8")).toBe("log of 1");
    // What was restored and left alone is nobody's writing.
    const previous = version && { version: version.version, manifest: version.manifest };
    here.run(order("works", { call: "again", outputs: [{ ...shards, previous }] }));
    const again = await here.wait("settle", ({ call }) => call === "again");
    expect(again.outcome).toMatchObject({ kind: "succeeded", result: { restored: true } });
    expect(names(again.published[0])).toEqual(names(version));
  });

  it.each([
    ["dies", { reason: "exit-code", message: expect.stringContaining("on node 1: ") }],
    ["throws", { reason: "user-exception", message: "on node 1: RangeError: bad shard" }],
  ])(
    "is one attempt: a node that %s ends it, and no node is left when it is over",
    async (what, failure) => {
      await using here = await launch();
      await here.bundle({ name: "gang-1", source, class: "Gang" });
      here.run(order(what));
      const settled = await here.wait("settle");
      expect(settled).toMatchObject({ outcome: { kind: "failed", failure }, published: [] });
      if (what !== "dies") return;
      here.run(order(what, { attempt: 2 }));
      const second = await here.wait("settle", ({ attempt }) => attempt === 2);
      expect(second.outcome).toMatchObject({ kind: "succeeded" });
    },
  );

  it("stops on every node", async () => {
    await using here = await launch();
    await here.bundle({ name: "gang-1", source, class: "Gang" });
    here.run(order("waits", { nodes: 3 }));
    await here.wait("log", ({ line }) => line.startsWith("node 2"));
    const { call, attempt, work } = order("waits");
    const reason = "stopped";
    here.send({ kind: "stop", epoch: 1, call, attempt, work, reason, graceSeconds: 1 });
    expect((await here.wait("settle")).outcome).toEqual({ kind: "stopped", reason });
    expect(processesOf(here.directory)).toEqual([]);
  });
});

const names = (version: PublishedVersion | undefined) =>
  version?.manifest.files.map(({ path }) => path);
