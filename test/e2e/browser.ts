import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const finder = fileURLToPath(new URL("../../setup/chromium.mjs", import.meta.url));
const search = spawnSync(process.execPath, [finder, "--find"], { encoding: "utf8" });

/** Why there is no browser here; `undefined` when there is one. */
export const noBrowser: string | undefined = search.status === 0 ? undefined : search.stderr.trim();

/** On CI a browser that is not there is a failure: skipping would look like passing. */
if (noBrowser !== undefined) {
  if (process.env["CI"] === "true") throw new Error(noBrowser);
  process.stderr.write(`\nBROWSER TESTS ARE SKIPPED. ${noBrowser}\n\n`);
}

/** A fresh one each time: Playwright gives it a profile of its own and removes that with it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: search.stdout.trim(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
