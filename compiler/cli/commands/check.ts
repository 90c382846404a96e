import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "#compiler";
import { applyEdits } from "#diagnostics/apply.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";

export async function run(invocation: Invocation): Promise<number> {
  const { sink, flags } = invocation;
  const app = await openApp(invocation);
  const target = app && (await chooseTarget(app, invocation));
  if (app && target) await check(app, target);
  if (app && flags.has("fix")) fix(app);
  if (flags.has("json")) printJson(invocation, app);
  else await printDiagnostics(sink.diagnostics(), app);
  if (app && !flags.has("json") && sink.diagnostics().length === 0) say("No problems.");
  return sink.hasErrors() ? 2 : 0;
}

function printJson({ sink }: Invocation, app: AppSource | undefined): void {
  const texts = app?.texts ?? (() => undefined);
  const diagnostics = sink.diagnostics().map((one) => diagnosticJson(one, texts));
  print(`${JSON.stringify({ version: 1, diagnostics }, undefined, 2)}\n`);
}

/** Problems are still told as they were found; the next check says what is left of them. */
function fix({ sink, texts, directory }: AppSource): void {
  const edits = sink.diagnostics().flatMap((diagnostic) => diagnostic.fix?.edits ?? []);
  const applied = applyEdits(edits, (file) => texts(file)?.text);
  for (const [file, text] of applied.texts) {
    writeFileSync(join(directory, file), text);
    say(`fixed ${file}`);
  }
  if (applied.skipped.length > 0) say("Some fixes touch the same place: check again for the rest.");
}
