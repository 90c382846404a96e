import { describe, expect, it } from "vitest";
import { Outbox } from "#boot/controller/outbox.ts";
import type { Effect } from "#controller/event.ts";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";

/** A journal whose appends resolve when the test says so. */
function slowJournal() {
  const batches: JournalBatch[] = [];
  const stored = new Map<number, JournalBatch>();
  const waiting: ((outcome: "appended" | "taken" | "unknown") => void)[] = [];
  const journal: Journal = {
    async *read() {},
    append: (batch) => {
      batches.push(batch);
      return new Promise((resolve) => waiting.push(resolve));
    },
    get: async (sequence) => stored.get(sequence),
    leader: async () => 7,
    close: async () => {},
  };
  return {
    batches,
    stored,
    journal,
    finish: (outcome: "appended" | "taken" | "unknown" = "appended") => waiting.shift()?.(outcome),
  };
}

const record = (call: string): JournalRecord => ({ kind: "rerun", call, at: 0 });
const effect = (message: string): Effect => ({ kind: "end", code: 0, message });
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

function outbox(awaitsTick = () => false) {
  const slow = slowJournal();
  const released: string[] = [];
  const errors: Error[] = [];
  const box = new Outbox({
    journal: slow.journal,
    epoch: 7,
    sequence: 3,
    appending: () => {},
    release: (effects) =>
      released.push(...effects.flatMap((each) => (each.kind === "end" ? [each.message] : []))),
    replay: () => {},
    awaitsTick,
    failed: (error) => errors.push(error),
  });
  return { ...slow, box, released, errors };
}

describe("nothing leaves before its record is durable", () => {
  it("holds effects until the append that has their cause resolves", async () => {
    const { box, finish, released } = outbox();
    box.add({ records: [record("a")], effects: [effect("a")] });
    box.add({ records: [], effects: [effect("after a")] });
    await turn();
    expect(released).toEqual([]);
    finish();
    await turn();
    expect(released).toEqual(["a", "after a"]);
  });

  it("lets nothing out, ever, once another controller has taken over", async () => {
    const { box, stored, finish, released, errors } = outbox();
    box.add({ records: [record("a")], effects: [effect("a")] });
    await turn();
    stored.set(4, { sequence: 4, epoch: 8, nonce: "another's", records: [] });
    finish("taken");
    await turn();
    box.add({ records: [], effects: [effect("later")] });
    await turn();
    expect(released).toEqual([]);
    expect(errors.map(({ message }) => message)).toEqual([
      "Another controller has taken over this launch.",
    ]);
  });
});

describe("one append in flight, and all that came meanwhile in the next", () => {
  it("groups, numbers without gaps, and says when all is settled", async () => {
    const { box, batches, finish, released } = outbox();
    box.add({ records: [record("a")], effects: [effect("a")] });
    await turn();
    for (const name of ["b", "c", "d"])
      box.add({ records: [record(name)], effects: [effect(name)] });
    await turn();
    expect(batches).toHaveLength(1);
    const settled = box.settled();
    finish();
    await turn();
    expect(
      batches.map(({ sequence, epoch, records }) => [sequence, epoch, records.length]),
    ).toEqual([
      [4, 7, 1],
      [5, 7, 3],
    ]);
    finish();
    await settled;
    expect(released).toEqual(["a", "b", "c", "d"]);
    expect(new Set(batches.map(({ nonce }) => nonce)).size).toBe(2);
  });

  it("writes a cause and the tick it set off together", async () => {
    let busy = true;
    const { box, batches } = outbox(() => busy);
    box.add({ records: [record("success")], effects: [] });
    await turn();
    expect(batches).toHaveLength(0);
    busy = false;
    box.add({ records: [record("tick")], effects: [] });
    await turn();
    expect(batches.map(({ records }) => records.length)).toEqual([2]);
  });
});
