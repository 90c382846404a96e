import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Outbox } from "#boot/controller/outbox.ts";
import type { Effect } from "#controller/event.ts";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import type { LeaderRecord } from "#core/leadership.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { awsFences } from "#providers/aws/runtime/fences.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { awsLeader } from "#providers/aws/runtime/leader.ts";
import { all } from "../runtime/journal-suite.ts";
import { bucket, cloud, missing } from "./cloud.ts";
import { type Fault, failing } from "./failing-client.ts";

const { aws, url, newTable } = cloud();
const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

const client = (faults: readonly Fault[]): DynamoDBClient =>
  failing(
    new DynamoDBClient({ endpoint: url(), region: "us-east-1", credentials, maxAttempts: 1 }),
    faults,
  );

const journalOf = (table: string, faults: readonly Fault[]): Journal =>
  awsJournal({ tables: client(faults), table, objects: aws().objects, data: bucket });

const fault = fc.constantFrom<Fault>(
  "none",
  "none",
  "lost",
  "unanswered",
  "throttled",
  "broken",
  "late",
);
const faults = fc.array(fault, { maxLength: 25 });
/** Seeds; more where somebody has the time. */
const numRuns = Number(process.env["RUNS"] ?? 6);

interface Life {
  readonly name: string;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly released: string[];
  readonly deposed: () => boolean;
}

/** A controller's writer on its own connection, begun where the journal ends as it sees it. */
async function begin(name: string, epoch: number, journal: Journal): Promise<Life> {
  const found = await all(journal);
  const released: string[] = [];
  let deposed = false;
  const outbox = new Outbox({
    journal,
    epoch,
    sequence: found.at(-1)?.sequence ?? 0,
    appending: () => {},
    release: (effects) => void released.push(...effects.map(machineIn)),
    replay: () => {},
    awaitsTick: () => false,
    failed: () => (deposed = true),
  });
  outbox.add({ records: [{ kind: "epoch", epoch, launch: name, at: 1 }], effects: [] });
  return { name, outbox, journal, released, deposed: () => deposed };
}

const machineIn = (effect: Effect): string => ("machine" in effect ? (effect.machine ?? "") : "");

const note = (key: string): JournalRecord => ({ kind: "fired", keys: [key], at: 1 });

async function say({ name, outbox }: Life, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const key = `${name}${index}`;
    outbox.add({ records: [note(key)], effects: [{ kind: "end-machine", machine: key }] });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const keysIn = (batches: readonly JournalBatch[]): readonly string[] =>
  batches
    .flatMap(({ records }) => records.flatMap(({ keys }) => (Array.isArray(keys) ? keys : [])))
    .map(String);

describe.skipIf(missing !== undefined)("whatever becomes of calls and answers", () => {
  it("a writer's records are in the journal once, in order, and nothing is let out that is not", async () => {
    await fc.assert(
      fc.asyncProperty(faults, fc.integer({ min: 1, max: 12 }), async (happens, count) => {
        const table = await newTable();
        const life = await begin("a", 1, journalOf(table, happens));
        await say(life, count);
        await life.outbox.settled();
        expect(life.deposed()).toBe(false);
        const batches = await all(journalOf(table, []));
        const wanted = Array.from({ length: count }, (_, index) => `a${index}`);
        expect(keysIn(batches)).toEqual(wanted);
        expect(life.released).toEqual(wanted);
        expect(batches.map(({ sequence }) => sequence)).toEqual(batches.map((_, at) => at + 1));
      }),
      { numRuns },
    );
  }, 240_000);

  it("of two writers the later epoch stays, and what the other let out is in the journal before it", async () => {
    await fc.assert(
      fc.asyncProperty(faults, faults, async (happensToOld, happensToYoung) => {
        const table = await newTable();
        const old = await begin("a", 1, journalOf(table, happensToOld));
        const saying = say(old, 12);
        const young = await begin("b", 2, journalOf(table, happensToYoung));
        await Promise.all([saying, say(young, 6)]);
        await Promise.all([old.outbox.settled(), young.outbox.settled()]);
        expect(young.deposed()).toBe(false);
        // What is late may still arrive, and must find its place taken or be its own.
        await new Promise((resolve) => setTimeout(resolve, 80));
        const batches = await all(journalOf(table, []));
        const epochs = batches.map(({ epoch }) => epoch);
        expect(epochs).toEqual(epochs.toSorted());
        expect(batches.map(({ sequence }) => sequence)).toEqual(batches.map((_, at) => at + 1));
        const keys = keysIn(batches);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => key.startsWith("b"))).toEqual(young.released);
        expect(young.released).toHaveLength(6);
        expect(keys.slice(0, old.released.length)).toEqual(old.released);
      }),
      { numRuns },
    );
  }, 240_000);

  it("one candidate at a time gets the leader record, and a fence never falls", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(faults, { minLength: 3, maxLength: 3 }), async (each) => {
        const table = await newTable();
        const fences = awsFences({ tables: client(each.flat()), table });
        for (const generation of [2, 5, 3]) await fences.raise("a1b2", generation);
        await new Promise((resolve) => setTimeout(resolve, 60));
        expect(await awsFences({ tables: client([]), table }).read(["a1b2"])).toEqual({ a1b2: 5 });
        const written = await Promise.all(
          each.map((happens, index) => candidate(table, happens, index)),
        );
        await new Promise((resolve) => setTimeout(resolve, 60));
        const record = await awsLeader({ tables: client([]), table }).read();
        for (const [index, ok] of written.entries())
          if (ok === true) expect(record?.address).toBe(`c${index}`);
        expect(written.filter((ok) => ok === true).length).toBeLessThanOrEqual(1);
      }),
      { numRuns },
    );
  }, 240_000);
});

function candidate(table: string, happens: readonly Fault[], index: number) {
  const record: LeaderRecord = { epoch: 1, address: `c${index}`, renewed: 0 };
  return awsLeader({ tables: client(happens), table }).write({ expected: undefined, record });
}
