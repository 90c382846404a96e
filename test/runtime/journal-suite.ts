import { describe, expect, it } from "vitest";
import type { Journal, JournalBatch } from "#core/bindings.ts";

export interface JournalRig {
  /** On the same journal each time, as another process would. */
  readonly open: () => Journal;
  /** More than the store reads at a time. */
  readonly many: number;
}

export const batch = (
  sequence: number,
  epoch: number,
  nonce = `n${sequence}-${epoch}`,
): JournalBatch => ({
  sequence,
  epoch,
  nonce,
  records: [{ kind: "note", at: sequence }],
});

export async function all(journal: Journal, from = 1): Promise<readonly JournalBatch[]> {
  const batches: JournalBatch[] = [];
  for await (const read of journal.read(from)) batches.push(read);
  return batches;
}

/** What every provider's journal promises; each test finds an empty one. */
export function promisesOfAJournal(name: string, { open, many }: JournalRig): void {
  describe(`the append protocol on ${name}`, () => {
    it("gives back what was appended, in order, to whoever opens it next", async () => {
      const first = open();
      const written = Array.from({ length: many }, (_, index) => batch(index + 1, 1));
      for (const each of written) expect(await first.append(each)).toBe("appended");
      await first.close();
      const second = open();
      expect(await all(second)).toEqual(written);
      expect(await all(second, many - 1)).toEqual(written.slice(many - 2));
      await second.close();
    });

    it("says who has a place that is taken, so that a writer knows its own append again", async () => {
      const journal = open();
      await journal.append(batch(1, 1, "mine"));
      expect(await journal.append(batch(1, 1, "another's"))).toBe("taken");
      expect(await journal.get(1)).toEqual(batch(1, 1, "mine"));
      expect(await journal.get(2)).toBeUndefined();
      await journal.close();
    });

    it("is one journal to writers in several processes", async () => {
      const [old, young] = [open(), open()];
      await old.append(batch(1, 1));
      expect(await young.append(batch(2, 2))).toBe("appended");
      expect(await old.append(batch(2, 1))).toBe("taken");
      expect(await old.leader()).toBe(2);
      await Promise.all([old.close(), young.close()]);
    });

    it("holds what is larger than a batch usually is, and what is in no alphabet", async () => {
      const journal = open();
      const noise = Array.from({ length: 60_000 }, () => Math.random().toString(36)).join("é☂");
      const large = { ...batch(1, 1), records: [{ kind: "note", at: 1, noise }] };
      await journal.append(large);
      expect(await journal.get(1)).toEqual(large);
      expect(await all(journal)).toEqual([large]);
      await journal.close();
    });

    it("finds the newest snapshot, whole", async () => {
      const journal = open();
      const ledger = JSON.stringify({ text: "é☂".repeat(1000) });
      expect(await journal.snapshots?.latest()).toBeUndefined();
      for (let sequence = 1; sequence <= 9; sequence++) await journal.append(batch(sequence, 1));
      for (const sequence of [3, 5, 7]) {
        await journal.snapshots?.save({ sequence, epoch: 1, ledger: `${ledger}${sequence}` });
        const latest = { sequence, epoch: 1, ledger: `${ledger}${sequence}` };
        expect(await journal.snapshots?.latest()).toEqual(latest);
      }
      await journal.close();
    });
  });
}
