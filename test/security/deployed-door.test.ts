import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeployedDoor } from "#boot/controller/access.ts";
import { httpServer } from "#boot/controller/http-server.ts";
import { listenOn } from "#boot/free-port.ts";

const token = "t".repeat(32);
const session = "s".repeat(32);
const cookie = `thunderhead_7501=${session}`;

function door(deployed: DeployedDoor) {
  return httpServer({
    access: () => ({ port: 7501, token, session, deployed }),
    redeem: (given) => given === "link",
    page: import.meta.dirname,
    answer: async () => ({ status: 200, body: {} }),
    route: () => undefined,
    upgrades: {},
  });
}

const doors = {
  forwarded: door({}),
  domain: door({ url: "https://app.example.com" }),
  login: door({ url: "https://app.example.com", login: true }),
};
const ports = new Map<string, number>();

beforeAll(async () => {
  for (const [name, server] of Object.entries(doors))
    ports.set(name, (await listenOn(server, [0])) ?? 0);
});
afterAll(() => {
  for (const server of Object.values(doors)) {
    server.close();
    server.closeAllConnections();
  }
});

interface Asked {
  readonly status: number;
  readonly cookie: string;
}

function ask(
  name: keyof typeof doors,
  headers: Record<string, string>,
  { path = "/api/v1/state", method = "GET" } = {},
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: ports.get(name), path, headers, method }, (response) => {
      response.resume();
      const [set = ""] = response.headers["set-cookie"] ?? [];
      resolve({ status: response.statusCode ?? 0, cookie: set });
    });
    asked.on("error", reject);
    asked.end();
  });
}

const bearer = `Bearer ${token}`;
const status = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).status;
const host = "app.example.com";
const origin = "https://app.example.com";

describe("a forwarded port", () => {
  it("answers under any number, to its own page and to programs", async () => {
    expect(await status("forwarded", { host: "127.0.0.1:4444" })).toBe(200);
    expect(await status("forwarded", { host: "localhost:7501" })).toBe(200);
    const own = { host: "127.0.0.1:4444", origin: "http://127.0.0.1:4444" };
    expect(await status("forwarded", own)).toBe(200);
    expect(await status("forwarded", { ...own, cookie }, { method: "POST" })).toBe(200);
  });

  it.each([
    { host: "app.example.com" },
    { host: "127.0.0.1.evil.example:4444" },
    { host: "127.0.0.1:4444.evil" },
    { host: "127.0.0.1:4444", origin: "http://127.0.0.1:5555" },
    { host: "127.0.0.1:4444", origin: "http://evil.example" },
  ])("refuses %j, whatever it knows", async (headers) => {
    const known = { ...headers, cookie, authorization: bearer };
    expect(await status("forwarded", known)).toBe(403);
    expect(await status("forwarded", known, { method: "POST" })).toBe(403);
  });
});

describe("a domain", () => {
  it("shows nothing to who has no token, and everything to who has", async () => {
    expect(await status("domain", { host })).toBe(401);
    expect(await status("domain", { host }, { path: "/" })).toBe(401);
    expect(await status("domain", { host, cookie: "thunderhead_7501=x" })).toBe(401);
    expect(await status("domain", { host, authorization: "Bearer x" })).toBe(401);
    expect(await status("domain", { host, authorization: bearer })).toBe(200);
    expect(await status("domain", { host, origin, cookie })).toBe(200);
    expect(await status("domain", { host, origin, cookie }, { method: "POST" })).toBe(200);
  });

  it("a link gives a cookie that travels encrypted only", async () => {
    const followed = await ask("domain", { host }, { path: "/?token=link" });
    expect(followed.status).toBe(303);
    expect(followed.cookie).toMatch(/Secure$/);
    expect((await ask("domain", { host }, { path: "/?token=other" })).cookie).toBe("");
  });

  it("another page's requests are refused, and a cookie alone writes nothing", async () => {
    const foreign = { host, origin: "https://evil.example", cookie, authorization: bearer };
    expect(await status("domain", foreign)).toBe(403);
    expect(await status("domain", { host, cookie }, { method: "POST" })).toBe(401);
  });

  it("the balancer's question for its health is answered by any name", async () => {
    expect(await status("domain", { host: "10.20.0.7:7501" }, { path: "/healthz" })).toBe(200);
    expect(await status("domain", { host: "10.20.0.7:7501" })).toBe(403);
  });

  it("where the balancer asks for a login, whoever comes may read", async () => {
    expect(await status("login", { host })).toBe(200);
    expect(await status("login", { host }, { method: "POST" })).toBe(401);
  });
});
