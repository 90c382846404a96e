import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replay } from "#boot/controller/replay.ts";
import { newLive } from "#controller/live.ts";
import { type Core, documentOf, emptyLedger } from "#controller/state.ts";
import type { Journal } from "#core/bindings.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { localJournal } from "#providers/local/runtime/journal.ts";
import { manifestOf } from "#volume/manifest.ts";
import { walk } from "#volume/tree.ts";

/** What a launch comes to, without what may differ between two ways there: times, attempts, names of versions. */
export interface Outcome {
  readonly calls: readonly unknown[];
  readonly state: Readonly<Record<string, unknown>>;
  /** Of each Path the committed version: its files' names, sizes and digests. */
  readonly paths: Readonly<Record<string, unknown>>;
  readonly ended: unknown;
}

/** Where a launch keeps what it knows. */
export interface Kept {
  readonly journal: Journal;
  readonly manifest: Manifest;
  /** Folder of the volume, which holds one of each work. */
  readonly volume: string;
}

/** Of one on this machine, by its directory. */
export function outcomeOf(launch: string): Promise<Outcome> {
  return withKept(launch, outcomeIn);
}

async function withKept<T>(launch: string, use: (kept: Kept) => Promise<T>): Promise<T> {
  const manifest: Manifest = JSON.parse(
    readFileSync(join(launch, "../../build/manifest.json"), "utf8"),
  );
  const journal = localJournal(join(launch, "journal.sqlite"));
  try {
    return await use({ journal, manifest, volume: join(launch, "volume") });
  } finally {
    await journal.close();
  }
}

export async function outcomeIn(kept: Kept): Promise<Outcome> {
  const core = await ledgerOf(kept);
  const { ledger, live } = core;
  const paths = await Promise.all(
    [...live.paths.values()].map(
      async ({ name }) => [name, await contentOf(core, name, kept)] as const,
    ),
  );
  return {
    calls: [...ledger.calls.values()]
      .map(({ work, arguments: given, stage, result }) => ({
        work,
        given: versionless(given),
        stage,
        result,
      }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    state: Object.fromEntries(
      [...live.components.keys()].map((name) => [name, documentOf(core, name)]),
    ),
    paths: Object.fromEntries(paths),
    ended: ledger.ended?.code,
  };
}

export async function ledgerOf({ journal, manifest }: Omit<Kept, "volume">): Promise<Core> {
  const core = {
    ledger: emptyLedger(""),
    live: newLive({ manifest, config: {}, routes: new Map(), now: 0 }),
  };
  await replay(journal, core);
  return core;
}

/** The version's name is the ledger's word; what lies there is the disk's. */
async function contentOf({ ledger, live }: Core, path: string, { volume }: Kept): Promise<unknown> {
  const version = ledger.versions.get(path)?.findLast(({ committed }) => committed);
  const described = live.paths.get(path);
  const producer = live.works.get(described?.producer ?? "");
  if (version === undefined || described === undefined || producer === undefined) return undefined;
  const place = join(volume, producer.id, "v", described.id, version.version, described.path);
  if (!existsSync(place)) return `${place} is recorded, and not there`;
  const { files } = await walk(place);
  const manifest = await manifestOf({ files, verify: "full" });
  return { recorded: version.manifest.size, files: manifest.files };
}

const versionless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inside: unknown) =>
    key === "version" ? undefined : inside,
  );
