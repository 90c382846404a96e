import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import { localJournal } from "#providers/local/runtime/journal.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (): Journal => localJournal(join(directory, "journal.sqlite"));

const batch = (sequence: number, epoch: number, nonce = `n${sequence}-${epoch}`): JournalBatch => ({
  sequence,
  epoch,
  nonce,
  records: [{ kind: "note", at: sequence }],
});

async function all(journal: Journal, from = 1): Promise<readonly JournalBatch[]> {
  const batches: JournalBatch[] = [];
  for await (const read of journal.read(from)) batches.push(read);
  return batches;
}

describe("the append protocol", () => {
  it("gives back what was appended, in order, to whoever opens it next", async () => {
    const first = open();
    const written = Array.from({ length: 1200 }, (_, index) => batch(index + 1, 1));
    for (const each of written) expect(await first.append(each)).toBe("appended");
    await first.close();
    const second = open();
    expect(await all(second)).toEqual(written);
    expect(await all(second, 1199)).toEqual(written.slice(1198));
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

  it("leaves no gap", async () => {
    const journal = open();
    await journal.append(batch(1, 1));
    expect(await journal.append(batch(3, 1))).toBe("taken");
    expect(await all(journal)).toHaveLength(1);
    await journal.close();
  });
});
