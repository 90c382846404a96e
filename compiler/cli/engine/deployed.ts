/** What a stack has deployed, for commands that look at it, and the door to its controller. */
import { dirname, join, resolve } from "node:path";
import { cliNoInfra, deployUnreachable } from "#diagnostics/catalogue.gen.ts";
import type { Door } from "#plan/deployment.ts";
import { diskHost } from "#source/disk-host.ts";
import type { BoundDeployment } from "../deployments.ts";
import type { Invocation } from "../invocation.ts";
import { readSettings } from "../settings.ts";
import { ask } from "./pulumi.ts";
import { deploymentOf, projectName } from "./session.ts";
import { chooseStack, reportEngine, type Stack } from "./stack.ts";

export interface DeployedStack {
  readonly stack: Stack;
  readonly deployment: BoundDeployment;
  readonly outputs: unknown;
  readonly region: string;
}

/** The stack that `--stack` or the environment names; `undefined` where there is none, which was reported. */
export async function stackHere(invocation: Invocation): Promise<Stack | undefined> {
  const infra = join(folderOf(invocation), "infra");
  if (!diskHost.isFile(join(infra, "Pulumi.yaml"))) {
    invocation.sink.report(cliNoInfra(undefined, { folder: infra }));
    return undefined;
  }
  return chooseStack(invocation, { infra, project: await projectName(infra), create: false });
}

const folderOf = ({ directory, flags }: Invocation): string =>
  dirname(resolve(directory, flags.value("app") ?? "app.ts"));

export async function deployedHere(invocation: Invocation): Promise<DeployedStack | undefined> {
  const stack = await stackHere(invocation);
  return stack && deployedIn(stack, invocation);
}

export async function deployedIn(
  stack: Stack,
  invocation: Pick<Invocation, "sink" | "directory" | "flags">,
): Promise<DeployedStack | undefined> {
  const { sink } = invocation;
  const { engine, name } = stack;
  const output = await ask(engine, ["stack", "output", "--json", "--stack", name]);
  const region = await ask(engine, ["config", "get", "aws:region", "--stack", name]);
  if (output.code !== 0) {
    reportEngine(output.stderr, { stack: name, sink });
    return undefined;
  }
  const directory = dirname(engine.infra);
  const { target, section } = await readSettings({ directory, host: diskHost, sink });
  const deployment = await deploymentOf(target, section(target));
  return { stack, deployment, outputs: JSON.parse(output.stdout), region: region.stdout.trim() };
}

/** The controller that runs there now; what keeps it from being reached is reported. */
export async function doorOf(
  { deployment, outputs, region, stack }: DeployedStack,
  { sink }: Pick<Invocation, "sink">,
): Promise<Door | undefined> {
  const door = await deployment.door({ outputs, region });
  if (typeof door !== "string") return door;
  sink.report(deployUnreachable(undefined, { stack: stack.name, why: door }));
  return undefined;
}
