import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, noBrowser } from "./browser.ts";
import { answers, isAlive, type Launch, launch, root } from "./launch.ts";

let browser: Browser;
let current: Launch | undefined;

/** Python environments may have to be built the first time. */
const patience = 120_000;

describe.skipIf(noBrowser !== undefined)("an app in the browser", { timeout: patience }, () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await current?.dispose();
    current = undefined;
  });
  afterAll(() => browser.close());

  it("shows the boring app's file in its tab, its works and lines, and leaves nothing behind", async () => {
    const app = start("examples/boring");
    const { url } = await app.until("listening");
    const page = await open(url);
    const frame = page.locator("iframe[title='Boring Tab']").contentFrame();
    await frame.getByText("Hello there!").waitFor({ timeout: patience });

    await page.getByRole("tab", { name: "Components" }).click();
    await page.getByRole("button", { name: "source Succeeded" }).first().waitFor();
    await page
      .getByRole("button", { name: /^serve .*Running$/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "serve" }).waitFor();
    await page.getByText("source.boringFile").waitFor();
    await page.getByRole("log").getByText("Uvicorn running on").waitFor();

    const service = await app.until("url");
    const processes = app.processes();
    // The controller, the agent, a work process for the service, and its Python.
    expect(processes.length).toBeGreaterThanOrEqual(4);
    const asked = performance.now();
    app.interrupt();
    await page
      .getByText("The app was stopped.")
      .or(page.getByText("The app has finished."))
      .waitFor();
    expect(await app.exited).toBe(0);
    expect(performance.now() - asked).toBeLessThan(4_000);
    expect(processes.filter(isAlive)).toEqual([]);
    expect(await answers(service.url)).toBe(false);
    expect(await answers(url)).toBe(false);
    await page.getByText("Offline").waitFor();
    await page.getByRole("log").getByText("Uvicorn running on").waitFor();
  });

  it("names the work, the cause and the line of a failure, and exits 1", { retry: 3 }, async () => {
    const app = start(fragile);
    const { url } = await app.until("listening");
    const page = await open(url);
    await page
      .locator("iframe[title='Vase']")
      .contentFrame()
      .getByText("Handle with care.")
      .waitFor();
    const service = await app.until("url");
    const asked = performance.now();
    await fetch(new URL("/break", service.url));
    const exit = await app.until("exit");
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(exit).toMatchObject({ code: 1, message: expect.stringContaining("vase") });
    expect(exit.message).toContain("The vase fell.");
    expect(await app.exited).toBe(1);
    const alert = page.getByRole("alert");
    await alert.getByText("The vase fell.").first().waitFor();
    await alert.getByRole("link", { name: "Show vase" }).click();
    const failure = page.getByRole("region", { name: "Failure" });
    await failure
      .getByText(`at breakage (app.ts:${lineOf(fragile, "new RangeError")}:10)`)
      .waitFor();
  });

  it("trains, shows how far it has come, and serves what was trained", async () => {
    const app = start("examples/quick-start");
    const page = await open((await app.until("listening")).url);
    await page.getByText("Waiting for “Classifier”").waitFor();
    const classifier = page.locator("iframe[title='Classifier']").contentFrame();
    await classifier.getByText("Digit classifier").waitFor({ timeout: patience });
    await page.getByRole("tab", { name: "Training" }).click();
    await page.getByRole("heading", { name: "train", exact: true }).waitFor();
    const progress = page.getByRole("progressbar", { name: "Progress" });
    expect(await progress.getAttribute("value")).toBe(await progress.getAttribute("max"));
    await page.getByText(/accuracy: 0\.\d+/).waitFor();
    await page
      .getByRole("log")
      .getByText(/epoch 20 /)
      .waitFor();
    app.interrupt();
    expect(await app.exited).toBe(0);
  });
});

const fragile = "test/e2e/apps/fragile";

/** 1-based, as stacks count. */
function lineOf(app: string, text: string): number {
  const lines = readFileSync(join(root, app, "app.ts"), "utf8").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function start(app: string): Launch {
  current = launch(app);
  return current;
}

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return page;
}
