import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that CHROMIUM names. */
export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why there is no browser here; `undefined` when there is one. On CI its absence is a failure, not a skip. */
export const noBrowser: string | undefined = existsSync(chromiumPath)
  ? undefined
  : `There is no Chromium at ${chromiumPath}: run \`node setup/chromium.mjs\`, or name one in CHROMIUM.`;

/** A fresh one each time: Playwright gives it a profile of its own and removes that with it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
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
