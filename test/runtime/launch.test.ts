import { existsSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { object, parse, record, string, unknown } from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { buildAll, LaunchedApp, processesOf, sampleApp } from "./launch.ts";

beforeAll(buildAll);

describe("a work that fails", () => {
  // A second on a machine that has it: on one that is busy, the next try.
  it("ends the app with exit 1 within a second, naming the work and the line", {
    retry: 3,
  }, async () => {
    using app = sampleApp("fails");
    await using launch = new LaunchedApp(app.directory);
    await launch.until(
      () => launch.of("status").find(({ stage }) => stage === "failed"),
      "the failure",
    );
    const failed = Date.now();
    expect(await launch.exited).toBe(1);
    expect(Date.now() - failed).toBeLessThan(1000);
    const [exit] = launch.of("exit");
    expect(exit?.message).toContain(
      "breaks failed: RangeError: seven is not a prime number of cheeses",
    );
    expect(exit?.message).toMatch(/at Breaks\.run \(app\.ts:6:\d+\)/);
    expect(launch.events.at(-1)).toBe(exit);
    expect(processesOf(app.directory)).toEqual([]);
    // It leaves the same document behind.
    const [{ directory } = { directory: "" }] = launch.of("launch");
    expect(JSON.parse(readFileSync(join(directory, "state.json"), "utf8"))).toEqual(exit);
  });
});

describe("the end of a launch", () => {
  const linesOf = (launch: LaunchedApp) =>
    launch.of("log").flatMap(({ component, line }) => (component === "serve" ? [line] : []));
  const stageIn = (launch: LaunchedApp, name: string) =>
    launch.of("exit")[0]?.components[name]?.status.stage;

  it("by this.stop(): `exit` is the last line, and says which works were stopped", async () => {
    using app = sampleApp("stopping");
    await using launch = new LaunchedApp(app.directory, ["--config", "stops=true"]);
    expect(await launch.exited).toBe(0);
    expect(launch.events.at(-1)).toMatchObject({ event: "exit", code: 0, message: "Enough." });
    expect(linesOf(launch)).toEqual(["serving", "closing", "closed"]);
    expect(launch.of("status").at(-1)).toMatchObject({ work: "serve", stage: "stopped" });
    expect(stageIn(launch, "serve")).toBe("stopped");
    expect(stageIn(launch, "quick")).toBe("succeeded");
    expect(stageIn(launch, "never")).toBe("pending");
    expect(stageIn(launch, "root")).toBe("succeeded");
  });

  it("by Ctrl-C: the same, in state.json too, and the launch can be resumed", async () => {
    using app = sampleApp("stopping");
    await using launch = new LaunchedApp(app.directory);
    await launch.until(() => linesOf(launch).includes("serving"), "the first line");
    launch.signal("SIGINT");
    expect(await launch.exited).toBe(0);
    const exit = launch.events.at(-1);
    expect(exit).toMatchObject({ event: "exit", code: 0 });
    expect(linesOf(launch)).toEqual(["serving", "closing", "closed"]);
    expect([stageIn(launch, "serve"), stageIn(launch, "root")]).toEqual(["stopped", "stopped"]);
    const [{ directory } = { directory: "" }] = launch.of("launch");
    expect(JSON.parse(readFileSync(join(directory, "state.json"), "utf8"))).toEqual(exit);
    await using resumed = new LaunchedApp(app.directory, ["--resume"]);
    expect((await resumed.stage("serve", "running")).attempt).toBe(2);
  });
});

describe("a flow that throws", () => {
  it("ends the app with exit 1 and its own mapped stack, and prints its lines once", async () => {
    using app = sampleApp("flow-throws");
    await using launch = new LaunchedApp(app.directory);
    expect(await launch.exited).toBe(1);
    expect(launch.of("exit")[0]?.message).toMatch(
      /^Error: the flow itself is wrong\n {4}at explode \(app\.ts:18:\d+\)\n {4}at run \(app\.ts:13:\d+\)$/,
    );
    expect(launch.of("log").filter(({ line }) => line === "the work has run")).toHaveLength(1);
  });
});

describe("the flow's thread", () => {
  it("has the tick's clock, refuses what cannot be repeated, and names the line", async () => {
    using app = sampleApp("guards");
    await using launch = new LaunchedApp(app.directory);
    expect(await launch.exited).toBe(1);
    const [exit] = launch.of("exit");
    expect(exit?.message).toMatch(
      /readFileSync\(\) was called in run\(\)[\s\S]*\n {4}at run \(app\.ts:\d+:\d+\)$/,
    );
    expect(exit?.components["root"]?.state).toMatchObject({ stood: true });
  });

  it("is given up after ten seconds in an endless loop, and its line named", async () => {
    using app = sampleApp("hangs");
    await using launch = new LaunchedApp(app.directory);
    expect(await launch.exited).toBe(1);
    expect(launch.of("exit")[0]?.message).toMatch(
      /endless loop\?[\s\S]*at spin \(app\.ts:10:\d+\)\n {4}at run \(app\.ts:5:\d+\)$/,
    );
  });
});

describe("a bare work as root", () => {
  it("is called without arguments and ends the app when it returns", async () => {
    using app = sampleApp("root-work");
    await using launch = new LaunchedApp(app.directory);
    expect(await launch.exited).toBe(0);
    expect(launch.of("exit")[0]?.components["root"]).toMatchObject({
      status: { stage: "succeeded" },
      state: { answer: 42 },
    });
    expect(launch.of("log").map(({ component, line }) => `${component} | ${line}`)).toEqual([
      "root | working alone",
    ]);
  });
});

describe("nobody is left behind", () => {
  it("when the command line is killed", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    await launch.until(() => launch.of("url").at(-1)?.url, "the url");
    launch.signal("SIGKILL");
    await launch.exited;
    await launch.until(() => processesOf(app.directory).length === 0, "the end of every process");
  });

  it("when the agent is killed: its works go with it, and another takes over", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    await launch.until(() => launch.of("url").at(-1)?.url, "the url");
    const before = await stateOf(launch, "serve");
    const agent = parentOf(Number(before["pid"]));
    process.kill(agent, "SIGKILL");
    await launch.until(
      () => launch.of("status").some(({ attempt, stage }) => attempt === 2 && stage === "running"),
      "attempt 2",
    );
    await launch.until(() => launch.of("url").at(-1)?.url, "the url again");
    expect(isAlive(Number(before["pid"]))).toBe(false);
    expect(
      launch.of("status").find(({ stage, attempt }) => stage === "pending" && attempt === 1)
        ?.reason,
    ).toBe("lost");
  });
});

