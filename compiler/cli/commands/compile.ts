import { type Compiled, compile } from "#compiler";
import { diagnosticJson } from "#diagnostics/json.ts";
import type { Bundle } from "#emit/bundle-files.ts";
import { archiveName } from "#emit/bundle-write.ts";
import { registrations } from "#plan/plan.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { checkRenames, withConfirmedRenames } from "../renames.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print } from "../render/print.ts";
import { chooseTarget } from "../target.ts";
import { handEdits, writeProgram } from "../write-program.ts";

/** Writes infra/, its bundles and the lock; `--check` only looks. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink, flags } = invocation;
  const opened = await openApp(invocation);
  const app = opened && withConfirmedRenames(opened, invocation);
  const target = app && (await chooseTarget(app, invocation));
  const compiled = app && target && !sink.hasErrors() ? await compile(app, target) : undefined;
  if (compiled) checkRenames(compiled.graph, invocation);
  const written =
    app && compiled && !sink.hasErrors() ? writeProgram(app, compiled, flags) : undefined;
  if (flags.has("json")) printJson(app, compiled, invocation);
  await printDiagnostics(sink.diagnostics(), app);
  if (target && compiled && written && !sink.hasErrors() && !flags.has("json")) {
    const { printSummary } = await import("../render/compile-summary.ts");
    printSummary(compiled, target, written);
  }
  if (app && compiled && sink.diagnostics().some(({ slug }) => slug === "cli/infra-edited")) {
    const { printHandEdits } = await import("../render/hand-edits.ts");
    printHandEdits(handEdits(app, compiled));
    return 4;
  }
  return sink.hasErrors() ? 2 : 0;
}

function printJson(
  app: AppSource | undefined,
  compiled: Compiled | undefined,
  { sink }: Invocation,
): void {
  const texts = app?.texts ?? (() => undefined);
  const result = {
    version: 1,
    target: compiled?.plan.target ?? null,
    files: compiled?.files.map(({ file }) => `infra/${file}`) ?? [],
    bundles: compiled?.bundles.flatMap(bundleJson) ?? [],
    resources: compiled ? registrations(compiled.plan).length : 0,
    diagnostics: sink.diagnostics().map((one) => diagnosticJson(one, texts)),
  };
  print(`${JSON.stringify(result, undefined, 2)}\n`);
}

/** One entry per work; works of one class share their bundle. The flow's stands under `root`. */
function bundleJson(bundle: Bundle) {
  const { kind, works, files, hash } = bundle;
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const file = `infra/bundles/${archiveName(bundle)}`;
  return (kind === "flow" ? ["root"] : works).map((work) => ({ work, file, bytes, hash }));
}
