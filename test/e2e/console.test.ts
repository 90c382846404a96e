import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, noBrowser } from "./browser.ts";
import * as boring from "./scenes/boring.ts";
import { onMachines } from "./scenes/machines.ts";
import { component, hello, line, logs, status } from "./scenes/messages.ts";
import * as training from "./scenes/training.ts";
import { consolePage, listen, type StandIn, startStandIn } from "./stand-in.ts";

let browser: Browser;
let standIn: StandIn;
let service: { readonly url: string; close(): void };
const complaints: string[] = [];

describe.skipIf(noBrowser !== undefined)("the console", () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    const server = createServer((_, response) => response.end("Hello there!"));
    service = { url: `http://127.0.0.1:${await listen(server)}`, close: () => server.close() };
  });
  afterAll(async () => {
    await browser.close();
    service.close();
  });
  beforeEach(async () => {
    standIn = await startStandIn();
    complaints.length = 0;
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await standIn.close();
    expect(complaints).toEqual([]);
  });

  it("shows what a tab waits for, then the service's page, and nothing moves when the tab comes", async () => {
    const [greeting, first] = boring.starting;
    standIn.say(...[greeting, first].filter((message) => message !== undefined));
    const page = await open();
    const components = page.getByRole("tab", { name: "Components" });
    await components.waitFor();
    const before = await components.boundingBox();
    standIn.say(...boring.starting);
    await page.getByText("Waiting for “Boring Tab”").waitFor();
    await page.getByText("Installing fastapi, uvicorn").waitFor();
    expect(await components.boundingBox()).toEqual(before);
    standIn.say(...boring.running(service.url));
    const frame = page.locator("iframe[title='Boring Tab']");
    await frame.contentFrame().getByText("Hello there!").waitFor();
    expect(await frame.getAttribute("sandbox")).toContain("allow-same-origin");
    expect(await page.title()).toBe("Boring · Running");
  });

  it("tells of machines: one that boots, one whose boot failed, and how one came up", async () => {
    standIn.say(...onMachines);
    const page = await open();
    await page.getByText("boots, which usually takes 74 s").waitFor();
    const failed = page.locator(".doing.stuck");
    expect(await failed.textContent()).toContain("nvidia-smi shows 7");
    await page.getByRole("link", { name: "serve" }).click();
    await page.getByText("68 s · usually 71 s").waitFor();
    expect(await page.locator(".boot-phases li").allTextContents()).toContain("volume 9 s");
  });

  it("keeps a page behind its own address out of itself, and opens nothing but web addresses", async () => {
    standIn.say(hello("Odd"), status("Odd", {}), {
      kind: "layout",
      tabs: [
        { name: "Own", url: "/icon.svg", loading: false },
        { name: "Script", url: "javascript:document.title='taken'", loading: false },
      ],
    });
    const page = await open();
    const frame = page.locator("iframe[title='Own']");
    await frame.waitFor();
    expect(await frame.getAttribute("sandbox")).not.toContain("allow-same-origin");
    await page.getByRole("tab", { name: "Script" }).click();
    await page.getByText("which is not a web address").waitFor();
    expect(await page.title()).not.toBe("taken");
  });

  it("walks tabs and components by keyboard", async () => {
    standIn.say(...training.many);
    const page = await open("#/components");
    await page.getByRole("tab", { name: "Components" }).press("End");
    await page.getByRole("tab", { name: "Logs", selected: true }).press("Home");
    await page.getByRole("tab", { name: "Board", selected: true }).press("ArrowRight");
    await page.getByRole("tab", { name: "Models", selected: true }).waitFor();
    await page.getByRole("tab", { name: "High" }).click();
    await page.getByText("Waiting for “High”").waitFor();
    await page.getByRole("tab", { name: "Evaluation" }).click();
    await page.getByRole("heading", { name: "evaluate" }).waitFor();
    await page.getByRole("tab", { name: "Components" }).click();
    await page.getByRole("button", { name: "root flow" }).press("ArrowDown");
    await page.getByRole("heading", { name: "data", exact: true }).waitFor();
  });

  it("keeps the chosen view in the address", async () => {
    standIn.say(...training.many);
    const page = await open();
    await page.getByText("Waiting for “Board”").waitFor();
    await page.getByRole("tab", { name: "Components" }).click();
    await page.getByRole("button", { name: "evaluate Pending", exact: true }).first().click();
    await page.reload();
    await page.getByRole("heading", { name: "evaluate" }).waitFor();
    expect(new URL(page.url()).hash).toBe("#/components/evaluate");
  });

  it("shows state as it changes", async () => {
    standIn.say(...boring.running(service.url));
    const page = await open("#/components/root");
    await page.getByText("requests: 3").waitFor();
    const state = { requests: 4, model: { $: "path", owner: "source", field: "boringFile" } };
    standIn.say({ kind: "state", version: 8, state, components: { root: state } });
    await page.getByText("requests: 4").waitFor();
    await page.getByText("Path source.boringFile").waitFor();
  });

  it("draws the app as it stands, and a box leads to its component", async () => {
    standIn.say(...boring.starting);
    const page = await open("#/graph");
    const serve = page.getByRole("link", { name: /^serve / });
    await serve.waitFor();
    expect(await serve.getAttribute("class")).toContain("stage-starting");
    standIn.say(...boring.running(service.url));
    await page.getByRole("link", { name: /^serve Running/ }).waitFor();
    expect(await serve.getAttribute("class")).toContain("stage-running machine-on");
    await page.locator(".graph-data > text", { hasText: "boringFile" }).waitFor();
    await page.getByRole("tab", { name: "Graph" }).press("Tab");
    await expect
      .poll(() => page.evaluate("document.activeElement.textContent"), { timeout: 8_000 })
      .toMatch(/^(source|serve) /);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^(source|serve)$/ }).waitFor();
  });

  it("shows what waits for what where no Path says it", async () => {
    const works = { one: component({ stage: "running" }), two: component({ stage: "pending" }) };
    const flow = { root: component({ kind: "flow", stage: "running" }) };
    standIn.say(hello("Order"), status("Order", { ...flow, ...works }, [], [["one", "two"]]));
    const page = await open("#/graph");
    await page.getByRole("link", { name: /^two Pending/ }).waitFor();
    expect(await page.locator(".graph-order").count()).toBe(1);
    const [one, two] = await Promise.all(
      [/^one Running/, /^two Pending/].map((name) =>
        page.getByRole("link", { name }).boundingBox(),
      ),
    );
    expect((two?.x ?? 0) - (one?.x ?? 0)).toBeGreaterThan(200);
  });

  it("names the failed work, its cause and the line", async () => {
    standIn.say(...training.failure);
    const page = await open();
    const alert = page.getByRole("alert");
    await alert.getByText("trials.lr-1 failed: RangeError").waitFor();
    await alert.getByRole("link", { name: "Show trials.lr-1" }).click();
    await page
      .getByRole("region", { name: "Failure" })
      .getByText("at descend (train.ts:18:11)")
      .waitFor();
    await page.getByRole("status").getByText("Failed").waitFor();
  });

  it("says that it reconnects, does, and shows no line twice", async () => {
    standIn.say(...boring.running(service.url));
    const page = await open("#/logs");
    await page.getByText("5 lines").waitFor();
    standIn.down();
    await page.getByText(/Reconnecting in \d+ s/).waitFor();
    await page.getByText("Uvicorn running on").waitFor();
    standIn.up();
    standIn.say(logs([line("serve", "after the gap", { at: 20 })]));
    await page.getByText("Live").waitFor();
    await page.getByText("after the gap").waitFor();
    await page.getByText("6 lines").waitFor();
  });

  it("stays readable after the end, and follows the next launch at its address", async () => {
    standIn.say(...boring.stopped(service.url));
    const page = await open("#/logs");
    await page.getByText("Stopped by Ctrl-C.").waitFor();
    standIn.down();
    await page.getByText("Offline").waitFor();
    await page.getByText("Uvicorn running on").waitFor();
    standIn.forget();
    standIn.say(hello("Boring", "the-next-launch"), ...boring.starting.slice(1, -1));
    standIn.up();
    await page.getByText("the-next-launch").waitFor({ timeout: 10_000 });
    expect(await page.getByText("Stopped by Ctrl-C.").count()).toBe(0);
    expect(await page.getByText("Uvicorn running on").count()).toBe(0);
  });

  it("shows a late reader what an early one sees", async () => {
    const early = await open("#/components/trials.lr-1");
    standIn.say(...training.failure);
    await early.getByRole("region", { name: "Failure" }).waitFor();
    const late = await open("#/components/trials.lr-1");
    await late.getByRole("region", { name: "Failure" }).waitFor();
    const [seenEarly, seenLate] = await Promise.all([seen(early), seen(late)]);
    expect(seenLate).toBe(seenEarly);
  });

  it("ignores what it does not know and refuses what is misshapen", async () => {
    standIn.say(...boring.starting);
    const page = await open("#/components");
    await page.getByRole("heading", { name: "root" }).waitFor();
    for (const text of ["", "{", "null", "7", "[]", '{"kind":"toString"}', '{"kind":"weather"}'])
      standIn.blurt(text);
    for (const message of misshapen) standIn.blurt(JSON.stringify(message));
    standIn.say(
      status("Boring", {
        root: component({ kind: "flow", stage: "running" }),
        late: component({ stage: "pending" }),
      }),
    );
    await page.getByRole("button", { name: "late Pending" }).waitFor();
  });

  it("keeps the last 10,000 lines, finds among them, and holds still when asked", async () => {
    standIn.say(hello("Chatty"), status("Chatty", { talk: component({ stage: "running" }) }));
    const page = await open("#/logs");
    await page.getByText("Live").waitFor();
    const started = performance.now();
    for (let batch = 0; batch < 30; batch++) {
      standIn.say(
        logs(
          Array.from({ length: 500 }, (_, index) =>
            line("talk", `line ${batch * 500 + index}`, { at: batch }),
          ),
        ),
      );
    }
    for (let each = 15_000; each < 16_000; each++)
      standIn.say(logs([line("talk", `line ${each}`)]));
    await page.getByText("line 15999", { exact: true }).waitFor();
    expect(performance.now() - started).toBeLessThan(10_000);
    await page.getByText("10,000 lines").waitFor();
    expect(await page.getByText("line 5999", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Pause" }).click();
    standIn.say(logs([line("talk", "while paused", { at: 40 })]));
    await page.getByRole("button", { name: "1 new" }).waitFor();
    expect(await page.getByText("while paused").count()).toBe(0);
    await page.getByRole("button", { name: "1 new" }).click();
    expect(await page.getByText("while paused").isVisible()).toBe(true);
    await expect.poll(() => atEnd(page)).toBe(true);
    await page.getByRole("searchbox").fill("LINE 1599");
    await page.getByText("10 lines").waitFor();
  });

  it("holds still when the reader scrolls up, and goes on at the end", async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      line("talk", `line ${index}`, { at: index }),
    );
    standIn.say(
      hello("Chatty"),
      status("Chatty", { talk: component({ stage: "running" }) }),
      logs(many),
    );
    const page = await open("#/logs");
    await expect.poll(() => atEnd(page)).toBe(true);
    await page.getByRole("log").hover();
    await page.mouse.wheel(0, -900);
    await page.getByRole("button", { name: "Follow" }).waitFor();
    await page.mouse.wheel(0, 5_000);
    await page.getByRole("button", { name: "Pause" }).waitFor();
  });

  it("reads colours, and nothing else that terminals understand", async () => {
    const text =
      "\u001b[31mred\u001b[0m \u001b[38;5;208morange\u001b[0m \u001b[2K\u001b]0;title\u0007plain\u001b[1;";
    standIn.say(
      hello("Colourful"),
      status("Colourful", { talk: component({ stage: "running" }) }),
      logs([line("talk", text), line("talk", "<b>not markup</b>")]),
    );
    const page = await open("#/logs");
    const first = page.locator(".log-text").first();
    await expect.poll(() => first.textContent()).toBe("red orange plain");
    expect(await first.getByText("orange").getAttribute("style")).toContain("rgb(255, 135, 0)");
    await page.getByText("<b>not markup</b>").waitFor();
  });

  it("passes axe's rules in light and dark, on a laptop and on a phone", async () => {
    const axe = readFileSync(new URL(import.meta.resolve("axe-core")), "utf8");
    standIn.say(...training.failure);
    const page = await open();
    await page.getByRole("alert").waitFor();
    await page.evaluate(axe);
    const shown = [...views, "#/tab/Board", "#/tab/Models/High"];
    const texts = new Set<string | null>();
    for (const hash of shown) {
      for (const [viewport, colorScheme] of [
        [laptop, "light"],
        [laptop, "dark"],
        [phone, "light"],
        [phone, "dark"],
      ] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await show(page, hash);
        const found = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
        );
        expect(found, `${hash} at ${viewport.width}, ${colorScheme}`).toEqual([]);
      }
      texts.add(await page.locator("body").textContent());
    }
    expect(texts.size).toBe(shown.length);
  });

  it("fits a phone without scrolling sideways", async () => {
    standIn.say(...training.failure);
    const page = await open("", { viewport: phone });
    await page.getByRole("alert").waitFor();
    for (const hash of ["", "#/components", ...views]) {
      await show(page, hash);
      for (const part of [".console", ".header", ".log-bar", ".details", ".graph"]) {
        const overflow = await page.evaluate(
          `[...document.querySelectorAll("${part}")].some((e) => e.offsetParent && e.scrollWidth > e.clientWidth)`,
        );
        expect(overflow, `${part} at ${hash}`).toBe(false);
      }
    }
  });

  it("is small and asks nobody else for anything", async () => {
    const files = readdirSync(consolePage, { recursive: true, encoding: "utf8" });
    const scripts = files.filter((file) => file.endsWith(".js"));
    const size = scripts.reduce((sum, file) => sum + statSync(join(consolePage, file)).size, 0);
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(60_000);
    standIn.say(...training.failure);
    const asked: string[] = [];
    const page = await newPage();
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${standIn.url}#/logs`);
    await page.getByRole("alert").waitFor();
    expect(new Set(asked)).toEqual(new Set([new URL(standIn.url).origin]));
  });
});

