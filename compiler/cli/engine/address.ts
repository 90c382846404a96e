import { object, optional, parse, record, string } from "valibot";
import { deployNoAddress } from "#diagnostics/catalogue.gen.ts";
import { listWords } from "#diagnostics/words.ts";
import type { Invocation } from "../invocation.ts";
import { consoleLink } from "../launches/console-link.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { conclude } from "../render/conclude.ts";
import { print, say } from "../render/print.ts";
import { deployedHere, doorOf, stackHere } from "./deployed.ts";
import { ask } from "./pulumi.ts";
import { reportEngine, type Stack } from "./stack.ts";

/** Prints where a deployed service is reached, and opens it; without a name, the console. */
export async function openDeployed(invocation: Invocation): Promise<number> {
  if (invocation.argument === undefined) return openDeployedConsole(invocation);
  const url = await addressOf(invocation);
  if (url !== undefined) {
    print(`${url}\n`);
    if (!invocation.flags.has("no-open")) openInBrowser(url);
  }
  return conclude(invocation);
}

/** Its link is good once. A forwarded port stays until Ctrl-C. */
async function openDeployedConsole(invocation: Invocation): Promise<number> {
  const deployed = await deployedHere(invocation);
  const door = deployed && (await doorOf(deployed, invocation));
  if (!door) return conclude(invocation);
  const link = (await consoleLink(door)) ?? door.url;
  print(`${link}\n`);
  if (!invocation.flags.has("no-open")) openInBrowser(link);
  if (new URL(door.url).hostname === "127.0.0.1") {
    say("The console is open at this port until Ctrl-C.");
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
  }
  door.close();
  return conclude(invocation);
}

async function addressOf(invocation: Invocation): Promise<string | undefined> {
  const { argument, sink } = invocation;
  const stack = await stackHere(invocation);
  const addresses = stack && (await addressesIn(stack, invocation));
  if (!stack || !addresses) return undefined;
  const [only, ...others] = addresses.values();
  const wanted = argument ?? (addresses.has(consoleName) ? consoleName : undefined);
  const found = wanted === undefined && others.length === 0 ? only : addresses.get(wanted ?? "");
  if (found !== undefined) return found;
  const known =
    addresses.size === 0
      ? "It has no balancer with a service behind it: see `access` of thunderhead.config.ts."
      : `Name one of these: ${listWords([...addresses.keys()], "or")}.`;
  sink.report(deployNoAddress(undefined, { name: wanted ?? "it", stack: stack.name, known }));
  return undefined;
}

const consoleName = "console";

const outputs = object({
  url: optional(string()),
  services: optional(record(string(), string()), {}),
});

async function addressesIn(
  { engine, name }: Stack,
  { sink }: Invocation,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answer = await ask(engine, ["stack", "output", "--json", "--stack", name]);
  if (answer.code !== 0) {
    reportEngine(answer.stderr, { stack: name, sink });
    return undefined;
  }
  const { url, services } = parse(outputs, JSON.parse(answer.stdout));
  const own = url === undefined ? [] : [[consoleName, url] as const];
  return new Map([...own, ...Object.entries(services)]);
}
