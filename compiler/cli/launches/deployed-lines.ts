import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { ConsoleMessage, LogLine } from "#protocol/api.ts";
import type { Reached } from "./reach.ts";

/** ms between two tries to reach a controller that has gone: another takes its place. */
const pause = 2_000;

/**
 * The last thousand lines of a deployed app, and with `follow` those that come. Where its controller is replaced
 * meanwhile, the next one is asked; what was told already is not told again.
 */
export async function* deployedLines(
  first: Reached,
  {
    follow,
    again,
  }: { readonly follow: boolean; readonly again: () => Promise<Reached | undefined> },
): AsyncGenerator<LogLine> {
  let last = "";
  for (let door: Reached | undefined = first; door !== undefined; door = await again()) {
    for await (const lines of batches(door, follow)) {
      const fresh = lines.filter(({ at }) => at > last);
      last =
        fresh
          .map(({ at }) => at)
          .concat(last)
          .toSorted()
          .at(-1) ?? last;
      yield* fresh;
    }
    door.close();
    if (!follow) return;
    await sleep(pause);
  }
}

/** Until the connection ends, or after the first where nobody follows. */
async function* batches(
  { url, token }: Reached,
  follow: boolean,
): AsyncGenerator<readonly LogLine[]> {
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/v1/ws`, { headers });
  const waiting: (readonly LogLine[])[] = [];
  let over = false;
  let wake = (): void => {};
  const ended = (): void => {
    over = true;
    wake();
  };
  socket.on("close", ended);
  socket.on("error", ended);
  socket.on("message", (data) => {
    const message: ConsoleMessage = JSON.parse(String(data));
    if (message.kind !== "logs") return;
    waiting.push(message.lines);
    if (!follow) socket.close();
    wake();
  });
  try {
    while (!over || waiting.length > 0) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    socket.terminate();
  }
}
