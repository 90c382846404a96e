/**
 * `check --watch`: answers each save with what is wrong now, until Ctrl-C. It clears no screen, prints one line
 * for a save after which all is well, and reads files as they come: half-written ones, ones that go and come
 * back, folders that move. A save during an answer is answered next, however many there were meanwhile.
 */
import { statSync } from "node:fs";
import { relative } from "node:path";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { plural } from "#diagnostics/words.ts";
import type { KeptModules } from "#parse/module.ts";
import { checkRound, type Round } from "../check/round.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { paint, print, say } from "../render/print.ts";
import { newStamps, type Stamps } from "./stamps.ts";
import { watchFolders } from "./watched-folders.ts";

/** Milliseconds in which the events of one save arrive: editors write, rename and touch. */
const settling = 8;
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, settling));

/** How often that a file which is empty now is waited for: one that stays so is answered as it is. */
const mostWaits = 5;

export async function watchApp(invocation: Invocation, format: Format): Promise<number> {
  const stamps = newStamps();
  const kept: KeptModules = new Map();
  const alarm = newAlarm();
  const folders = watchFolders(alarm.ring);
  process.once("SIGINT", alarm.end).once("SIGTERM", alarm.end);
  const bundling = newBundling(stamps);
  let changed: readonly string[] = [];
  while (!alarm.ended()) {
    const round = await checkRound(invocation, { kept, onFirst: stamps.note });
    await answer(round, { format, changed, files: kept.size });
    bundling.start(round, async (news) => {
      folders.follow(round.asked);
      await answerBundles(round, { format, news });
      alarm.ring();
    });
    folders.follow(round.asked);
    changed = stamps.changed(round.asked);
    while (changed.length === 0 && !alarm.ended()) {
      await Promise.race([alarm.next(), bundling.failed]);
      changed = stamps.changed(round.asked);
    }
    bundling.overtake();
    await untilWritten(changed);
    changed = [...new Set([...changed, ...stamps.changed(round.asked)])];
  }
  folders.close();
  return 0;
}

/** Who writes a file in place empties it first: an answer about nothing would be wrong a moment later. */
async function untilWritten(changed: readonly string[]): Promise<void> {
  for (let waits = 0; waits < mostWaits && changed.some(isEmpty); waits++) await settle();
}

const isEmpty = (path: string): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === 0;
};

/** One after another, and of those that wait only the last: a save must not wait for the one before it. */
function newBundling(stamps: Stamps) {
  const failed = Promise.withResolvers<never>();
  let queue = Promise.resolve();
  let latest: Round | undefined;
  const start = (round: Round, onDone: (news: readonly Diagnostic[]) => Promise<void>): void => {
    latest = round;
    const before = round.sink.diagnostics();
    const once = async (): Promise<void> => {
      if (latest === round) await bundle(round);
      const news = round.sink.diagnostics().filter((one) => !before.includes(one));
      if (latest === round) await onDone(news);
    };
    queue = queue.then(once);
    queue.catch(failed.reject);
  };
  /** Files are read again for it: what became of text that has changed since says nothing of either. */
  const bundle = (round: Round): Promise<void> =>
    round.bundled().catch((error: unknown) => {
      if (latest === round && stamps.hold(round.asked)) throw error;
      overtake();
    });
  /** What was saved since is looked at: nobody waits for the bundles of before. */
  const overtake = (): void => {
    latest = undefined;
  };
  return { start, overtake, failed: failed.promise };
}

/** Rung by events; who waits for it hears one ring for all that came together. */
function newAlarm() {
  let rang = false;
  let ended = false;
  let wake = (): void => {};
  const next = async (): Promise<void> => {
    if (!rang && !ended) {
      const { promise, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      await promise;
    }
    if (!ended) await settle();
    rang = false;
  };
  const ring = (): void => {
    rang = true;
    wake();
  };
  const end = (): void => {
    ended = true;
    wake();
  };
  return { next, ring, end, rang: () => rang || ended, ended: () => ended };
}

type Format = "text" | "json";

interface Saying {
  readonly format: Format;
  readonly changed: readonly string[];
  /** How many modules the app has. */
  readonly files: number;
}

async function answer(round: Round, { format, changed, files }: Saying): Promise<void> {
  if (format === "json") return printJson(round, { changed, bundled: false });
  const { sink, app, took } = round;
  const of = changed.length > 0 ? ` after a change of ${listed(changed.map(fromHere))}` : "";
  await printDiagnostics(sink.diagnostics(), app);
  const verdict = sink.hasErrors() ? paint("red", "Errors") : paint("green", "No errors");
  say(`${clock()}  ${verdict}${of} ${paint("dim", `(${Math.max(1, Math.round(took))} ms)`)}`);
  if (changed.length > 0) return;
  say(paint("dim", `Watching ${plural(files, "module")}; Ctrl-C ends.`));
}

/** Bundling takes longer than analysing, so that what only it shows comes after the answer, if there is something. */
async function answerBundles(
  round: Round,
  { format, news }: { readonly format: Format; readonly news: readonly Diagnostic[] },
): Promise<void> {
  if (format === "json") return printJson(round, { changed: [], bundled: true });
  await printDiagnostics(news, round.app);
  if (news.length > 0) say(`${clock()}  ${paint("red", "Errors")} in bundles`);
}

function printJson(
  { sink, app, took }: Round,
  { changed, bundled }: { readonly changed: readonly string[]; readonly bundled: boolean },
): void {
  const texts = app?.texts ?? (() => undefined);
  const files = app ? changed.map((path) => relative(app.directory, path)) : changed;
  const diagnostics = sink.diagnostics().map((one) => diagnosticJson(one, texts));
  const milliseconds = Math.round(took);
  print(`${JSON.stringify({ version: 1, changed: files, bundled, milliseconds, diagnostics })}\n`);
}

const fromHere = (path: string): string => relative(process.cwd(), path) || path;

const most = 3;
const listed = (names: readonly string[]): string =>
  names.length > most
    ? `${names.slice(0, most).join(", ")} and ${names.length - most} more`
    : names.join(", ");

const clock = (): string => new Date().toTimeString().slice(0, 8);
