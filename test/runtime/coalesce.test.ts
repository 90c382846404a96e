import fc from "fast-check";
import { expect, it } from "vitest";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { coalesce } from "#controller/coalesce.ts";
import type { Effect } from "#controller/event.ts";
import { encodeLedger } from "#controller/snapshot.ts";
import type { Entry } from "#core/writer.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { App } from "#sdk/app.ts";
import { Flow } from "#sdk/flow.ts";
import { Work } from "#sdk/work.ts";
import { Rig } from "./rig.ts";

class Says extends Work {
  a = 0;
  override async run() {}
}
class Root extends Flow {
  one = new Says();
  two = new Says();
  override async run() {
    await Promise.all([this.one.run(), this.two.run()]);
  }
}

const works = ["one", "two"] as const;
const fields = ["a", "b", "c"] as const;
const said = fc.oneof(
  fc.record({
    work: fc.constantFrom(...works),
    set: fc.dictionary(fc.constantFrom(...fields), fc.integer(), { minKeys: 1 }),
    removed: fc.uniqueArray(fc.constantFrom(...fields)),
  }),
  // The flow writes in between.
  fc.record({ work: fc.constantFrom(...works), flow: fc.integer() }),
);

it("a journal of coalesced patches says the same as one of each, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 30 }), async (all) => {
      const rigs = await Promise.all([0, 1].map(() => new Rig(() => new App(new Root())).settle()));
      const [plain, merged] = rigs.map(({ core }) => core);
      if (plain === undefined || merged === undefined) return;
      const calls = new Map([...plain.ledger.calls.values()].map((call) => [call.work, call]));
      const sequences = new Map<string, number>();
      const entries = all.map((each): Entry<JournalRecord, Effect> => {
        const { work } = each;
        const { id: call, attempt } = calls.get(work) ?? expect.fail(`${work} has no call`);
        if ("flow" in each) {
          const patch = { set: { a: each.flow }, removed: [] };
          const record: JournalRecord = {
            kind: "input",
            at: 1,
            writes: [{ component: work, patch }],
            operations: [],
          };
          return { records: [record], effects: [] };
        }
        const sequence = (sequences.get(work) ?? 0) + 1;
        sequences.set(work, sequence);
        const removed = each.removed.filter((field) => !(field in each.set));
        const patch = { set: each.set, removed };
        const record: JournalRecord = {
          kind: "patch",
          at: 1,
          work,
          call,
          attempt,
          sequence,
          patch,
        };
        const message = { kind: "acknowledged", epoch: 1, work, call, attempt, sequence } as const;
        return {
          records: [record],
          effects: [{ kind: "agent", machine: "local", message } as const],
        };
      });
      const fewer = coalesce(entries);
      for (const record of entries.flatMap(({ records }) => records))
        applyRecord(plain.ledger, record, liveChanges(plain.live, []));
      for (const record of fewer.flatMap(({ records }) => records))
        applyRecord(merged.ledger, record, liveChanges(merged.live, []));
      expect(encodeLedger(merged.ledger)).toBe(encodeLedger(plain.ledger));
      // Of each attempt the last acknowledgement is there, and they never fall.
      for (const work of works) {
        const acknowledged = fewer.flatMap(({ effects }) =>
          effects.flatMap((effect) =>
            effect.kind === "agent" &&
            effect.message.kind === "acknowledged" &&
            effect.message.work === work
              ? [effect.message.sequence]
              : [],
          ),
        );
        expect(acknowledged.at(-1)).toBe(sequences.get(work));
        expect(acknowledged).toEqual([...new Set(acknowledged)].toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 100 },
  );
});
