import type { CallsDocument, LogLine } from "#protocol/api.ts";
import { callsOf } from "#providers/local/runtime/offline.ts";
import type { Invocation } from "../invocation.ts";
import { ask } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { decline, type LaunchesHere, launchesHere } from "../launches/here.ts";
import { readLines } from "../launches/lines.ts";
import { isDeployed, reach } from "../launches/reach.ts";
import { whyTable } from "../render/calls.ts";
import { print, say } from "../render/print.ts";

/** Prints the lines of the launch here, or what it says of its calls. */
export async function run(invocation: Invocation): Promise<number> {
  const { flags } = invocation;
  if (isDeployed(invocation)) return deployed(invocation);
  const here = await launchesHere(invocation);
  if (!here.last)
    decline(invocation, `${here.app} has not run here. \`thunderhead run\` starts it.`);
  else if (flags.has("why")) await why(invocation, here);
  else await lines(invocation, here.last.directory);
  return finish(invocation);
}

async function lines(invocation: Invocation, launch: string): Promise<void> {
  const { argument: component, flags } = invocation;
  const runs = async () => (await launchesHere(invocation)).running?.directory === launch;
  const goesOn = flags.has("follow") ? runs : async () => false;
  for await (const line of readLines(launch, goesOn)) {
    if (component === undefined || line.component === component) printLine(line, flags);
  }
}

function printLine(line: LogLine, flags: Invocation["flags"]): void {
  if (flags.has("json")) print(`${JSON.stringify({ event: "log", ...line })}\n`);
  else print(`${line.component} | ${line.line}\n`);
}

async function deployed(invocation: Invocation): Promise<number> {
  const { flags, argument: component } = invocation;
  const door = await reach(invocation);
  if (door && flags.has("why")) {
    const document = parsed(await ask(invocation, door, { path: "calls" }));
    if (document !== undefined) printCalls(document, invocation);
    door.close();
  } else if (door) {
    const { deployedLines } = await import("../launches/deployed-lines.ts");
    const following = { follow: flags.has("follow"), again: () => reach(invocation) };
    for await (const line of deployedLines(door, following))
      if (component === undefined || line.component === component) printLine(line, flags);
  }
  return finish(invocation);
}

async function why(invocation: Invocation, { running, last }: LaunchesHere): Promise<void> {
  const document: CallsDocument | undefined =
    running === undefined
      ? last && (await callsOf(last))
      : // The launch is of this same build.
        parsed(await ask(invocation, running, { path: "calls" }));
  if (document === undefined) return;
  if (!running && !invocation.flags.has("json"))
    say(`Launch ${document.launch} does not run; this is where it stands.\n`);
  printCalls(document, invocation);
}

function printCalls(document: CallsDocument, { argument: work, flags }: Invocation): void {
  const calls = document.calls.filter((call) => work === undefined || call.work === work);
  if (flags.has("json")) print(`${JSON.stringify({ ...document, calls }, undefined, 2)}\n`);
  else print(`${whyTable(calls)}\n`);
}

const parsed = (answer: unknown): CallsDocument | undefined =>
  isCalls(answer) ? answer : undefined;

const isCalls = (answer: unknown): answer is CallsDocument =>
  typeof answer === "object" && answer !== null && "calls" in answer;
