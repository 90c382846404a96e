import { dirname, join, resolve } from "node:path";
import { object, optional, parse, record, string } from "valibot";
import { cliNoInfra, deployNoAddress } from "#diagnostics/catalogue.gen.ts";
import { listWords } from "#diagnostics/words.ts";
import { diskHost } from "#source/disk-host.ts";
import type { Invocation } from "../invocation.ts";
import { openInBrowser } from "../open-in-browser.ts";
import { conclude } from "../render/conclude.ts";
import { print } from "../render/print.ts";
import { ask } from "./pulumi.ts";
import { projectName } from "./session.ts";
import { chooseStack, reportEngine, type Stack } from "./stack.ts";

/** Prints where a deployed service, or with a domain the console, is reached, and opens it. */
export async function openDeployed(invocation: Invocation): Promise<number> {
  const url = await addressOf(invocation);
  if (url !== undefined) {
    print(`${url}\n`);
    if (!invocation.flags.has("no-open")) openInBrowser(url);
  }
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

/** Without a domain it is on no balancer: its login would travel in clear. */
const consoleName = "console";

async function stackHere(invocation: Invocation): Promise<Stack | undefined> {
  const { flags, directory, sink } = invocation;
  const infra = join(dirname(resolve(directory, flags.value("app") ?? "app.ts")), "infra");
  if (!diskHost.isFile(join(infra, "Pulumi.yaml"))) {
    sink.report(cliNoInfra(undefined, { folder: infra }));
    return undefined;
  }
  return chooseStack(invocation, { infra, project: await projectName(infra), create: false });
}

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
