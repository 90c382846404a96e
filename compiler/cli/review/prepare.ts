/**
 * Makes one side of a review runnable in a folder of its own: a revision's files, or a copy of infra/ with
 * what the app compiles to now. The user's folder and repository are only read.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type Compiled, compile } from "#compiler";
import { collectingSink } from "#diagnostics/sink.ts";
import { writeManifest } from "#emit/bundle-write.ts";
import { manifestFile } from "#emit/manifest.ts";
import type { BootFile } from "#plan/provider.ts";
import { diskHost } from "#source/disk-host.ts";
import { type AppSource, openApp } from "../app-source.ts";
import { parseGenerated, printGenerated } from "../generated.ts";
import type { Invocation } from "../invocation.ts";
import { reportStaleCode } from "../launches/stale-code.ts";
import { chooseTarget } from "../target.ts";
import { writeBoot } from "../write-boot.ts";
import { planWrites } from "../write-plan.ts";
import { extractRevision } from "./checkout.ts";
import { appFolder, type Origin } from "./origin.ts";

export interface Prepared {
  readonly label: string;
  /** The program to run; absent where there is none, as before a first compile. */
  readonly infra: string | undefined;
  readonly app: AppSource | undefined;
  /** Absent where the source is not at hand or does not compile. */
  readonly compiled: Compiled | undefined;
}

export interface PrepareOptions {
  readonly invocation: Invocation;
  /** Absolute, empty: everything is made in it. */
  readonly scratch: string;
}

export async function prepare(
  origin: Origin,
  { invocation, scratch }: PrepareOptions,
): Promise<Prepared> {
  const source = await sourceFolder(origin, { invocation, scratch });
  const file = invocation.flags.value("app") ?? "app.ts";
  const opened = await open(source, { file, invocation, origin });
  const infra = await programFolder(origin, { source, opened, scratch });
  return { label: origin.label, infra, ...opened };
}

/** The app's folder of this side. */
async function sourceFolder(
  origin: Origin,
  { invocation, scratch }: PrepareOptions,
): Promise<string> {
  const here = appFolder(invocation);
  if (origin.kind === "folder") return folderOfApp(origin.directory);
  if (origin.kind !== "revision") return here;
  const target = join(scratch, "app", basename(here));
  mkdirSync(target, { recursive: true });
  await extractRevision(here, { commit: origin.commit, target });
  linkPackages(here, target);
  return target;
}

/** A program's own folder stands in the app's. */
const folderOfApp = (directory: string): string =>
  diskHost.isFile(join(directory, "Pulumi.yaml")) ? dirname(directory) : directory;

/** The packages of an old revision are those of today. */
function linkPackages(from: string, to: string): void {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const packages = join(folder, "node_modules");
    if (!existsSync(packages)) continue;
    if (!existsSync(join(to, "node_modules"))) symlinkSync(packages, join(to, "node_modules"));
    return;
  }
}

/** Of the working tree, problems are the user's; another side that does not compile is reviewed without. */
async function open(
  directory: string,
  {
    file,
    invocation,
    origin,
  }: { readonly file: string; readonly invocation: Invocation; readonly origin: Origin },
): Promise<Pick<Prepared, "app" | "compiled">> {
  const isOurs = origin.kind === "working tree";
  const sink = isOurs ? invocation.sink : collectingSink();
  const entry = join(directory, basename(file));
  // What it was compiled from is gone; its manifest says what it was.
  if (origin.kind === "last compile") return { app: undefined, compiled: undefined };
  if (!isOurs && !diskHost.isFile(entry)) return { app: undefined, compiled: undefined };
  const app = await openApp({ ...invocation, argument: entry, sink });
  const target = app && (await chooseTarget(app, invocation));
  const compiled = app && target && !sink.hasErrors() ? await compile(app, target) : undefined;
  // Beside a stack, what the stack's ledger holds is told.
  if (isOurs && app && compiled && !invocation.flags.has("stack"))
    await reportStaleCode(compiled, app);
  return { app, compiled };
}

async function programFolder(
  origin: Origin,
  {
    source,
    opened: { app, compiled },
    scratch,
  }: {
    readonly source: string;
    readonly opened: Pick<Prepared, "app" | "compiled">;
    readonly scratch: string;
  },
): Promise<string | undefined> {
  const named = origin.kind === "folder" ? origin.directory : source;
  const present = diskHost.isFile(join(named, "Pulumi.yaml")) ? named : join(named, "infra");
  const isThere = diskHost.isFile(join(present, "Pulumi.yaml"));
  const isFresh = origin.kind === "working tree" || !isThere;
  if (isFresh && !compiled) return undefined;
  const infra = join(scratch, "program", basename(source), "infra");
  mkdirSync(infra, { recursive: true });
  if (existsSync(present)) copyProgram(present, infra);
  if (isFresh && compiled && app) writeFresh(compiled, app, infra);
  writeCode(compiled, { from: join(present, "bundles"), to: join(infra, "bundles") });
  return infra;
}

/**
 * What the program reads of its bundles: the manifest, and how machines boot; archives it only names. Git keeps
 * none of it, so where the app does not compile the program is given a manifest of nothing.
 */
function writeCode(
  compiled: Compiled | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  mkdirSync(to, { recursive: true });
  const [known] = existsSync(from) ? readdirSync(from).filter(isManifest) : [];
  if (compiled) writeManifest(manifestFile(compiled.manifest), to);
  else if (known === undefined) writeFileSync(join(to, "manifest-0.json"), noManifest);
  else cpSync(join(from, known), join(to, known));
  if (compiled) writeBoot(compiled.boot().filter(isText), join(to, "boot"));
  else for (const name of ["boot.list", "boot.sh"]) copyIfThere(join("boot", name), { from, to });
}

function copyIfThere(
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
}

const isText = (file: BootFile): boolean => "text" in file;

export const isManifest = (file: string): boolean => /^manifest-[0-9a-f]+\.json$/.test(file);
const noManifest = `{ "flow": { "directory": "unknown" }, "works": [], "maps": [] }\n`;

/** Packages are used where they are. */
function copyProgram(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (file) => !["node_modules", "bundles"].includes(relative(from, file)),
  });
  const packages = join(from, "node_modules");
  if (existsSync(packages)) symlinkSync(packages, join(to, "node_modules"));
}

/** As `compile --keep` would leave it: hand edits are part of the program that is reviewed. */
function writeFresh(compiled: Compiled, { texts }: AppSource, infra: string): void {
  const previous = parseGenerated(diskHost.readText(join(infra, memory)));
  const read = (file: string) => diskHost.readText(join(infra, file));
  const { write, generated } = planWrites(compiled.files, { previous, read, onEdited: "keep" });
  const record = { file: memory, text: printGenerated(generated, compiled.plan, texts) };
  for (const { file, text } of [...write, record]) {
    mkdirSync(dirname(join(infra, file)), { recursive: true });
    writeFileSync(join(infra, file), text);
  }
}

export const memory = ".generated.json";