const views = ["#/components/trials.lr-1", "#/components/root", "#/graph", "#/logs"];

/** As a link there would, drawn to its end. */
async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = "${hash}"`);
  await page.evaluate(
    "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
  );
}

const laptop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const misshapen: readonly object[] = [
  { kind: "status", launch: "x", title: "x", components: { root: { kind: "flow" } } },
  { kind: "status", launch: "x", title: "x", components: [] },
  { kind: "layout", tabs: [{ name: 7, url: null, loading: true }] },
  { kind: "layout", tabs: "none" },
  { kind: "logs", lines: [{ component: "root" }] },
  { kind: "state", version: 1, state: {}, components: null },
  { kind: "exit", code: "1", message: "x" },
];

/** What the view says, less the clocks that go on between two looks. */
async function seen(page: Page): Promise<string> {
  return ((await page.getByRole("main").textContent()) ?? "").replace(/\d+ (s|min)\b/g, "");
}

const atEnd = (page: Page): Promise<boolean> =>
  page.evaluate(
    "(() => { const e = document.querySelector('[role=log]'); return e.scrollHeight - e.clientHeight - e.scrollTop < 4; })()",
  );

async function open(hash = "", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await newPage(options);
  await page.goto(standIn.url + hash);
  return page;
}

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: laptop, ...options });
  page.setDefaultTimeout(8_000);
  page.on("pageerror", (error) => complaints.push(error.message));
  return page;
}
