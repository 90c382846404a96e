import { openDeployed } from "../engine/address.ts";
import type { Invocation } from "../invocation.ts";
import { consoleLink } from "../launches/console-link.ts";
import { requireRunning } from "../launches/here.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";

/**
 * Opens the console of the launch that runs here, and prints the link: whoever follows it first may write.
 * With `--stack`, what that stack has deployed.
 */
export async function run(invocation: Invocation): Promise<number> {
  if (invocation.flags.has("stack")) return openDeployed(invocation);
  const running = await requireRunning(invocation);
  if (running) {
    const link = (await consoleLink(running)) ?? running.url;
    print(`${link}\n`);
    if (process.stdout.isTTY && !process.env["CI"]) openInBrowser(link);
  }
  await printDiagnostics(invocation.sink.diagnostics());
  return running ? 0 : 2;
}
