import { dirname, join, resolve } from "node:path";
import { type ProgramRun, runProgram } from "#review/runner.ts";
import { diskHost } from "#source/disk-host.ts";
import { textsBelow } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { type Resource, resourceRows, resourcesFrom } from "../render/resources.ts";
import { table } from "../render/table.ts";

/** Runs the program in infra/, overrides included, and tells what it registers. */
export async function run({ argument, directory: here, flags, sink }: Invocation): Promise<number> {
  const infra = infraFolder(argument, here);
  const directory = dirname(infra);
  const ran = await runProgram(infra, { sink, directory });
  const texts = textsBelow(directory, diskHost);
  await printDiagnostics(sink.diagnostics(), { directory, texts });
  if (!ran) return 2;
  const resources = resourcesOf(ran, infra);
  if (flags.has("json")) print(`${JSON.stringify({ version: 1, resources }, undefined, 2)}\n`);
  else printTable(resources);
  return 0;
}

/** `infra` of the folder one stands in, that folder itself where it is the program, or what is named. */
function infraFolder(argument: string | undefined, here: string): string {
  const named = resolve(here, argument ?? ".");
  const isProgram = diskHost.isFile(join(named, "Pulumi.yaml"));
  if (
    isProgram ||
    (argument !== undefined && !diskHost.isFile(join(named, "infra", "Pulumi.yaml")))
  )
    return named;
  return join(named, "infra");
}

const resourcesOf = ({ registered }: ProgramRun, infra: string): readonly Resource[] =>
  resourcesFrom(registered, diskHost.readText(join(infra, ".generated.json")));

function printTable(resources: readonly Resource[]): void {
  print(`${table(resourceRows(resources))}\n`);
  say(`\n${resources.length} resources`);
}
