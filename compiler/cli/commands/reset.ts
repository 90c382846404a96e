import { deployNeedsApproval } from "#diagnostics/catalogue.gen.ts";
import { removeLaunches } from "#providers/local/runtime/launch.ts";
import { confirm, isInteractive } from "../engine/prompt.ts";
import type { Invocation } from "../invocation.ts";
import { decline, launchesHere } from "../launches/here.ts";
import { conclude } from "../render/conclude.ts";
import { say } from "../render/print.ts";

/** Forgets everything that launches here have left behind. */
export async function run(invocation: Invocation): Promise<number> {
  const { app, home, running, last } = await launchesHere(invocation);
  if (running) decline(invocation, "The launch is running. `thunderhead stop` ends it first.");
  else if (!last) say(`There is nothing to forget: ${app} has not run here.`);
  else if (await approved(invocation, home)) {
    const count = await removeLaunches(home);
    say(`${count === 1 ? "One launch is" : `${count} launches are`} forgotten.`);
  }
  return conclude(invocation);
}

async function approved({ flags, sink }: Invocation, home: string): Promise<boolean> {
  if (flags.has("yes")) return true;
  if (isInteractive(flags))
    return confirm(`Remove every launch in ${home}: ledgers, state, Paths and logs?`);
  const changes = `The launches in ${home}, to be removed,`;
  sink.report(deployNeedsApproval(undefined, { changes, flag: "--yes" }));
  return false;
}
