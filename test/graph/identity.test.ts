import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyLock, type Named, parseLock, printLock, withIds } from "#graph/identity.ts";

const named: fc.Arbitrary<Named> = fc.record({
  kind: fc.constantFrom("flow", "work", "map", "path"),
  name: fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,6}(?:\.[a-z0-9]{1,4}){0,2}$/),
});

describe("ids", () => {
  test("never change once given, whatever comes later", () => {
    fc.assert(
      fc.property(fc.array(named), fc.array(named), (first, later) => {
        const before = withIds(emptyLock, first);
        const after = withIds(before, later);
        expect(after.ids).toMatchObject(before.ids);
      }),
    );
  });

  test("are given to all, and no two are the same", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(named, { selector: ({ kind, name }) => `${kind} ${name}`, maxLength: 200 }),
        (all) => {
          const { ids } = withIds(emptyLock, all);
          expect(Object.keys(ids)).toHaveLength(all.length);
          expect(new Set(Object.values(ids)).size).toBe(all.length);
        },
      ),
    );
  });

  test("do not depend on who is first to see a component, short of a clash", () => {
    fc.assert(
      fc.property(named, fc.array(named), (one, others) => {
        const alone = withIds(emptyLock, [one]);
        const among = withIds(emptyLock, [one, ...others]);
        expect(among.ids).toMatchObject(alone.ids);
      }),
    );
  });
});

describe("the lock file", () => {
  test("prints and parses to itself, one sorted line each", () => {
    fc.assert(
      fc.property(fc.array(named), (all) => {
        const lock = withIds(emptyLock, all);
        const text = printLock(lock);
        expect(parseLock(text)).toEqual(lock);
        const lines = text.split("\n").filter((line) => /^ {4}"/.test(line));
        expect(lines).toEqual([...lines].sort());
      }),
    );
  });

  test.each([
    ["<<<<<<< HEAD", "not JSON"],
    ['{ "version": 2, "ids": {} }', "version"],
    ['{ "version": 1 }', "ids"],
    ['{ "version": 1, "ids": { "work a": "xx", "work b": "xx" } }', "two lines"],
    ['{ "version": 1, "ids": { "work a": 5 } }', "short word"],
  ])("says what is wrong with %s", (text, problem) => {
    expect(parseLock(text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});
