import { setTimeout as sleep } from "node:timers/promises";
import type { Invocation } from "../invocation.ts";
import { ask } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { launchesHere, requireRunning } from "../launches/here.ts";
import { isDeployed, reach } from "../launches/reach.ts";
import { say } from "../render/print.ts";

/** ms between two looks whether it has ended. */
const poll = 100;

/** Stops the launch that runs here, and waits until everything it started has ended. */
export async function run(invocation: Invocation): Promise<number> {
  if (isDeployed(invocation)) return stopDeployed(invocation);
  const running = await requireRunning(invocation);
  if (running && (await ask(invocation, running, { method: "POST", path: "stop" }))) {
    while ((await launchesHere(invocation)).running?.pid === running.pid) await sleep(poll);
    say("It has ended. `thunderhead run --resume` goes on with it.");
  }
  return finish(invocation);
}

/** Its machines end; controller and console stay, and the next deploy of other code goes on. */
async function stopDeployed(invocation: Invocation): Promise<number> {
  const running = await reach(invocation);
  if (running && (await ask(invocation, running, { method: "POST", path: "stop" })))
    say("It stops: its works end, then their machines. The console stays.");
  return finish(invocation, running);
}
