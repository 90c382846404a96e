import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "#compiler";
import { applyEdits } from "#diagnostics/apply.ts";
import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { reportStaleCode } from "../launches/stale-code.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { chooseTarget } from "../target.ts";

export async function run(invocation: Invocation): Promise<number> {
  const { sink, flags } = invocation;
  const format = formatOf(invocation);
  if (format === undefined) {
    await printDiagnostics(sink.diagnostics());
    return 2;
  }
  if (flags.has("watch") && format !== "sarif") {
    const { watchApp } = await import("../watch/watch.ts");
    return watchApp(invocation, format);
  }
  const app = await openApp(invocation);
  const target = app && (await chooseTarget(app, invocation));
  const packed = app && target ? await check(app, target) : undefined;
  if (packed && app) await reportStaleCode(packed, app);
  if (app && flags.has("fix")) fix(app);
  await printers[format](invocation, app);
  return sink.hasErrors() ? 2 : 0;
}

type Format = "text" | "json" | "sarif";
type Printer = (invocation: Invocation, app: AppSource | undefined) => void | Promise<void>;

const printers = {
  text: printText,
  json: printJson,
  sarif: printSarif,
} satisfies Record<Format, Printer>;

/** What the flags ask for; `undefined` where they contradict each other, which is reported. */
function formatOf({ flags, sink, command }: Invocation): Format | undefined {
  const named = flags.value("format") ?? (flags.has("json") ? "json" : "text");
  const refuse = (detail: string) => sink.report(cliWrongArgument(undefined, { command, detail }));
  if (named !== "text" && named !== "json" && named !== "sarif")
    refuse(`\`--format ${named}\` is none of text, json, sarif`);
  else if (flags.has("json") && named !== "json") refuse(`\`--json\` is not \`--format ${named}\``);
  else if (flags.has("watch") && named === "sarif")
    refuse("`--watch` answers with text or JSON; a SARIF file holds one answer");
  else if (flags.has("watch") && flags.has("fix"))
    refuse("`--watch` changes no file; apply fixes with `--fix` alone");
  else return named;
  return undefined;
}

async function printText({ sink }: Invocation, app: AppSource | undefined): Promise<void> {
  await printDiagnostics(sink.diagnostics(), app);
  if (app && sink.diagnostics().length === 0) say("No problems.");
}

function printJson({ sink }: Invocation, app: AppSource | undefined): void {
  const texts = app?.texts ?? (() => undefined);
  const diagnostics = sink.diagnostics().map((one) => diagnosticJson(one, texts));
  print(`${JSON.stringify({ version: 1, diagnostics }, undefined, 2)}\n`);
}

async function printSarif({ sink, directory }: Invocation, app: AppSource | undefined) {
  const { sarif } = await import("../render/sarif.ts");
  const { version } = await import("../version.ts");
  const texts = app?.texts ?? (() => undefined);
  const folder = app?.directory ?? directory;
  const log = sarif(sink.diagnostics(), { directory: folder, texts, version: version() });
  print(`${JSON.stringify(log, undefined, 2)}\n`);
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
