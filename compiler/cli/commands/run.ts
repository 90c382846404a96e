import { pack } from "#compiler";
import { cliRefused } from "#diagnostics/catalogue.gen.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import type { LaunchOptions } from "#protocol/launch.ts";
import { type AppSource, openApp } from "../app-source.ts";
import { checkPort } from "../check-port.ts";
import { checkSecrets } from "../check-secrets.ts";
import { type Controller, dismiss, runController, startController } from "../controller.ts";
import { crossCheck } from "../cross-check/cross-check.ts";
import type { Disagreement } from "../cross-check/disagreement.ts";
import { asDiagnostic, asEvent } from "../cross-check/report.ts";
import type { Invocation } from "../invocation.ts";
import { openConsole } from "../launches/console-link.ts";
import { reportStaleCode } from "../launches/stale-code.ts";
import { preparePython } from "../prepare-python.ts";
import { pleaseReport } from "../render/bug.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { print, say } from "../render/print.ts";
import { parseControllerEvent, runRenderer } from "../render/run-event.ts";
import { runFlags } from "../run-flags.ts";
import { writeBuild } from "../write-build.ts";

/** Simulates the app here until it ends or Ctrl-C; the exit code is the app's. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const flags = runFlags(invocation);
  await checkPort(flags?.port, sink);
  const app = await openApp(invocation);
  if (!flags || !app || sink.hasErrors()) return refused(sink, app);
  // It and its agent come up while this process compiles.
  const controller = startController();
  const built = await build(app, flags).catch((error: unknown) => {
    dismiss(controller);
    throw error;
  });
  if (!built || sink.hasErrors()) {
    dismiss(controller);
    return refused(sink, app);
  }
  await printDiagnostics(sink.diagnostics(), app);
  // Its process would wait for more work as long as the app runs.
  void import("esbuild").then(({ stop }) => stop());
  return simulate({ ...built, app, controller }, invocation);
}

async function refused(sink: Invocation["sink"], app: AppSource | undefined): Promise<number> {
  await printDiagnostics(sink.diagnostics(), app);
  return 2;
}

interface Built {
  readonly launch: LaunchOptions;
  readonly graph: AppGraph;
}

async function build(app: AppSource, flags: Partial<LaunchOptions>): Promise<Built | undefined> {
  const packed = await pack(app);
  if (packed) checkSecrets(packed.graph, app);
  if (!packed || app.sink.hasErrors()) return undefined;
  const { resume } = flags;
  if (resume) await reportStaleCode(packed, app, resume === true ? undefined : resume);
  const [folder, ready] = await Promise.all([
    writeBuild(app, packed),
    preparePython(packed, app.sink),
  ]);
  if (folder === undefined || !ready) return undefined;
  const launch = { ...flags, build: folder, appDirectory: app.directory };
  return { launch, graph: packed.graph };
}

interface Started {
  readonly app: AppSource;
  readonly controller: Controller;
}

async function simulate(
  { launch, graph, app, controller }: Built & Started,
  { flags, sink }: Invocation,
): Promise<number> {
  const onEvent = flags.has("json") ? undefined : runRenderer(works(graph).map(({ name }) => name));
  const check = crossCheck(graph, { fresh: launch.resume === undefined });
  let told: number | undefined;
  const onLine = (line: string) => {
    const event = parseControllerEvent(line);
    if (event !== undefined && event.event !== "refused") check.see(event);
    if (event?.event === "observed") return;
    if (event?.event === "exit") told = event.code;
    if (event?.event === "refused") sink.report(cliRefused(undefined, { reason: event.message }));
    else if (!onEvent) print(`${line}\n`);
    else if (event) onEvent(event);
    else say(line);
    if (event?.event === "listening" && wantsBrowser(flags)) void openConsole(event);
  };
  const known = new Set(sink.diagnostics());
  const code = await runController({ controller, launch, onLine, onStopping });
  leaveAtOnce();
  // What was said before the start has been said.
  const found = sink.diagnostics().filter((one) => !known.has(one));
  await printDiagnostics(found, app);
  if (sink.hasErrors()) return 2;
  return (await tell(check.disagreements(), { app, json: !onEvent })) ? 1 : (code ?? told ?? 1);
}

/**
 * The app has ended, and its exit code stands. On its way out Node lets go of the handlers of signals before it is
 * gone, and in between Ctrl-C would be this process's end after all.
 */
function leaveAtOnce(): void {
  process.once("exit", (code) => process.exit(code));
}

/** What a run has shown that the compiler did not know. */
async function tell(
  found: readonly Disagreement[],
  { app, json }: { readonly app: AppSource; readonly json: boolean },
): Promise<boolean> {
  if (found.length === 0) return false;
  if (json) for (const one of found) print(`${asEvent(one, app.texts)}\n`);
  await printDiagnostics(found.map(asDiagnostic), app);
  say(pleaseReport("run"));
  return true;
}

const onStopping = (): void => say("\nStopping. Ctrl-C again ends everything at once.");

/** A page opens only for somebody who sits at this terminal. */
const wantsBrowser = (flags: Invocation["flags"]): boolean =>
  !flags.has("no-open") && !flags.has("json") && process.stdout.isTTY && !process.env["CI"];
