import fs, { readdirSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { PublishedVersion } from "#protocol/call.ts";
import { model, pinned, temporary, trainOrder, volumeIn } from "./orders.ts";

/**
 * Every call of the file system that a publish makes is a place to die at: each is once the last that is
 * made, and once one that fails, with everything behind it still to be tried.
 */
const calls = [
  "chmod",
  "copyFile",
  "link",
  "lstat",
  "mkdir",
  "open",
  "readdir",
  "realpath",
  "rename",
];
const more = ["rm", "stat", "unlink", "utimes"];
const originals = new Map(
  [...calls, ...more].map((name) => [name, Reflect.get(fs.promises, name)] as const),
);

type How = "dies" | "fails";

/** Counts calls, and at the `at`th stops answering for ever, or rejects once. */
function disturb(how: How, at: number): { count: number } {
  const seen = { count: 0 };
  const guard =
    (original: (...args: unknown[]) => Promise<unknown>, self: unknown) =>
    async (...args: unknown[]): Promise<unknown> => {
      seen.count += 1;
      if (how === "dies" && seen.count >= at) return new Promise(() => {});
      if (how === "fails" && seen.count === at)
        throw Object.assign(new Error("EIO"), { code: "EIO" });
      return watched(await Reflect.apply(original, self, args));
    };
  // What an open file is asked counts, too: writing, forcing to disk.
  const watched = (result: unknown): unknown => {
    if (typeof result !== "object" || result === null || !("sync" in result)) return result;
    opened.add(result);
    for (const name of ["sync", "writeFile"]) {
      const original: unknown = Reflect.get(result, name);
      if (typeof original === "function")
        Reflect.set(
          result,
          name,
          guard(async (...args) => Reflect.apply(original, result, args), result),
        );
    }
    return result;
  };
  for (const [name, original] of originals)
    Reflect.set(fs.promises, name, guard(original, fs.promises));
  syncBuiltinESMExports();
  return seen;
}

/** A process that dies leaves no file open. */
const opened = new Set<object>();

async function restore(): Promise<void> {
  for (const [name, original] of originals) Reflect.set(fs.promises, name, original);
  syncBuiltinESMExports();
  for (const handle of opened) {
    const close: unknown = Reflect.get(handle, "close");
    if (typeof close === "function") await Reflect.apply(close, handle, []);
  }
  opened.clear();
}
afterEach(restore);

const contents = (n: number) => ({ weights: `weights ${n}`, same: "same", "deep/config": `${n}` });

async function stage(root: string, attempt: number, previous?: PublishedVersion) {
  const volume = volumeIn(root);
  const order = trainOrder({ attempt, outputs: [{ ...model, ...(previous && { previous }) }] });
  const { local } = await volume.prepare(order);
  const place = local["train.model"] ?? "";
  for (const [name, text] of Object.entries(contents(attempt))) {
    fs.mkdirSync(join(place, name, ".."), { recursive: true });
    fs.writeFileSync(join(place, name), text);
  }
  const [output = model] = order.outputs;
  return (move: boolean) => volume.publish(order, output, { move, number: 1 });
}

const readVersion = (root: string, { version }: PublishedVersion) =>
  Object.fromEntries(
    Object.keys(contents(0)).map((name) => [
      name,
      readFileSync(join(root, "volume/t1/v/m1", version, "model", name), "utf8"),
    ]),
  );

describe.each(["copied", "moved"])("a publish that is %s", (kind) => {
  const move = kind === "moved";

  it.each<How>(["dies", "fails"])(
    "and %s at any one of its calls leaves the old version whole, or makes the new one whole",
    async (how) => {
      let whole = false;
      let tried = 0;
      for (let at = 1; !whole; at++) {
        const root = temporary();
        const first = await (await stage(root, 1))(move);
        if (first === undefined) throw new Error("Nothing was published.");
        const publish = await stage(root, 2, first);
        const seen = disturb(how, at);
        const second = await outcomeOf(publish(move), how, seen, at);
        await restore();
        whole = seen.count < at;
        tried = at;
        // Whatever the ledger has heard of is whole, byte for byte; the first it has heard of before.
        const volume = volumeIn(root);
        expect(readVersion(root, first)).toEqual(contents(1));
        expect(await volume.verify(pinned(first, "full"))).toBeUndefined();
        if (second !== undefined) expect(readVersion(root, second)).toEqual(contents(2));
        // The next attempt publishes as if nothing had been, under a name of its own.
        const third = await (await stage(root, 3, first))(move);
        expect(third && readVersion(root, third)).toEqual(contents(3));
        const names = readdirSync(join(root, "volume/t1/v/m1")).filter(
          (name) => !name.includes("."),
        );
        expect(new Set(names).size).toBe(names.length);
        expect(third?.version).not.toBe(second?.version);
      }
      expect(tried).toBeGreaterThan(25);
    },
  );
});

/** What the ledger would have heard: nothing of a publish that died or failed. */
async function outcomeOf(
  published: Promise<PublishedVersion | undefined>,
  how: How,
  seen: { count: number },
  at: number,
): Promise<PublishedVersion | undefined> {
  const outcome = published.catch(() => undefined);
  if (how === "fails") return outcome;
  // Calls under way beside the one that hangs come to their end, too.
  const quiet = async (): Promise<undefined> => {
    for (let before = -1; before !== seen.count || seen.count < at; ) {
      before = seen.count;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    return undefined;
  };
  return Promise.race([outcome, quiet()]);
}
