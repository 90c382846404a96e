import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { launchConfig, WrongConfig } from "#protocol/launch-config.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { durationFlag } from "../duration.ts";
import type { Invocation } from "../invocation.ts";
import { configFrom } from "../run-flags.ts";
import { ask } from "./pulumi.ts";
import { reportEngine, type Stack } from "./stack.ts";

/** The stack's object that holds what the app's `config` answers; apps without any have none. */
const key = "appConfig";

/**
 * `deploy --config epochs=20 --keep-failed 60m`: checked against what the app reads, and kept with the stack's other
 * values.
 */
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
  const keepFailed = durationFlag(invocation, "keep-failed", "0s");
  if (sink.hasErrors() || keepFailed === undefined) return false;
  const values: (readonly [path: string, value: string])[] = Object.entries(given).map(
    ([one, value]) => [`${key}[${JSON.stringify(one)}]`, value],
  );
  if (invocation.flags.has("keep-failed"))
    values.push(["keepFailed", String(Math.round(keepFailed))]);
  for (const [path, value] of values) {
    const set = ["config", "set", "--path", path, "--stack", name, "--", value];
    const { code, stderr } = await ask(engine, set);
    if (code === 0) continue;
    reportEngine(stderr, { stack: name, sink });
    return false;
  }
  return true;
}
