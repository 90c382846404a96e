import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { model, temporary, trainOrder, volumeIn } from "./orders.ts";

const hours = 3_600_000;

/** An attempt that has published, as long ago as that, and was killed before anybody heard of it. */
async function published(root: string, attempt: number, ago: number): Promise<string> {
  const volume = volumeIn(root);
  const order = trainOrder({ attempt });
  const { local, directory } = await volume.prepare(order);
  const place = local[model.name] ?? "";
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "weights"), String(attempt));
  const made = await volume.publish(order, model, { move: false, number: 1 });
  const version = made?.version ?? "";
  const at = new Date(Date.now() - ago);
  const tree = join(root, "volume/t1/v/m1", version);
  const staging = join(root, "volume/t1/staging", version.replace(/-1$/u, ""));
  for (const old of [tree, `${tree}.json`, staging, directory]) utimesSync(old, at, at);
  return version;
}

const versionsIn = (root: string): readonly string[] =>
  readdirSync(join(root, "volume/t1/v/m1")).filter((name) => !name.endsWith(".json"));

const keep = (versions: readonly string[], attempts: readonly number[] = []) => ({
  paths: [{ workId: "t1", pathId: "m1", versions }],
  attempts: attempts.map((attempt) => ({ work: "train", call: "c0ffee", attempt })),
});

describe("garbage of a volume", () => {
  it("is what no record names, an hour old; nothing of it is left", async () => {
    const root = temporary();
    const lost = await published(root, 1, 2 * hours);
    const recorded = await published(root, 2, 2 * hours);
    await volumeIn(root).sweep?.(keep([recorded]));
    expect(versionsIn(root)).toEqual([recorded]);
    expect(existsSync(join(root, "volume/t1/v/m1", `${lost}.json`))).toBe(false);
    expect(existsSync(join(root, "volume/t1/v/m1", `${recorded}.json`))).toBe(true);
    expect(readdirSync(join(root, "volume/t1/staging"))).toEqual([]);
    expect(readdirSync(join(root, "attempts"))).toEqual([]);
  });

  it("is not what an attempt has made that may still speak, however old", async () => {
    const root = temporary();
    const held = await published(root, 1, 30 * hours);
    await volumeIn(root).sweep?.(keep([], [1]));
    expect(versionsIn(root)).toEqual([held]);
    expect(readdirSync(join(root, "attempts"))).toHaveLength(1);
  });

  it("is not what was written within the hour, nor a Path that is not asked about", async () => {
    const root = temporary();
    const young = await published(root, 1, hours / 2);
    const other = join(root, "volume/t1/v/another/old-1-1");
    mkdirSync(other, { recursive: true });
    utimesSync(other, new Date(0), new Date(0));
    await volumeIn(root).sweep?.(keep([]));
    expect(versionsIn(root)).toEqual([young]);
    expect(existsSync(dirname(other))).toBe(true);
    expect(existsSync(other)).toBe(true);
  });
});
