import { planOf, understand } from "#compiler";
import { openApp } from "../app-source.ts";
import { deployments } from "../deployments.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";

/**
 * Prints what whoever deploys this app must be allowed in the cloud, and what whoever only looks at it there and
 * steers it: policies, as the cloud reads them.
 */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const app = await openApp(invocation);
  const target = app && (await chooseTarget(app, invocation));
  const graph = app && target && !sink.hasErrors() ? understand(app)?.graph : undefined;
  const plan = app && target && graph ? planOf(graph, app, target) : undefined;
  await printDiagnostics(sink.diagnostics(), app);
  if (!app || !target || !plan || sink.hasErrors()) return 2;
  const deployment = await deployments[target.name]?.(app.settings.section(target.name));
  if (!deployment) {
    say(`Deploying to ${target.name} asks for no permissions of its own.`);
    return 2;
  }
  const policies = deployment.permissions(plan);
  const verbs = deployment.verbs({
    name: plan.project.name,
    stack: invocation.flags.value("stack"),
  });
  print(`${JSON.stringify({ version: 1, policies, verbs }, undefined, 2)}\n`);
  return 0;
}
