import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { array, nullable, number, object, parse, string } from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "../runtime/launch.ts";

let app: ReturnType<typeof sampleApp>;
let launch: LaunchedApp;
let url = "";
let token = "";

beforeAll(async () => {
  buildAll();
  app = sampleApp("front-door");
  launch = new LaunchedApp(app.directory);
  ({ url, token } = await launch.until(() => launch.of("listening")[0], "the address"));
  await launch.stage("train", "running");
});

afterAll(async () => {
  await launch[Symbol.asyncDispose]();
  app[Symbol.dispose]();
});

const callsSchema = object({
  calls: array(
    object({ work: string(), call: nullable(string()), attempt: number(), verdict: string() }),
  ),
});

const bearer = () => ({ authorization: `Bearer ${token}` });

/** Lines as they stand: `fetch` would tidy them. */
function raw(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

const isWell = async () => expect((await fetch(`${url}/healthz`)).status).toBe(200);

describe("who may ask", () => {
  it("nothing listens anywhere but on loopback", () => {
    const ours = new Set(processesOf(app.directory).flatMap(listenersOf));
    expect(ours.size).toBeGreaterThan(0);
    expect([...ours].filter((address) => !/^(0100007F|0{24}01000000):/.test(address))).toEqual([]);
  });

  it.each(["evil.example", "127.0.0.1.evil.example", "127.0.0.1", "localhost:1", "[::1]"])(
    "a request for the host %j is refused",
    async (host) => {
      expect([400, 403]).toContain(await raw("/api/v1/state", { host }));
    },
  );

  it.each(["http://evil.example", "null", "https://127.0.0.1", "file://", "http://localhost:1"])(
    "a page of %s is refused, reading and writing",
    async (origin) => {
      expect(await raw("/api/v1/state", { origin })).toBe(403);
      expect(await raw("/api/v1/stop", { origin, ...bearer() }, "POST")).toBe(403);
      const socket = new WebSocket(`${url.replace("http", "ws")}/api/v1/ws`, { origin });
      await expect(once(socket, "open")).rejects.toThrow();
    },
  );

  it.each([
    {},
    { authorization: "Bearer wrong" },
    { authorization: "Basic dGVzdA==" },
    { cookie: "thunderhead_7501=x" },
  ])("a write with %j is refused", async (headers) => {
    for (const path of [
      "stop",
      "links",
      "works/train/interrupt",
      "works/train/rerun",
      "commands/x",
    ])
      expect(await raw(`/api/v1/${path}`, headers, "POST")).toBe(401);
  });
});

describe("what may be asked", () => {
  it.each([
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/package.json",
    "/....//....//etc/passwd",
    "/%00",
    "/assets/..\\..\\app.ts",
    "//evil.example/%2e%2e",
  ])("%s leads nowhere", async (path) => {
    expect([400, 404]).toContain(await raw(path));
    await isWell();
  });

  it.each(["/api/v1/%", "/api/v1/works/%ff/interrupt", "/api/v1/%E0%A4%A", "/%"])(
    "%s is answered, not stumbled over",
    async (path) => {
      const status = await raw(path, bearer(), "POST");
      expect([400, 404, 422]).toContain(status);
      await isWell();
    },
  );

  it("a body that is too large is refused before it is read, announced or not", async () => {
    const announced = await fetch(`${url}/api/v1/commands/x`, {
      method: "POST",
      headers: bearer(),
      body: "x".repeat(2 * 1024 * 1024),
    }).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(announced);
    expect(
      await trickle(
        ["POST /items/1 HTTP/1.1", `host: ${new URL(url).host}`, "transfer-encoding: chunked"],
        3_000,
      ),
    ).toMatch(/^HTTP\/1\.1 413/);
    await isWell();
  });

  it("headers that are too large, or never end, hold no connection", async () => {
    const host = `host: ${new URL(url).host}`;
    expect(await speak(`GET / HTTP/1.1\r\n${host}\r\nx: ${"y".repeat(64 * 1024)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431/,
    );
    const started = Date.now();
    expect(await speak(`GET / HTTP/1.1\r\n${host}\r\nx: `)).toMatch(/^(HTTP\/1\.1 408|$)/);
    expect(Date.now() - started).toBeGreaterThan(1_000);
    await isWell();
  });

  it("a page's socket that says too much is cut off", async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/api/v1/ws`);
    await once(socket, "open");
    socket.send("x".repeat(128 * 1024));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
    await isWell();
  });
});

describe("who is no agent", () => {
  /** What stands of `train`, whose attempt goes on through all of this. */
  const train = async () => {
    const { calls } = parse(callsSchema, await (await fetch(`${url}/api/v1/calls`)).json());
    return calls.find(({ work }) => work === "train");
  };
  const agent = async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/agent`);
    await once(socket, "open");
    return socket;
  };

  it.each([
    "{",
    "[]",
    "null",
    '{"kind":"nothing"}',
    "\u0000".repeat(100),
    '{"kind":"beat","works":5}',
  ])("is cut off after %j", async (text) => {
    const before = await train();
    const socket = await agent();
    socket.send(text);
    const [code] = await once(socket, "close");
    expect(code).toBe(1008);
    expect(await train()).toEqual(before);
  });

  it("a hello needs the agents' own token; the API's is none", async () => {
    const before = await train();
    for (const proof of [{}, { token: "" }, { token }, { token: ["x"] }]) {
      const socket = await agent();
      socket.send(
        JSON.stringify({
          kind: "hello",
          protocol: { oldest: 1, newest: 1 },
          machine: "local",
          proof,
          running: [],
        }),
      );
      const [code] = await once(socket, "close");
      expect(code).toBe(1008);
    }
    expect(await train()).toEqual(before);
  });

  it("hundreds of sockets that speak out of turn change nothing", async () => {
    const before = await train();
    const { call, attempt, work } = before ?? expect.fail("train has no call");
    const settle = {
      kind: "settle",
      call,
      attempt,
      work,
      sequence: 1,
      outcome: { kind: "succeeded", result: 1 },
      patch: { set: {}, removed: [] },
      published: [],
    };
    const sockets = await Promise.all(Array.from({ length: 200 }, agent));
    for (const socket of sockets) socket.send(JSON.stringify(settle));
    await sleep(200);
    for (const socket of sockets) socket.terminate();
    expect(await train()).toEqual(before);
    await isWell();
  });

  it("and who says nothing at all is asked to leave", async () => {
    const socket = await agent();
    const [code] = await once(socket, "close");
    expect(code).toBe(1008);
  });
});

describe("files of a launch", () => {
  it("are their owner's alone, and so is the token", () => {
    const [{ directory } = { directory: "" }] = launch.of("launch");
    const home = join(directory, "../..");
    expect(statSync(join(home, "launches")).mode & 0o077).toBe(0);
    expect(statSync(join(home, "running.json")).mode & 0o077).toBe(0);
  });
});

/** Says it, and hears until the other side has had enough. */
function speak(text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(text);
  return heard(socket);
}

async function heard(socket: ReturnType<typeof connect>): Promise<string> {
  let answer = "";
  socket.on("data", (chunk) => (answer += String(chunk)));
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

/** A body without end, 64 KiB at a time, until somebody stops it. */
async function trickle(head: readonly string[], milliseconds: number): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const piece = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  const feeding = setInterval(() => socket.writable && socket.write(piece), 5);
  const over = setTimeout(() => socket.destroy(), milliseconds);
  const answer = await heard(socket);
  clearInterval(feeding);
  clearTimeout(over);
  return answer;
}

/** `0100007F:1D4D`, from the kernel's own table of this process's sockets. */
function listenersOf(pid: number): readonly string[] {
  const inodes = socketsOf(pid);
  return ["tcp", "tcp6"]
    .map((name) => `/proc/${pid}/net/${name}`)
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === "0A" && inodes.has(inode ?? ""))
    .flatMap(([, local]) => local ?? []);
}

function socketsOf(pid: number): ReadonlySet<string> {
  const found = new Set<string>();
  if (!existsSync(`/proc/${pid}/fd`)) return found;
  for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const [, inode] =
        /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`)) ?? [];
      if (inode !== undefined) found.add(inode);
    } catch {
      // Closed in the meantime.
    }
  }
  return found;
}
