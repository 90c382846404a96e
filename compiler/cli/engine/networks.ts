import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { array, object, optional, parse, record, string } from "valibot";
import { deployBadNetwork } from "#diagnostics/catalogue.gen.ts";
import type { Plan } from "#plan/plan.ts";
import type { Invocation } from "../invocation.ts";
import { paint, say } from "../render/print.ts";
import { askUser, isInteractive } from "./prompt.ts";
import { ask } from "./pulumi.ts";
import { reportEngine, type Stack } from "./stack.ts";

/** The stack value that says who may call services; programs without services have none. */
const key = "allowedCidrs";

/**
 * Who may reach what the app exposes: nobody, until somebody says so. `--allow` says it; at a terminal it is
 * asked once, with this machine's own network as a suggestion where it has a public one. Answers the networks
 * that this very command was told to let in.
 */
export async function chooseNetworks(
  stack: Stack,
  plan: Plan,
  invocation: Pick<Invocation, "flags" | "sink">,
): Promise<readonly string[] | undefined> {
  if (!Object.hasOwn(plan.project.config, key)) return [];
  const { flags, sink } = invocation;
  const current = await currentNetworks(stack, invocation);
  if (!current) return undefined;
  const wanted = flags.values("allow").filter((cidr) => !current.includes(cidr));
  for (const cidr of wanted.filter((one) => !isNetwork(one))) {
    sink.report(deployBadNetwork(undefined, { cidr }));
  }
  if (sink.hasErrors()) return undefined;
  if (wanted.length > 0) return allow(stack, { current, wanted, sink });
  if (current.length > 0) return flags.values("allow");
  if (isInteractive(flags) && stack.isNew) return askNetworks(stack, invocation);
  say(
    `${paint("yellow", "Nobody")} can reach the services yet: --allow YOUR.ADDRESS/32 lets a network in.`,
  );
  return [];
}

const values = record(string(), object({ value: optional(string(), "") }));

async function currentNetworks(
  { engine, name }: Stack,
  { sink }: Pick<Invocation, "sink">,
): Promise<readonly string[] | undefined> {
  const { code, stdout, stderr } = await ask(engine, ["config", "--json", "--stack", name]);
  if (code !== 0) {
    reportEngine(stderr, { stack: name, sink });
    return undefined;
  }
  const found = Object.entries(parse(values, JSON.parse(stdout))).find(([one]) =>
    one.endsWith(`:${key}`),
  );
  return parse(array(string()), JSON.parse(found?.[1].value || "[]"));
}

interface Allowing {
  readonly current: readonly string[];
  readonly wanted: readonly string[];
  readonly sink: Invocation["sink"];
}

async function allow(
  stack: Stack,
  { current, wanted, sink }: Allowing,
): Promise<readonly string[] | undefined> {
  const all = [...current, ...wanted];
  for (const [index, cidr] of all.entries()) {
    const set = ["config", "set", "--path", `${key}[${index}]`, cidr, "--stack", stack.name];
    const { code, stderr } = await ask(stack.engine, set);
    if (code !== 0) {
      reportEngine(stderr, { stack: stack.name, sink });
      return undefined;
    }
  }
  const open = wanted.some((cidr) => cidr.endsWith("/0"));
  say(
    `Services reachable from ${all.join(", ")}${open ? paint("red", ": the whole internet") : ""}`,
  );
  return wanted;
}

async function askNetworks(
  stack: Stack,
  { sink }: Pick<Invocation, "sink">,
): Promise<readonly string[] | undefined> {
  const near = ownNetwork();
  say("Which networks may call the services? CIDR blocks, commas between; nobody, if left empty.");
  const answer = await askUser(`networks [${near ?? "nobody"}]: `, near ?? "");
  const wanted = (answer ?? "").split(/[\s,]+/).filter((one) => one !== "" && one !== "nobody");
  for (const cidr of wanted.filter((one) => !isNetwork(one))) {
    sink.report(deployBadNetwork(undefined, { cidr }));
  }
  if (sink.hasErrors()) return undefined;
  return wanted.length === 0 ? [] : allow(stack, { current: [], wanted, sink });
}

export function isNetwork(cidr: string): boolean {
  const [address = "", bits = "", ...rest] = cidr.split("/");
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  return version > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/**
 * Where the person sits, known without asking anybody else: the other end of an SSH session, or a public
 * address of this machine itself. Behind a router neither is there.
 */
function ownNetwork(): string | undefined {
  const ssh = process.env["SSH_CONNECTION"]?.split(" ")[0];
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address);
  const address = [...(ssh ? [ssh] : []), ...own].find((one) => isIP(one) === 4 && isPublic(one));
  return address && `${address}/32`;
}

/** Not of the blocks that mean another machine in every network. */
const isPublic = (address: string): boolean =>
  !/^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.(168|0\.0|0\.2)|198\.(18|19|51\.100)|203\.0\.113|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[3-5]\d)\./.test(
    address,
  );
