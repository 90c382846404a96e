import { describe, expect, it } from "vitest";
import type { JournalBatch } from "#core/bindings.ts";
import { newWriter, type WriterEvent, write } from "#core/writer.ts";

type Record = { readonly kind: string };

function writer() {
  const state = newWriter<Record, string>({ epoch: 2, sequence: 3, now: 0 });
  let nonces = 0;
  const tell = (event: WriterEvent<Record, string>, now = 0) =>
    write(state, event, { now, nonce: () => `n${nonces++}`, awaitsTick: false });
  return { state, tell };
}

const entry = (kind: string) => ({ records: [{ kind }], effects: [kind] });
const batch = (sequence: number, epoch: number, nonce: string): JournalBatch => ({
  sequence,
  epoch,
  nonce,
  records: [],
});

describe("A11: the journal's writer", () => {
  it("knows its own append again, whose answer was lost", () => {
    const { tell } = writer();
    tell({ kind: "add", entry: entry("a") });
    expect(tell({ kind: "answered", sequence: 4, outcome: "unknown" })).toMatchObject([
      { kind: "later", event: { kind: "retry", sequence: 4 } },
    ]);
    expect(tell({ kind: "retry", sequence: 4 })).toEqual([{ kind: "read", sequence: 4 }]);
    expect(tell({ kind: "read", sequence: 4, batch: batch(4, 2, "n0") })).toEqual([
      { kind: "release", effects: ["a"] },
    ]);
  });

  it("replays what an earlier epoch wrote while it claims its own, and tries the next place", () => {
    const { tell } = writer();
    tell({ kind: "add", entry: entry("epoch") });
    const stranger = batch(4, 1, "other");
    expect(tell({ kind: "answered", sequence: 4, outcome: "taken" })).toEqual([
      { kind: "read", sequence: 4 },
    ]);
    expect(tell({ kind: "read", sequence: 4, batch: stranger })).toMatchObject([
      { kind: "replay", batch: stranger },
      { kind: "append", batch: { sequence: 5, nonce: "n0" } },
    ]);
  });

  it("is deposed by a later epoch, and lets nothing out any more", () => {
    const { tell } = writer();
    tell({ kind: "add", entry: entry("a") });
    tell({ kind: "answered", sequence: 4, outcome: "taken" });
    expect(tell({ kind: "read", sequence: 4, batch: batch(4, 3, "other") })).toEqual([
      { kind: "deposed" },
    ]);
    expect(tell({ kind: "add", entry: { records: [], effects: ["b"] } })).toEqual([]);
  });

  it("asks who leads after a minute of silence, before it appends and before it tries again", () => {
    const { tell } = writer();
    expect(tell({ kind: "add", entry: entry("a") }, 61_000)).toEqual([{ kind: "read-leader" }]);
    expect(tell({ kind: "leader", epoch: 2 }, 61_000)).toMatchObject([{ kind: "append" }]);
    tell({ kind: "answered", sequence: 4, outcome: "unknown" }, 61_000);
    // The place may be empty because somebody has compacted it.
    expect(tell({ kind: "read", sequence: 4, batch: undefined }, 130_000)).toEqual([
      { kind: "read-leader" },
    ]);
    expect(tell({ kind: "leader", epoch: 3 }, 130_000)).toEqual([{ kind: "deposed" }]);
  });

  it("does not take a late word about one append for the next one's", () => {
    const { tell } = writer();
    tell({ kind: "add", entry: entry("a") });
    tell({ kind: "answered", sequence: 4, outcome: "appended" });
    tell({ kind: "add", entry: entry("b") });
    expect(tell({ kind: "answered", sequence: 4, outcome: "taken" })).toEqual([]);
  });
});
