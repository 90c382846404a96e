import { cliNotRunning } from "#diagnostics/catalogue.gen.ts";
import { rerunLater } from "#providers/local/runtime/offline.ts";
import type { Invocation } from "../invocation.ts";
import { ask, pathOf } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { decline, type LaunchesHere, launchesHere } from "../launches/here.ts";
import { isDeployed, reach } from "../launches/reach.ts";
import { requireArgument } from "../launches/require-argument.ts";
import { say } from "../render/print.ts";

/** Runs a work's last call again: at once where the launch runs, else with the next `run --resume`. */
export async function run(invocation: Invocation): Promise<number> {
  const work = requireArgument(invocation, "the work to run again");
  if (work !== undefined) await rerun(invocation, work);
  return finish(invocation);
}

async function rerun(invocation: Invocation, work: string): Promise<void> {
  const downstream = invocation.flags.has("downstream");
  if (!isDeployed(invocation)) {
    const here = await launchesHere(invocation);
    if (!here.running) return later(invocation, here, { work, downstream });
  }
  const running = await reach(invocation);
  const path = pathOf("works", work, "rerun");
  if (running && (await ask(invocation, running, { method: "POST", path, body: { downstream } })))
    say(`${work} runs again.`);
  running?.close();
}

async function later(
  invocation: Invocation,
  { app, last }: LaunchesHere,
  asked: { readonly work: string; readonly downstream: boolean },
): Promise<void> {
  if (!last) {
    const hint = "`thunderhead run` starts one.";
    invocation.sink.report(cliNotRunning(undefined, { app, hint }));
    return;
  }
  const problem = await rerunLater(last, asked);
  if (problem !== undefined) decline(invocation, problem);
  else say(`${asked.work} is on record to run again: \`thunderhead run --resume\` does it.`);
}
