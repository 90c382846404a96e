/** Renames in the lock: an id outlives every name, and stacks are told all the names they may know. */
import { array, assert, constantFrom, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  emptyLock,
  formerNames,
  type Lock,
  parseLock,
  printLock,
  withIds,
  withRename,
} from "#graph/identity.ts";

const work = (name: string) => ({ kind: "work" as const, name });
const lock = withIds(emptyLock, [
  { kind: "flow", name: "models" },
  work("models.low"),
  { kind: "path", name: "models.low.weights" },
  work("modelsother"),
]);

const renamed = (before: Lock, from: string, to: string): Lock => {
  const after = withRename(before, from, to);
  if (!after) throw new Error(`The lock knows nothing of ${from}.`);
  return after;
};

describe("renaming in the lock", () => {
  test("a flow takes all below it along, and nothing that only begins alike", () => {
    const after = renamed(lock, "models", "nets");
    expect(after.ids).toEqual({
      "flow nets": lock.ids["flow models"],
      "work nets.low": lock.ids["work models.low"],
      "path nets.low.weights": lock.ids["path models.low.weights"],
      "work modelsother": lock.ids["work modelsother"],
    });
    expect(after.renamed).toEqual({ models: "nets", "models.low": "nets.low" });
  });

  test("a Path keeps its id and is no name that stacks know", () => {
    const after = renamed(lock, "models.low.weights", "models.low.model");
    expect(after.ids["path models.low.model"]).toBe(lock.ids["path models.low.weights"]);
    expect(after.renamed).toEqual({});
  });

  test("renamed twice, stacks may know either name; back again, none", () => {
    const twice = renamed(renamed(lock, "modelsother", "b"), "b", "c");
    expect(formerNames(twice, work("c"))).toEqual(["b", "modelsother"]);
    const back = renamed(twice, "c", "modelsother");
    expect(formerNames(back, work("modelsother"))).toEqual(["b", "c"]);
  });

  test("an id given before the rename was confirmed gives way", () => {
    const early = withIds(lock, [work("tidy")]);
    const after = renamed(early, "modelsother", "tidy");
    expect(after.ids["work tidy"]).toBe(lock.ids["work modelsother"]);
  });

  test("a name that another component takes is no former name any more, and its id is another", () => {
    const after = withIds(renamed(lock, "modelsother", "tidy"), [work("modelsother")]);
    expect(formerNames(after, work("tidy"))).toEqual([]);
    expect(after.ids["work modelsother"]).not.toBe(after.ids["work tidy"]);
  });

  test("what the lock does not know cannot be renamed", () => {
    expect(withRename(lock, "model", "nets")).toBeUndefined();
  });

  test("no sequence of renames loses or doubles an id, and each lock reads back as written", () => {
    const name = constantFrom("a", "b", "a.b", "c", "c.a", "d");
    const start = withIds(emptyLock, ["a", "a.b", "c"].map(work));
    assert(
      property(array(tuple(name, name), { maxLength: 6 }), (renames) => {
        let now = start;
        for (const [from, to] of renames) {
          const taken = Object.keys(now.ids).some((key) => {
            const other = key.slice("work ".length);
            return other === to || other.startsWith(`${to}.`);
          });
          const inside = to.startsWith(`${from}.`) || from.startsWith(`${to}.`);
          if (!taken && !inside) now = withRename(now, from, to) ?? now;
        }
        expect(Object.values(now.ids).sort()).toEqual(Object.values(start.ids).sort());
        for (const [old, current] of Object.entries(now.renamed)) {
          expect(old).not.toBe(current);
          expect(now.ids[`work ${current}`]).toBeDefined();
        }
        expect(parseLock(printLock(now))).toEqual(now);
      }),
    );
  });
});
