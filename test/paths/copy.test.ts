import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PublishedVersion } from "#protocol/call.ts";
import { look } from "#volume/look.ts";
import { model, temporary, trainOrder, volumeIn } from "./orders.ts";

/** Long enough ago for a file's time of change to say that it was not written since. */
const longAgo = new Date(Date.now() - 10_000);

async function running() {
  const root = temporary();
  const volume = volumeIn(root);
  const { local } = await volume.prepare(trainOrder());
  const place = local["train.model"] ?? "";
  mkdirSync(place, { recursive: true });
  const write = (name: string, text: string, at = longAgo) => {
    writeFileSync(join(place, name), text);
    utimesSync(join(place, name), at, at);
  };
  let number = 0;
  const publish = async (previous?: PublishedVersion): Promise<PublishedVersion> => {
    const output = { ...model, ...(previous && { previous }) };
    const published = await volume.publish(trainOrder({ outputs: [output] }), output, {
      move: false,
      number: ++number,
    });
    if (published === undefined) throw new Error("Nothing was published.");
    return published;
  };
  const at = ({ version }: PublishedVersion, name: string) =>
    join(root, "volume/t1/v/m1", version, "model", name);
  return { write, publish, at };
}

describe("a publish while the run goes on", () => {
  it("copies what was written since the version before, and links the rest to it", async () => {
    const { write, publish, at } = await running();
    write("big", "b".repeat(100_000));
    write("log", "one");
    const first = await publish();
    write("log", "two", new Date(Date.now() - 5_000));
    const second = await publish(first);
    expect(readFileSync(at(second, "log"), "utf8")).toBe("two");
    expect(readFileSync(at(first, "log"), "utf8")).toBe("one");
    expect(statSync(at(second, "big")).ino).toBe(statSync(at(first, "big")).ino);
    expect(statSync(at(second, "log")).ino).not.toBe(statSync(at(first, "log")).ino);
    expect((await publish(second)).version).toBe(second.version);
  });

  it("takes nothing for unchanged whose time of change could not tell", async () => {
    const { write, publish, at } = await running();
    const now = new Date();
    write("log", "one", now);
    const first = await publish();
    write("log", "two", now);
    const second = await publish(first);
    expect(second.version).not.toBe(first.version);
    expect(readFileSync(at(second, "log"), "utf8")).toBe("two");
  });

  it("leaves what the work writes on out of the version", async () => {
    const { write, publish, at } = await running();
    write("log", "one");
    const first = await publish();
    write("log", "more", new Date());
    expect(readFileSync(at(first, "log"), "utf8")).toBe("one");
    expect(() => writeFileSync(join(at(first, "log")), "x")).toSatisfy(
      (attempt: () => void) => process.getuid?.() === 0 || throws(attempt),
    );
  });
});

function throws(act: () => void): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

describe("digests", () => {
  it("computes digests beside the thread that asks for them", async () => {
    const root = temporary();
    const files = Array.from({ length: 40 }, (_, index) => {
      const file = join(root, String(index));
      const text = String(index).repeat(200_000);
      writeFileSync(file, text);
      return { file, size: text.length, sha256: createHash("sha256").update(text).digest("hex") };
    });
    // A thread that hashes itself has no turn before it is done.
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const looked = await look(files.map(({ file }) => ({ file, digest: "any" })));
    clearInterval(timer);
    expect(looked).toEqual(files.map(({ size, sha256 }) => ({ size, sha256 })));
    expect(turns).toBeGreaterThan(0);
  });

  it("say which file could not be read", async () => {
    const missing = join(temporary(), "nowhere");
    const files = Array.from({ length: 20 }, () => ({ file: missing, digest: "any" as const }));
    await expect(look(files)).rejects.toThrow(/ENOENT.*nowhere/);
  });
});
