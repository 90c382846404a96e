import type { Invocation } from "../invocation.ts";
import { ask, pathOf } from "../launches/ask.ts";
import { finish } from "../launches/finish.ts";
import { reach } from "../launches/reach.ts";
import { requireArgument } from "../launches/require-argument.ts";
import { print } from "../render/print.ts";

/** Calls a command of the app that runs here, and prints what it returns. */
export async function run(invocation: Invocation): Promise<number> {
  const { flags } = invocation;
  const name = requireArgument(invocation, "the command of the app to call");
  const running = name === undefined ? undefined : await reach(invocation);
  if (name !== undefined && running) {
    const path = pathOf("commands", name);
    const body = Object.fromEntries(
      [...flags.others].map(([key, text]) => [key, argumentOf(text)]),
    );
    const answer = await ask(invocation, running, { method: "POST", path, body });
    if (flags.has("json") && answer !== undefined)
      print(`${JSON.stringify({ version: 1, value: valueIn(answer) ?? null })}\n`);
    else printValue(valueIn(answer));
  }
  return finish(invocation, running);
}

/** `3`, `true` and `[1, 2]` are what they look like; everything else is text. A flag alone is a yes. */
function argumentOf(text: string | undefined): unknown {
  if (text === undefined) return true;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const valueIn = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null && "value" in answer ? answer.value : undefined;

function printValue(value: unknown): void {
  if (value === undefined || value === null) return;
  const isUndefined = typeof value === "object" && "$" in value && value.$ === "undefined";
  if (!isUndefined)
    print(`${typeof value === "string" ? value : JSON.stringify(value, undefined, 2)}\n`);
}