describe("a process that is killed", () => {
  it("is noticed at once, and the call is tried again within its budget", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    await launch.until(() => launch.of("url").at(-1)?.url, "the url");
    const first = await stateOf(launch, "serve");
    process.kill(Number(first["pid"]), "SIGKILL");
    const again = await launch.until(
      () => launch.of("status").find(({ attempt, stage }) => attempt === 2 && stage === "running"),
      "attempt 2",
    );
    expect(again.call).toBe(launch.of("status")[0]?.call);
    expect(launch.of("url").map(({ url }) => url === "")).toContain(true);
    await launch.until(() => launch.of("url").at(-1)?.url, "the url again");
    expect((await stateOf(launch, "serve"))["pid"]).not.toBe(first["pid"]);
  });
});

describe("--resume", () => {
  it("goes on where a killed controller was, and runs nothing twice", async () => {
    using app = sampleApp("chain");
    const log = join(app.directory, "log");
    const config = ["--config", `log=${log}`];
    await using launch = new LaunchedApp(app.directory, config);
    await launch.until(
      () => existsSync(log) && readFileSync(log, "utf8").includes("slow"),
      "the slow work",
    );
    const running = JSON.parse(
      readFileSync(
        join(app.directory, ".thunderhead", nameOf(app.directory), "running.json"),
        "utf8",
      ),
    );
    process.kill(running.pid, "SIGKILL");
    await launch.exited;
    await using resumed = new LaunchedApp(app.directory, [...config, "--resume"]);
    expect(await resumed.exited).toBe(0);
    expect(resumed.of("launch")[0]?.id).toBe(launch.of("launch")[0]?.id);
    const lines = readFileSync(log, "utf8").trim().split("\n");
    expect(lines).toEqual(["make 0", "make 1", "make 2", "slow made 2", "slow made 2"]);
    expect(resumed.of("exit")[0]?.components["root"]?.state).toEqual({
      i: 3,
      total: 30,
      slept: "slept",
    });
    expect(resumed.of("status").filter(({ work }) => work === "make")).toEqual([]);
  });

  it("goes on after Ctrl-C too, and refuses a launch that has come to its end", async () => {
    using app = sampleApp("chain");
    const config = ["--config", `log=${join(app.directory, "log")}`];
    await using launch = new LaunchedApp(app.directory, config);
    await launch.stage("slow", "running");
    launch.signal("SIGINT");
    expect(await launch.exited).toBe(0);
    expect(processesOf(app.directory)).toEqual([]);
    await using resumed = new LaunchedApp(app.directory, [...config, "--resume"]);
    expect(await resumed.exited).toBe(0);
    await using done = new LaunchedApp(app.directory, [...config, "--resume"]);
    expect(await done.exited).toBe(2);
    expect(done.stderr).toContain("has come to its end; there is nothing to resume");
  });
});

