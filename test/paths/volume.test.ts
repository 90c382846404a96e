import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttemptOrder, PublishedVersion } from "#protocol/call.ts";
import { removeTree } from "#volume/tree.ts";
import { model, pinned, serveOrder, temporary, trainOrder, volumeIn } from "./orders.ts";

/** One attempt of `train` that writes `contents` below its Path (`""` for a Path that is one file) and publishes. */
async function train(
  root: string,
  contents: Readonly<Record<string, string>>,
  order: AttemptOrder = trainOrder(),
  number = 1,
): Promise<PublishedVersion | undefined> {
  const volume = volumeIn(root);
  const { local } = await volume.prepare(order);
  write(local["train.model"] ?? "", contents);
  const [output = model] = order.outputs;
  return volume.publish(order, output, { move: true, number });
}

function write(place: string, contents: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(contents)) {
    const target = join(place, file);
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, text);
  }
}

async function trained(
  root: string,
  contents: Readonly<Record<string, string>>,
  order?: AttemptOrder,
): Promise<PublishedVersion> {
  const published = await train(root, contents, order);
  if (published === undefined) throw new Error("Nothing was published.");
  return published;
}

describe("volume", () => {
  it("gives an attempt an empty place for its Path, whatever the attempt before left there", async () => {
    const root = temporary();
    const volume = volumeIn(root);
    const order = trainOrder();
    const first = await volume.prepare(order);
    write(first.local["train.model"] ?? "", { "": "left over" });
    write(first.directory, { "notes.txt": "left over" });
    const again = await volume.prepare(order);
    expect(existsSync(again.local["train.model"] ?? "")).toBe(false);
    expect(existsSync(join(again.directory, "notes.txt"))).toBe(false);
    // The file's folder is there, so that it can be written without another thought.
    await writeFile(again.local["train.model"] ?? "", "fresh");
  });

  it("publishes nothing where nothing was written", async () => {
    expect(await train(temporary(), {})).toBeUndefined();
  });

  it("keeps two versions apart, and says where the one before lies", async () => {
    const root = temporary();
    const first = await trained(root, { "a/b.txt": "one" });
    const order = trainOrder({ attempt: 2, outputs: [{ ...model, previous: first }] });
    const second = await trained(root, { "a/b.txt": "two" }, order);
    expect(second.version).not.toBe(first.version);
    expect(second.manifest.files.map(({ path }) => path)).toEqual(["a/b.txt"]);
    const { previous } = await volumeIn(root).prepare({ ...order, attempt: 3 });
    expect(readFileSync(join(previous["train.model"] ?? "", "a/b.txt"), "utf8")).toBe("one");
  });

  it("makes no new version of the same bytes, large files included", async () => {
    const root = temporary();
    const large = "x".repeat(3_000_000);
    const first = await trained(root, { small: "s", large });
    expect(first.manifest.files.map(({ sha256 }) => sha256 === undefined)).toEqual([true, false]);
    const next = (attempt: number) =>
      trainOrder({ attempt, outputs: [{ ...model, previous: first }] });
    expect(await train(root, { small: "s", large }, next(2))).toEqual(first);
    const changed = await train(root, { small: "s", large: `${large.slice(1)}y` }, next(3));
    expect(changed?.version).not.toBe(first.version);
    expect((await train(root, { large }, next(4)))?.version).not.toBe(first.version);
  });

  it("seals what it publishes, and can still take it away", async () => {
    const root = temporary();
    const { version } = await trained(root, { "a/b.txt": "one" });
    const directory = join(root, "volume/t1/v/m1", version, "model");
    for (const path of [directory, join(directory, "a"), join(directory, "a/b.txt")])
      expect(statSync(path).mode & 0o222).toBe(0);
    await removeTree(join(root, "volume"));
    expect(existsSync(join(root, "volume"))).toBe(false);
  });

  it.each([true, false])(
    "publishes what links point to, not the links (moved: %s)",
    async (move) => {
      const root = temporary();
      const volume = volumeIn(root);
      const order = trainOrder();
      const { local, directory } = await volume.prepare(order);
      const place = local["train.model"] ?? "";
      write(directory, { "kept.txt": "real", "folder/inside.txt": "too" });
      mkdirSync(place);
      symlinkSync(join(directory, "kept.txt"), join(place, "link.txt"));
      symlinkSync(join(directory, "folder"), join(place, "folder"));
      const published = await volume.publish(order, model, { move, number: 1 });
      await volume.release(order);
      expect(published?.manifest.files.map(({ path }) => path)).toEqual([
        "folder/inside.txt",
        "link.txt",
      ]);
      expect(published && (await volume.verify(pinned(published, "full")))).toBeUndefined();
    },
  );

  it("hands a version to its consumer in place, at a name of its own", async () => {
    const root = temporary();
    const version = await trained(root, { "": "weights" });
    const { local } = await volumeIn(root).prepare(serveOrder(pinned(version)));
    const place = local[`train.model@${version.version}`] ?? "";
    expect(readFileSync(place, "utf8")).toBe("weights");
    expect(place.endsWith("/model")).toBe(true);
  });

  it.each([
    ["is gone", (file: string) => rm(file), "model/weights is missing|weights is missing"],
    ["was cut short", (file: string) => writeFile(file, "wei"), "weights has 3 bytes instead of 7"],
    [
      "has other bytes",
      (file: string) => writeFile(file, "WEIGHTS"),
      "weights has other content than was published",
    ],
  ])(
    "refuses to start a consumer whose input %s, naming producer, field and consumer",
    async (_, damage, what) => {
      const root = temporary();
      const version = await trained(root, { weights: "weights" });
      const file = join(root, "volume/t1/v/m1", version.version, "model/weights");
      await chmod(join(file, ".."), 0o755);
      await chmod(file, 0o644);
      await damage(file);
      const prepared = volumeIn(root).prepare(serveOrder(pinned(version)));
      await expect(prepared).rejects.toThrow(
        /^serve was given train\.model, but what train published there .* is not whole/,
      );
      await expect(volumeIn(root).prepare(serveOrder(pinned(version)))).rejects.toThrow(
        new RegExp(what),
      );
    },
  );

  it("compares every digest where the Path asks for it", async () => {
    const root = temporary();
    const output = { ...model, verify: "full" } as const;
    const version = await trained(
      root,
      { big: "x".repeat(2_000_000) },
      trainOrder({ outputs: [output] }),
    );
    const file = join(root, "volume/t1/v/m1", version.version, "model/big");
    await chmod(file, 0o644);
    await writeFile(file, `y${"x".repeat(1_999_999)}`);
    expect(await volumeIn(root).verify(pinned(version))).toBeUndefined();
    expect(await volumeIn(root).verify(pinned(version, "full"))).toEqual({
      missing: "big has other content than was published",
    });
  });

  it("publishes any tree as it is, and verifies it whole", async () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/);
    const tree = fc.dictionary(
      fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join("/")}.f`),
      fc.string(),
      { minKeys: 1, maxKeys: 8 },
    );
    await fc.assert(
      fc.asyncProperty(tree, fc.boolean(), async (contents, move) => {
        const root = temporary();
        const volume = volumeIn(root);
        const order = trainOrder();
        const { local } = await volume.prepare(order);
        write(local["train.model"] ?? "", contents);
        const published = await volume.publish(order, model, { move, number: 1 });
        expect(published?.manifest.files.map(({ path }) => path)).toEqual(
          Object.keys(contents).sort(),
        );
        expect(published && (await volume.verify(pinned(published, "full")))).toBeUndefined();
        for (const [file, text] of Object.entries(contents)) {
          expect(
            readFileSync(
              join(root, "volume/t1/v/m1", published?.version ?? "", "model", file),
              "utf8",
            ),
          ).toBe(text);
        }
        await removeTree(root);
      }),
      { numRuns: 25 },
    );
  });
});
