/**
 * What a launch that does not run is asked: its ledger is replayed from its journal, and may be told one
 * thing more, which the next `--resume` finds.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replay } from "#boot/controller/replay.ts";
import { newLive } from "#controller/live.ts";
import { reduce } from "#controller/reduce.ts";
import { lastCall } from "#controller/rerun.ts";
import { type Core, emptyLedger, isOpen } from "#controller/state.ts";
import { callsDocument } from "#controller/why.ts";
import type { Journal } from "#core/bindings.ts";
import type { CallsDocument } from "#protocol/api.ts";
import type { KeptCall } from "#protocol/call.ts";
import type { Manifest } from "#protocol/manifest.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";
import { localJournal } from "./journal.ts";
import { forgetEnd, type PastLaunch } from "./launch.ts";

/** Calls of a launch that has ended or was cut short. Which of them its flow reached last, only a launch that ended could say. */
export async function callsOf(launch: PastLaunch): Promise<CallsDocument> {
  const left = join(launch.directory, callsFile);
  if (existsSync(left)) return JSON.parse(readFileSync(left, "utf8"));
  const past = await open(launch);
  await past.journal.close();
  const { ledger, live } = past.core;
  for (const call of ledger.calls.keys()) live.reached.add(call);
  live.flow = { ...live.flow, paused: "For `thunderhead run --resume`." };
  return callsDocument(past.core);
}

/** Finished calls that it goes on with; none where what it left cannot be read. */
export async function keptCalls(launch: PastLaunch): Promise<readonly KeptCall[]> {
  try {
    const { calls } = await callsOf(launch);
    return calls
      .filter(({ verdict }) => verdict === "ran" || verdict === "skipped")
      .map(({ work, bundle }) => ({ work, bundle: bundle ?? undefined }));
  } catch {
    return [];
  }
}

/** Beside `state.json`, written with it. */
export const callsFile = "calls.json";

/** Puts the work's last call on record as to be done again; a sentence says why it cannot be. */
export async function rerunLater(
  launch: PastLaunch,
  { work, downstream }: { readonly work: string; readonly downstream: boolean },
): Promise<string | undefined> {
  const past = await open(launch);
  try {
    const problem = whyNot(past.core, work);
    if (problem !== undefined) return problem;
    await append(past, { work, downstream });
  } finally {
    await past.journal.close();
  }
  forgetEnd(launch.directory);
  rmSync(join(launch.directory, callsFile), { force: true });
  return undefined;
}

function whyNot({ ledger, live }: Core, work: string): string | undefined {
  if (!live.works.has(work)) return `There is no work ${work}.`;
  const call = lastCall(ledger, work);
  if (call === undefined) return `The flow has not called ${work} in launch ${ledger.launch}.`;
  return isOpen(call)
    ? `${work} has not ended in launch ${ledger.launch}: \`thunderhead run --resume\` goes on with it.`
    : undefined;
}

interface Past {
  readonly core: Core;
  readonly journal: Journal;
  readonly sequence: number;
  readonly epoch: number;
}

async function open({ id, directory, home }: PastLaunch): Promise<Past> {
  const manifest: Manifest = JSON.parse(readFileSync(join(home, "build", "manifest.json"), "utf8"));
  const core = {
    ledger: emptyLedger(id),
    live: newLive({ manifest, config: {}, routes: new Map(), now: Date.now() }),
  };
  const journal = localJournal(join(directory, "journal.sqlite"));
  const { sequence, epoch } = await replay(journal, core);
  return { core, journal, sequence, epoch };
}

/** Under an epoch of its own, like any writer's. */
async function append(
  { core, journal, sequence, epoch }: Past,
  asked: { readonly work: string; readonly downstream: boolean },
): Promise<void> {
  const at = Date.now();
  const claim: JournalRecord = { kind: "epoch", epoch: epoch + 1, launch: core.ledger.launch, at };
  const { records } = reduce(core, { kind: "rerun", ...asked }, at);
  await journal.append({
    sequence: sequence + 1,
    epoch: epoch + 1,
    nonce: randomUUID(),
    records: [claim, ...records].map(asJson),
  });
}

const asJson = (record: JournalRecord): JsonObject => JSON.parse(JSON.stringify(record));
