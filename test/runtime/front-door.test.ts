import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildAll, LaunchedApp, sampleApp } from "./launch.ts";

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

const ask = async (method: string, path: string, options: RequestInit = {}) => {
  const response = await fetch(url + path, { method, ...options });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
};
const post = (path: string, body: unknown) => ask("POST", path, { body: JSON.stringify(body) });
const state = async () => (await ask("GET", "/api/v1/state")).body;

describe("configureApi", () => {
  it("answers at its own paths, writes state, and hands over params, query and body", async () => {
    expect(await post("/items/7?q=x", { kind: "good" })).toEqual({
      status: 200,
      body: { id: "7", drawn: true },
    });
    expect(await ask("GET", "/items")).toEqual({ status: 200, body: ["7 good x"] });
    expect((await state()).state.items).toEqual(["7 good x"]);
    expect((await ask("DELETE", "/items")).status).toBe(204);
    expect((await state()).state.items).toEqual([]);
  });

  it("turns HttpError into its status, and a bug into 500 with an id that the log has too", async () => {
    expect(await post("/items/7", { kind: "bad" })).toEqual({
      status: 422,
      body: { error: "bad is no kind" },
    });
    const { status, body } = await post("/items/7", { kind: "bug" });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("a bug of the app");
    const lines = () => launch.of("log").map(({ line }) => line);
    const said = `POST /items/:id failed (${body.id}): TypeError: a bug of the app`;
    await launch.until(() => lines().includes(said), "the line in the log");
    await launch.until(() => /app\.ts:\d+:\d+/.test(lines().join("\n")), "its place");
    expect((await state()).state.items).toEqual([]);
  });

  it("is closed to foreign pages, and leaves other paths to the console", async () => {
    const foreign = { headers: { origin: "http://evil.example" } };
    expect((await ask("GET", "/items", foreign)).status).toBe(403);
    expect((await fetch(`${url}/items/7/more`)).status).toBe(404);
    expect(await (await fetch(url)).text()).toContain("<html");
  });
});

describe("PATCH /api/v1/state", () => {
  const patch = (version: number | undefined, operations: unknown) =>
    ask("PATCH", "/api/v1/state", {
      headers: {
        authorization: `Bearer ${token}`,
        ...(version !== undefined && { "if-match": `"${version}"` }),
      },
      body: JSON.stringify(operations),
    });
  /** Something else may write in between: the version is read again, as a client would. */
  const patched = async (operations: unknown) => {
    for (let tries = 0; tries < 20; tries++) {
      const answer = await patch((await state()).version, operations);
      if (answer.status !== 409) return answer;
    }
    throw new Error("Every try met a conflict.");
  };

  it("needs the token, the version that was seen, and fields that are there", async () => {
    expect((await ask("PATCH", "/api/v1/state", { body: "[]" })).status).toBe(401);
    expect((await patch(undefined, [])).status).toBe(428);
    const unknown = await patched([{ op: "add", path: "/state/nothing", value: 1 }]);
    expect(unknown).toEqual({ status: 422, body: { error: "root has no field nothing." } });
    expect((await patched([{ op: "replace", path: "/state/items" }])).status).toBe(422);
  });

  it("is refused with 409 when the state has moved on, and changes nothing", async () => {
    const { version } = await state();
    await post("/items/8", { kind: "good" });
    const answer = await patch(version, [{ op: "replace", path: "/state/items", value: [] }]);
    expect(answer.status).toBe(409);
    expect((await state()).state.items).toHaveLength(1);
  });

  it("writes fields of the root, and of a running work, whose process hears it", async () => {
    const answer = await patched([
      { op: "add", path: "/state/items/-", value: "patched" },
      { op: "replace", path: "/components/train/rate", value: 0.5 },
    ]);
    expect(answer.status).toBe(200);
    expect((await state()).state.items).toContain("patched");
    await launch.until(
      () => launch.of("log").find(({ line }) => line === "rate 0.5"),
      "the new rate in the work's process",
    );
  });
});

describe("StaticWeb", () => {
  it("is a tab whose files lie at the root of an address of their own, and keeps the app open", async () => {
    const shown = async () => (await ask("GET", "/api/v1/layout")).body.tabs[0];
    await expect.poll(shown).toMatchObject({ name: "Page", loading: false });
    const tab = await shown();
    expect(await (await fetch(tab.url)).text()).toContain("/assets/page.js");
    expect(await (await fetch(`${tab.url}/assets/page.js`)).text()).toContain("page");
    expect(await (await fetch(`${tab.url}/some/view`)).text()).toContain("/assets/page.js");
  });
});

describe("time in a real launch", () => {
  it("every second an occurrence, and a poll that runs again", async () => {
    const before = (await state()).state;
    await sleep(3000);
    const { seconds, polled } = (await state()).state;
    expect(seconds - before.seconds).toBeGreaterThanOrEqual(2);
    expect(seconds - before.seconds).toBeLessThanOrEqual(4);
    expect(polled - before.polled).toBeGreaterThanOrEqual(1);
  });
});
