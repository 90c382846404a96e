/** The agent's line finds the leader of the day, also where the last one left nobody who would refuse it. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { type Link, openLink } from "#boot/agent-link.ts";

const left: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of left.splice(0)) await end();
});

test("a controller that takes the call and never answers is given up for the next", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  const leader = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await Promise.all([once(silent, "listening"), once(leader, "listening")]);
  left.push(
    () => silent.close(),
    () => leader.close(),
  );
  const places = [silent.address(), leader.address()];
  const link = await new Promise<Link>((resolve) => {
    const opened: Link = openLink({
      where: async () => ({ epoch: 1, address: addressOf(places.shift() ?? leader.address()) }),
      onOpen: () => resolve(opened),
      onMessage: () => {},
      onClose: () => {},
    });
  });
  left.push(() => link.close());
  expect(places).toEqual([]);
});

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("It does not listen.");
  return `ws://127.0.0.1:${address.port}`;
}
