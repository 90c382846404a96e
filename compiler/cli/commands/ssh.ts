import { deployedHere, doorOf } from "../engine/deployed.ts";
import type { Invocation } from "../invocation.ts";
import { ask } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { decline } from "../launches/here.ts";
import { requireArgument } from "../launches/require-argument.ts";
import { isStatus } from "../launches/status.ts";

/** A shell on the machine of a deployed work, or on the controller's: by its name, or by the machine's. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const named = requireArgument(invocation, "the work, the machine, or `controller`");
  const deployed = named === undefined ? undefined : await deployedHere(invocation);
  const door = deployed && (await doorOf(deployed, invocation));
  if (named === undefined || !deployed || !door) return finish(invocation);
  const answer =
    named === "controller" ? undefined : await ask(invocation, door, { path: "status" });
  const machine = named === "controller" ? door.machine : machineOf(named, answer);
  door.close();
  if (machine !== undefined) return deployed.deployment.shell(machine, deployed.region);
  if (!sink.hasErrors())
    decline(invocation, `${named} has no machine now. \`thunderhead ps\` lists what there is.`);
  return finish(invocation);
}

function machineOf(named: string, answer: unknown): string | undefined {
  if (!isStatus(answer)) return undefined;
  const known = answer.machines?.find(({ machine }) => machine === named)?.machine;
  return known ?? answer.components[named]?.on;
}
