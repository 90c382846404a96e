import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replay } from "#boot/controller/replay.ts";
import { Snapshots } from "#boot/controller/snapshots.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { decodeLedger, encodeLedger } from "#controller/snapshot.ts";
import { type Core, emptyLedger, type Ledger } from "#controller/state.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";
import { localJournal } from "#providers/local/runtime/journal.ts";
import { App, ComponentMap, Flow, Path, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  progress = 0;
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

/** Calls, steps, sleeps, schedules, marks, elements, versions, failures and state: something of everything. */
class Everything extends Flow {
  task = new Task({ retries: 1 });
  serve = new Task({ port: 80 });
  map = new ComponentMap<Task>({ max: 8 });
  i = 0;
  log: string[] = [];
  override async run() {
    await this.every("*/10 * * * *", async () => {
      await this.task.again("hourly").run(this.i);
    });
    if (this.once("start")) this.log.push("started");
    while (this.i < 4) {
      await this.map.create(`m${this.i}`, Task).run(this.i);
      await this.task.run(this.i);
      this.serve.start(this.task.out);
      await this.step(["say", this.i], async () => ({ said: true }));
      await this.sleep(["cool", this.i], "5m");
      this.i++;
    }
  }
}

async function played(): Promise<Rig> {
  let tries = 0;
  const rig = await new Rig(
    () => new App(new Everything()),
    ({ work, attempt }) => {
      if (work === "serve") return false;
      if (work === "task" && attempt === 1 && ++tries % 2 === 1) return { failed: "flaky" };
      return {
        result: { tries },
        published: { [`${work}.out`]: `v${tries}-${work}` },
        patch: { progress: tries },
      };
    },
  ).settle();
  await rig.pass(40 * 60_000);
  return rig;
}

const ledgerOf = (core: Core, records: readonly JournalRecord[], from?: Ledger): Ledger => {
  const ledger = from ?? emptyLedger("test");
  for (const record of records) applyRecord(ledger, record, liveChanges(core.live, []));
  return ledger;
};

describe("snapshots of the ledger", () => {
  it("replaying a snapshot and what follows equals replaying everything, byte for byte, wherever it is cut", async () => {
    const rig = await played();
    const records: JournalRecord[] = JSON.parse(JSON.stringify(rig.records));
    expect(records.length).toBeGreaterThan(60);
    const whole = encodeLedger(ledgerOf(rig.core, records));
    fc.assert(
      fc.property(fc.nat(records.length), (cut) => {
        const snapshot = encodeLedger(ledgerOf(rig.core, records.slice(0, cut)));
        const restored = decodeLedger(snapshot, liveChanges(rig.core.live, []));
        expect(encodeLedger(restored)).toBe(snapshot);
        expect(encodeLedger(ledgerOf(rig.core, records.slice(cut), restored))).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("are written when enough has gathered and nothing waits, and shorten the next start", async () => {
    const rig = await played();
    const file = join(mkdtempSync(join(tmpdir(), "thunderhead-snapshot-")), "journal.sqlite");
    const journal = localJournal(file);
    const batches = rig.records.map((record, index) => ({
      sequence: index + 1,
      epoch: 1,
      nonce: `${index}`,
      records: [asJson(record)],
    }));
    for (const batch of batches.slice(0, 50)) await journal.append(batch);
    const core = { ...rig.core, ledger: ledgerOf(rig.core, rig.records.slice(0, 50)) };
    let settledAt: number | undefined;
    const every = { records: 50, bytes: 1e9 };
    const snapshots = new Snapshots({ core, journal, settledAt: () => settledAt, every });
    snapshots.count(rig.records.slice(0, 50));
    await snapshots.consider();
    expect(await journal.snapshots?.latest()).toBeUndefined();
    settledAt = 50;
    await snapshots.consider();
    expect(await journal.snapshots?.latest()).toMatchObject({ sequence: 50 });
    for (const batch of batches.slice(50)) await journal.append(batch);
    const fresh = { ...rig.core, ledger: emptyLedger("test") };
    let read = 0;
    const replayed = await replay(journal, fresh, (some) => (read += some.length));
    expect(replayed.sequence).toBe(batches.length);
    expect(read).toBe(batches.length - 50);
    expect(encodeLedger(fresh.ledger)).toBe(encodeLedger(ledgerOf(rig.core, rig.records)));
    await journal.close();
  });

  it("that do not read as they were written are passed over; batches younger than a week stay", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "thunderhead-snapshot-")), "journal.sqlite");
    const journal = localJournal(file);
    const week = 7 * 24 * 3_600_000;
    for (let sequence = 1; sequence <= 9; sequence++) {
      const at = sequence <= 3 ? Date.now() - week - 1000 : Date.now();
      const records = [{ kind: "fired", keys: [], at }];
      await journal.append({ sequence, epoch: 1, nonce: `${sequence}`, records });
    }
    const ledger = encodeLedger(emptyLedger("test"));
    for (const sequence of [5, 7]) await journal.snapshots?.save({ sequence, epoch: 1, ledger });
    const kept: number[] = [];
    for await (const batch of journal.read(1)) kept.push(batch.sequence);
    expect(kept).toEqual([4, 5, 6, 7, 8, 9]);
    const other = new DatabaseSync(file);
    other.exec("UPDATE snapshots SET ledger = '[]' WHERE sequence = 7");
    other.close();
    expect(await journal.snapshots?.latest()).toMatchObject({ sequence: 5, ledger });
    await journal.close();
  });
});

const asJson = (record: JournalRecord): JsonObject => JSON.parse(JSON.stringify(record));