describe("the service's own address", () => {
  it("keeps paths, hands no console cookie on, and shows the tab once it answers", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    const { url } = await launch.until(() => launch.of("url").at(-1), "the url");
    const answer = await fetch(`${url}/a/b?c=d`, {
      headers: { cookie: "mine=1; thunderhead_7501=secret" },
    });
    expect(await answer.text()).toMatch(/^\/a\/b\?c=d mine=1 \//);
    const [{ url: api } = { url: "" }] = launch.of("listening");
    const layout = await launch.until(
      async () => (await fetch(`${api}/api/v1/layout`)).json(),
      "the layout",
    );
    expect(layout).toEqual({
      tabs: [
        { name: "Page", url: `${url}/file`, loading: false },
        { name: "Work", url, loading: false },
      ],
    });
  });
});

describe("the API's doors", () => {
  it("are closed to foreign names, foreign pages and writers without the token", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    const { url, token } = await launch.until(() => launch.of("listening")[0], "the address");
    expect(await status(url, "/api/v1/state", { host: "evil.example" })).toBe(403);
    expect(await status(url, "/api/v1/state", { origin: "http://evil.example" })).toBe(403);
    const open = await fetch(`${url}/api/v1/status`);
    expect(open.status).toBe(200);
    expect(open.headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(`${url}/api/v1/stop`, { method: "POST" })).status).toBe(401);
    await expect(
      connect(`${url.replace("http", "ws")}/api/v1/ws`, "http://evil.example"),
    ).rejects.toThrow();
    const bearer = { authorization: `Bearer ${token}` };
    const asked = await fetch(`${url}/api/v1/links`, { method: "POST", headers: bearer });
    const { url: address } = parse(object({ url: string() }), await asked.json());
    const link = await fetch(address, { redirect: "manual" });
    const again = await fetch(address, { redirect: "manual" });
    expect(again.headers.get("set-cookie")).toBeNull();
    const cookie = link.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain(token);
    for (const wrong of ["wrong", "", token]) {
      const refused = await fetch(`${url}/?token=${wrong}`, { redirect: "manual" });
      expect(refused.headers.get("set-cookie")).toBeNull();
    }
    const headers = { cookie: cookie.split(";")[0] ?? "" };
    expect((await fetch(`${url}/api/v1/stop`, { method: "POST", headers })).status).toBe(401);
    const asPage = { ...headers, origin: url };
    expect((await fetch(`${url}/api/v1/stop`, { method: "POST", headers: asPage })).status).toBe(
      202,
    );
    expect(await launch.exited).toBe(0);
  });

  it("tell the console everything, and then what changes", async () => {
    using app = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    const { url } = await launch.until(() => launch.of("listening")[0], "the address");
    const messages = await connect(`${url.replace("http", "ws")}/api/v1/ws`, url);
    await launch.until(() => launch.of("url").at(-1)?.url, "the url");
    await sleep(300);
    expect(messages.slice(0, 5).map(({ kind }) => kind)).toEqual([
      "hello",
      "status",
      "layout",
      "state",
      "logs",
    ]);
    const layout = messages.findLast(({ kind }) => kind === "layout");
    expect(JSON.stringify(layout)).toContain("18180");
    launch.signal("SIGTERM");
    await launch.exited;
    expect(messages.at(-1)).toMatchObject({ kind: "exit", code: 0 });
  });
});

describe("a port that is in use", () => {
  it("is an expected failure with the way out", async () => {
    using app = sampleApp("dies");
    using other = sampleApp("dies");
    await using launch = new LaunchedApp(app.directory);
    const { url } = await launch.until(() => launch.of("listening")[0], "the address");
    await using second = new LaunchedApp(other.directory, ["--port", new URL(url).port]);
    expect(await second.exited).toBe(2);
    expect(second.stderr).toMatch(/--port/);
    expect(second.stderr).not.toMatch(/^\s+at /m);
  });
});

async function stateOf(launch: LaunchedApp, component: string): Promise<Record<string, unknown>> {
  const [{ url } = { url: "" }] = launch.of("listening");
  const { components } = parse(stateDocument, await (await fetch(`${url}/api/v1/state`)).json());
  return components[component] ?? {};
}

const stateDocument = object({ components: record(string(), record(string(), unknown())) });

/** `R 1 …`: state, parent and the rest; the name before them may hold anything. */
function processStat(pid: number): readonly string[] {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
  return stat.split(") ").at(-1)?.split(" ") ?? [];
}

const parentOf = (pid: number): number => Number(processStat(pid)[1]);

/** One that has ended, and waits for a parent to notice, is not. */
const isAlive = (pid: number): boolean => !["Z", "X", "", undefined].includes(processStat(pid)[0]);

/** `fetch` sets Host itself. */
function status(url: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on("error", reject);
  });
}

function connect(url: string, origin: string): Promise<{ kind: string }[]> {
  const socket = new WebSocket(url, { origin });
  const messages: { kind: string }[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(messages));
    socket.once("error", reject);
  });
}

/** The app's name is its folder's. */
const nameOf = (directory: string): string => directory.split("/").at(-1)?.toLowerCase() ?? "";
