import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { LogLine } from "#protocol/api.ts";
import { machineLine } from "../../compiler/cli/engine/follow-start.ts";
import { deployedLines } from "../../compiler/cli/launches/deployed-lines.ts";

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

const line = (second: number): LogLine => ({
  ...{ component: "serve", stream: "stdout", line: `line ${second}` },
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
});

/** A controller that says these batches of lines to whoever brings its token, and goes where `dies`. */
async function controller(batches: readonly (readonly LogLine[])[], dies = false) {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket, { headers }) => {
    if (headers.authorization !== "Bearer t") return void socket.close();
    socket.send(JSON.stringify({ kind: "hello", api: 1, launch: "l", title: "t" }));
    for (const lines of batches) socket.send(JSON.stringify({ kind: "logs", lines }));
    if (dies) socket.close();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const port = typeof address === "object" ? address?.port : undefined;
  opened.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.close();
  });
  return { url: `http://127.0.0.1:${port}`, token: "t", machine: "i-1", close: () => {} };
}

async function take(count: number, lines: AsyncGenerator<LogLine>): Promise<readonly string[]> {
  const taken: string[] = [];
  for await (const { line: text } of lines) if (taken.push(text) === count) break;
  return taken;
}

it("without following, the lines that there are, and no more", async () => {
  const door = await controller([[line(1), line(2)]]);
  const lines = deployedLines(door, { follow: false, again: async () => undefined });
  expect(await take(10, lines)).toEqual(["line 1", "line 2"]);
});

it("following goes on with the next controller, and tells nothing twice", async () => {
  const next = await controller([[line(1), line(2), line(3)], [line(4)]]);
  const first = await controller([[line(1)], [line(2)]], true);
  const lines = deployedLines(first, { follow: true, again: async () => next });
  expect(await take(4, lines)).toEqual(["line 1", "line 2", "line 3", "line 4"]);
});

it("a machine's line says how long it took, and what is usual", () => {
  const machine = { machine: "i-1", group: "gpu", at: "2026-01-01T00:00:00Z" } as const;
  expect(machineLine({ ...machine, stage: "booting", usualSeconds: 90 })).toBe(
    "of gpu: booting, usually 90 s",
  );
  const boot = [{ name: "node", seconds: 12 }];
  expect(machineLine({ ...machine, stage: "on", boot, bootSeconds: 80, usualSeconds: 90 })).toBe(
    "of gpu: up after 80 s, usually 90 s (node 12 s)",
  );
});
