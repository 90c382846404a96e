import { rmSync } from "node:fs";
import { join } from "node:path";
import { understand } from "#compiler";
import {
  cliNotWritable,
  cliWrongArgument,
  pythonLockFailed,
  pythonNotFound,
  pythonNoUv,
} from "#diagnostics/catalogue.gen.ts";
import { plural } from "#diagnostics/words.ts";
import { type AskedList, askedLists, minorOf, requirementsLock } from "#graph/requirements.ts";
import {
  type LockedRequirements,
  lockedPackages,
  parseLocked,
  printLocked,
} from "#protocol/requirements.ts";
import { type AppSource, openApp } from "../app-source.ts";
import type { Invocation } from "../invocation.ts";
import { printDiagnostics } from "../render/diagnostics.ts";
import { paint, say } from "../render/print.ts";
import { progress } from "../render/progress.ts";
import { resolve } from "../requirements/resolve.ts";
import { findUv, type Uv } from "../requirements/uv.ts";
import { writeProblem } from "../write-problem.ts";
import { writeWhole } from "../write-whole.ts";

/** Versions and hashes of what the app's works install, into a file beside it. What is locked already stays as it is. */
export async function run(invocation: Invocation): Promise<number> {
  const { sink } = invocation;
  const wanted = wantedOf(invocation);
  const app = await openApp(invocation);
  const graph = app && understand(app)?.graph;
  if (wanted && app && graph && !sink.hasErrors()) {
    const sections = await sectionsFor(askedLists(graph), app, wanted);
    if (sections && !sink.hasErrors()) write(sections, app);
  }
  await printDiagnostics(sink.diagnostics(), app);
  return sink.hasErrors() ? 2 : 0;
}

interface Wanted {
  readonly isUpgrade: boolean;
  /** Python that lists which name none must hold for. */
  readonly oldest: string | undefined;
}

function wantedOf({ flags, command, sink }: Invocation): Wanted | undefined {
  const oldest = flags.value("python");
  if (oldest === undefined || /^3\.\d+(\.\d+)?$/.test(oldest))
    return { isUpgrade: flags.has("upgrade"), oldest };
  const detail = `\`--python ${oldest}\` is no version such as 3.12`;
  sink.report(cliWrongArgument(undefined, { command, detail }));
  return undefined;
}

/** One for each list; `undefined` where some could not be had, which was reported. */
async function sectionsFor(
  lists: readonly AskedList[],
  app: AppSource,
  wanted: Wanted,
): Promise<readonly LockedRequirements[] | undefined> {
  const open = lists.filter((list) => isOpen(list, wanted));
  const kept = lists.flatMap((list) => (open.includes(list) ? [] : keptOf(list)));
  if (open.length === 0) return merged(kept);
  const uv = await findUv();
  if (uv === undefined) {
    app.sink.report(pythonNoUv(undefined, {}));
    return undefined;
  }
  const before = parseLocked(app.host.readText(`${app.directory}/${requirementsLock}`) ?? "");
  const made: LockedRequirements[] = [];
  for (const list of open) {
    const known = list.locked ?? before.find(({ works }) => isOf(list, works));
    const python = list.python ?? wanted.oldest ?? known?.python ?? (await pythonHere(list, app));
    if (python === undefined) return undefined;
    const text = wanted.isUpgrade ? undefined : known?.text;
    const one = await lockList(uv, { list, app, python, before: text });
    if (one) made.push(one);
  }
  return merged([...kept, ...made]);
}

/** A list that names its Python needs that one. */
const isOpen = ({ locked, python }: AskedList, { isUpgrade, oldest }: Wanted): boolean =>
  isUpgrade ||
  locked === undefined ||
  (python === undefined && oldest !== undefined && locked.python !== oldest);

const namesOf = ({ works }: AskedList): readonly string[] => works.map(({ name }) => name);

const isOf = (list: AskedList, names: readonly string[]): boolean =>
  namesOf(list).some((name) => names.includes(name));

const keptOf = (list: AskedList): readonly LockedRequirements[] =>
  list.locked ? [{ ...list.locked, works: namesOf(list) }] : [];

/** Who names no Python and who names the one that is here may have a section in common. */
function merged(sections: readonly LockedRequirements[]): readonly LockedRequirements[] {
  const byTitle = Map.groupBy(sections, ({ asked, python }) => `${asked} ${python}`);
  return [...byTitle.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, works: [first, ...others].flatMap(({ works }) => works) }] : [],
  );
}

/** `3.12`, of the Python found here: for works that name none. */
async function pythonHere(list: AskedList, { sink }: AppSource): Promise<string | undefined> {
  const { findPython } = await import("#environment/python.ts");
  try {
    const { version } = await findPython({}, process.env);
    return minorOf(version);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    sink.report(pythonNotFound(undefined, { work: list.works[0]?.name ?? "", detail }));
    return undefined;
  }
}

interface ToLock {
  readonly list: AskedList;
  readonly app: AppSource;
  readonly python: string;
  readonly before: string | undefined;
}

async function lockList(
  uv: Uv,
  { list, app, python, before }: ToLock,
): Promise<LockedRequirements | undefined> {
  const { asked, requirements } = list;
  const works = namesOf(list);
  const title = `Resolving ${asked} for Python ${python}`;
  const watch = progress(`${paint("dim", works.join(", "))}  ${title}`);
  const { directory } = app;
  const found = await resolve(uv, { requirements, python, before, directory, onLine: watch.at });
  watch.end();
  if ("text" in found) return { asked, python, works, text: found.text };
  const [first] = list.works;
  const quoted = works.map((name) => `\`${name}\``).join(", ");
  app.sink.report(pythonLockFailed(first?.span, { works: quoted, asked, detail: found.problem }));
  return undefined;
}

const preamble =
  "# Versions and hashes of what this app's works install, as `thunderhead lock` found them.\n\n";

function write(sections: readonly LockedRequirements[], { directory, sink }: AppSource): void {
  const file = join(directory, requirementsLock);
  try {
    if (sections.length === 0) {
      rmSync(file, { force: true });
      say("No work of the app asks pip for anything: there is nothing to lock.");
      return;
    }
    const text = `${preamble}${printLocked(sections)}`;
    const isNew = writeWhole(file, text);
    const packages = new Set(sections.flatMap(lockedPackages));
    const what = `${plural(sections.length, "list", "one")}, ${plural(packages.size, "package", "one")}`;
    say(`${requirementsLock}  ${what}${isNew ? "" : ", as before"}`);
  } catch (error) {
    sink.report(cliNotWritable(undefined, { folder: directory, detail: writeProblem(error) }));
  }
}
