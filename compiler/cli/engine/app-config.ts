import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { launchConfig, WrongConfig } from "#protocol/launch-config.ts";
import type { Manifest } from "#protocol/manifest.ts";
import type { Invocation } from "../invocation.ts";
import { configFrom } from "../run-flags.ts";
import { ask } from "./pulumi.ts";
import { reportEngine, type Stack } from "./stack.ts";

/** The stack's object that holds what the app's `config` answers; apps without any have none. */
const key = "appConfig";

/** `deploy --config epochs=20`: checked against what the app reads, and kept with the stack's other values. */
export async function setConfig(
  { engine, name }: Stack,
  manifest: Manifest,
  invocation: Invocation,
): Promise<boolean> {
  const { sink, command } = invocation;
  const given = configFrom(invocation);
  try {
    launchConfig(manifest, given);
  } catch (error) {
    if (!(error instanceof WrongConfig)) throw error;
    const detail = error.message.replace(/\.$/, "");
    sink.report(cliWrongArgument(undefined, { command, detail }));
  }
  if (sink.hasErrors()) return false;
  for (const [one, value] of Object.entries(given)) {
    const path = `${key}[${JSON.stringify(one)}]`;
    const set = ["config", "set", "--path", path, "--stack", name, "--", value];
    const { code, stderr } = await ask(engine, set);
    if (code === 0) continue;
    reportEngine(stderr, { stack: name, sink });
    return false;
  }
  return true;
}
