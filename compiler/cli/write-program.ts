// Synchronous, as in the bundles' writer: many small files, and nothing else to do meanwhile.
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Compiled } from "#compiler";
import {
  cliInfraEdited,
  cliInfraStale,
  cliNotWritable,
  cliWrongArgument,
} from "#diagnostics/catalogue.gen.ts";
import { plural } from "#diagnostics/words.ts";
import { writeBundleArchives, writeManifest } from "#emit/bundle-write.ts";
import { manifestFile } from "#emit/manifest.ts";
import { printLock } from "#graph/identity.ts";
import { type AppSource, lockFile } from "./app-source.ts";
import { parseGenerated, printGenerated } from "./generated.ts";
import type { Flags } from "./invocation.ts";
import { writeBoot } from "./write-boot.ts";
import { type OnEdited, planWrites, type WritePlan } from "./write-plan.ts";
import { writeProblem } from "./write-problem.ts";
import { writeWhole } from "./write-whole.ts";

export interface Written {
  /** Absolute. */
  readonly directory: string;
  readonly files: number;
  /** How many of them were written or removed. */
  readonly changed: number;
}

const memory = ".generated.json";

/**
 * Brings infra/, its bundles and the lock in line with what was compiled, and touches nothing that is so
 * already. `--check` only compares; a hand edit stops everything until `--keep` or `--take` decides.
 */
export function writeProgram(
  app: AppSource,
  compiled: Compiled,
  flags: Flags,
): Written | undefined {
  const directory = join(app.directory, "infra");
  const state = readState(directory, app, compiled);
  const eject = flags.values("eject").map(inInfra);
  if (!canEject(eject, compiled, app)) return undefined;
  const plan = planWrites(compiled.files, { ...state, onEdited: onEdited(flags), eject });
  const lock = printLock(compiled.lock);
  const changed = [...plan.write.map(({ file }) => file), ...plan.remove];
  const stale = [
    ...[...changed, ...plan.edited].map((file) => `infra/${file}`),
    ...(app.host.readText(join(app.directory, lockFile)) === lock ? [] : [lockFile]),
  ];
  const written = { directory, files: compiled.files.length, changed: changed.length };
  if (flags.has("check")) return reportStale(app, stale) ?? written;
  if (plan.edited.length > 0) return reportEdited(app, plan.edited);
  try {
    applyPlan(plan, directory);
    writeBundleArchives(compiled.bundles, join(directory, "bundles"));
    writeManifest(manifestFile(compiled.manifest), join(directory, "bundles"));
    writeBoot(compiled.boot(), join(directory, "bundles", "boot"));
    writeWhole(join(directory, memory), printGenerated(plan.generated, compiled.plan, app.texts));
    writeWhole(join(app.directory, lockFile), lock);
    return written;
  } catch (error) {
    const detail = writeProblem(error);
    app.sink.report(cliNotWritable(undefined, { folder: app.directory, detail }));
    return undefined;
  }
}

function readState(directory: string, { host }: AppSource, { files }: Compiled) {
  const previous = parseGenerated(host.readText(join(directory, memory)));
  const names = [
    ...files.map(({ file }) => file),
    ...Object.keys(previous.files),
    ...previous.ejected,
  ];
  const texts = new Map(names.map((file) => [file, host.readText(join(directory, file))]));
  return { previous, read: (file: string) => texts.get(file) };
}

/** `infra/works/serve.ts`, as messages name it, or relative to infra/. */
const inInfra = (file: string): string => file.replaceAll("\\", "/").replace(/^(\.\/)?infra\//, "");

function canEject(files: readonly string[], compiled: Compiled, { sink }: AppSource): boolean {
  const generated = compiled.files.filter(({ once }) => !once).map(({ file }) => file);
  const unknown = files.find((file) => !generated.includes(file));
  if (unknown === undefined) return true;
  const detail = `\`infra/${unknown}\` is no file that it generates`;
  sink.report(cliWrongArgument(undefined, { command: "compile", detail }));
  return false;
}

/** What each hand-edited file has (`+`) and what is generated there (`-`). */
export function handEdits(app: AppSource, compiled: Compiled): readonly HandEdit[] {
  const directory = join(app.directory, "infra");
  const state = readState(directory, app, compiled);
  const { edited } = planWrites(compiled.files, { ...state, onEdited: "ask" });
  return edited.map((file) => ({
    file,
    generated: compiled.files.find((one) => one.file === file)?.text ?? "",
    current: state.read(file) ?? "",
  }));
}

export interface HandEdit {
  readonly file: string;
  readonly generated: string;
  readonly current: string;
}

const onEdited = (flags: Flags): OnEdited =>
  flags.has("keep") ? "keep" : flags.has("take") ? "take" : "ask";

function reportEdited({ sink }: AppSource, files: readonly string[]): undefined {
  sink.report(
    cliInfraEdited(undefined, {
      count: plural(files.length, "generated file"),
      files: quoted(files),
    }),
  );
}

function reportStale({ sink }: AppSource, files: readonly string[]): undefined {
  if (files.length === 0) return;
  sink.report(
    cliInfraStale(undefined, { count: plural(files.length, "file"), files: quoted(files) }),
  );
}

const shown = 5;

function quoted(files: readonly string[]): string {
  const some = files.slice(0, shown).map((file) => `\`${file}\``);
  return [...some, ...(files.length > shown ? [`${files.length - shown} more`] : [])].join(", ");
}

function applyPlan({ write, remove }: WritePlan, directory: string): void {
  for (const { file, text } of write) writeWhole(join(directory, file), text);
  for (const file of remove) rmSync(join(directory, file), { force: true });
}
