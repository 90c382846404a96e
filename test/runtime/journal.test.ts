import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Journal } from "#core/bindings.ts";
import { localJournal } from "#providers/local/runtime/journal.ts";
import { all, batch, promisesOfAJournal } from "./journal-suite.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (): Journal => localJournal(join(directory, "journal.sqlite"));

promisesOfAJournal("SQLite", { open, many: 1200 });

it("SQLite's leaves no gap", async () => {
  const journal = open();
  await journal.append(batch(1, 1));
  expect(await journal.append(batch(3, 1))).toBe("taken");
  expect(await all(journal)).toHaveLength(1);
  await journal.close();
});
