/**
 * Pictures of the console for the eye: every scene, light and dark, on a laptop and on a phone.
 *
 *   node test/e2e/shots.ts FOLDER [scene …]
 */

import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { ConsoleMessage } from "#protocol/api.ts";
import { launchBrowser } from "./browser.ts";
import { running, starting, stopped } from "./scenes/boring.ts";
import { onMachines } from "./scenes/machines.ts";
import { failure, many } from "./scenes/training.ts";
import { listen, startStandIn } from "./stand-in.ts";

const [folder = "shots", ...wanted] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const service = createServer((_, response) => response.end("Hello there!"));
const url = `http://127.0.0.1:${await listen(service)}`;

const scenes: Readonly<Record<string, { messages: readonly ConsoleMessage[]; hash?: string }>> = {
  connecting: { messages: [] },
  starting: { messages: starting },
  running: { messages: running(url) },
  "running-components": { messages: running(url), hash: "#/components" },
  "running-serve": { messages: running(url), hash: "#/components/serve" },
  stopped: { messages: stopped(url), hash: "#/logs" },
  many: { messages: many, hash: "#/components" },
  failure: { messages: failure, hash: "#/components/trials.lr-1" },
  graph: { messages: failure, hash: "#/graph" },
  "graph-boring": { messages: running(url), hash: "#/graph" },
  logs: { messages: many, hash: "#/logs" },
  machines: { messages: onMachines },
  "machines-booting": { messages: onMachines, hash: "#/components/train" },
  "machines-up": { messages: onMachines, hash: "#/components/serve" },
  "machines-broken": { messages: onMachines, hash: "#/components/evaluate" },
  "machines-list": { messages: onMachines, hash: "#/components" },
  nested: { messages: many, hash: "#/tab/Models/High" },
};
const sizes = { laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

const browser = await launchBrowser();
for (const [scene, { messages, hash = "" }] of Object.entries(scenes)) {
  if (wanted.length > 0 && !wanted.includes(scene)) continue;
  const standIn = await startStandIn();
  standIn.say(...messages);
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport, colorScheme });
      page.on("console", (message) => console.error(scene, message.text()));
      page.on("pageerror", (error) => console.error(scene, error.message));
      await page.goto(standIn.url + hash);
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, `${scene}-${size}-${colorScheme}.png`) });
      await page.close();
    }
  }
  await standIn.close();
}
await browser.close();
service.close();
