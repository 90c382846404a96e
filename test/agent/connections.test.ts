import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { diskIn } from "#boot/agent-disk.ts";
import { nextLife } from "#boot/agent-life.ts";
import { agentServer } from "#boot/controller/agent-server.ts";
import { isOlderConnection } from "#controller/connections.ts";
import type { AgentMessage, ConnectionNumber } from "#protocol/agent.ts";
import { App } from "#sdk/app.ts";
import { Flow } from "#sdk/flow.ts";
import { Work } from "#sdk/work.ts";
import { Rig } from "../runtime/rig.ts";

class Waits extends Work {
  override async run() {}
}
class Root extends Flow {
  one = new Waits();
  override async run() {
    await this.one.run();
  }
}

async function controller() {
  const rig = new Rig(() => new App(new Root()));
  await rig.settle();
  const heard: AgentMessage[] = [];
  const agents = agentServer({
    identity: async () => true,
    outdated: (hello) => isOlderConnection(rig.core, hello),
    receive: (machine, message) => {
      heard.push(message);
      rig.dispatch({ kind: "agent", machine, message });
    },
    gone: () => {},
  });
  const http = createServer().on("upgrade", agents.upgrade);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    heard,
    connect: () => new WebSocket(`ws://127.0.0.1:${port}`),
    [Symbol.dispose]: () => {
      agents.close();
      http.close();
    },
  };
}

const hello = (connection: ConnectionNumber): string =>
  JSON.stringify({
    kind: "hello",
    protocol: { oldest: 1, newest: 1 },
    machine: "local",
    proof: {},
    running: [],
    connection,
  });

it("refuses a hello that was held up while its agent connected again, and keeps the newer line", async () => {
  using here = await controller();
  const [older, newer] = [here.connect(), here.connect()];
  await Promise.all([once(older, "open"), once(newer, "open")]);
  newer.send(hello({ life: 2, number: 5 }));
  await expect.poll(() => here.heard.length).toBe(1);
  older.send(hello({ life: 2, number: 4 }));
  const [code, reason] = await once(older, "close");
  expect([code, String(reason)]).toEqual([1008, "connected again since"]);
  newer.send(JSON.stringify({ kind: "beat", works: [] }));
  await expect.poll(() => here.heard.map(({ kind }) => kind)).toEqual(["hello", "beat"]);
});

it.each([
  ["a later life", { life: 3, number: 1 }],
  ["a later connection", { life: 2, number: 6 }],
])("believes %s", async (_, connection) => {
  using here = await controller();
  const [first, next] = [here.connect(), here.connect()];
  await Promise.all([once(first, "open"), once(next, "open")]);
  first.send(hello({ life: 2, number: 5 }));
  await expect.poll(() => here.heard.length).toBe(1);
  next.send(hello(connection));
  await once(first, "close");
  expect(here.heard).toHaveLength(2);
});

it("counts the lives of an agent on its machine's disk, whatever is found there", async () => {
  const folder = join(mkdtempSync(join(tmpdir(), "lives-")), "agent");
  expect(await nextLife(diskIn(folder))).toBe(1);
  expect(await nextLife(diskIn(folder))).toBe(2);
  writeFileSync(join(folder, "life"), "torn?");
  expect(await nextLife(diskIn(folder))).toBe(1);
});
