import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AttemptOrder, PublishedVersion } from "#protocol/call.ts";
import type { Mount } from "#providers/aws/runtime/mounts.ts";
import { awsCollector, awsVolume } from "#providers/aws/runtime/volume.ts";
import { pinned, serveOrder, temporary, trainOrder } from "../paths/orders.ts";

/** A file system whose mounts are links into a folder, as access points are roots of its parts. */
function machine(root: string, machineFolder: string) {
  const made: Mount[] = [];
  const fetched: string[] = [];
  const volume = awsVolume({
    fileSystem: "fs-1",
    points: new Map(
      ["t1", "s1", "map1"].map((id) => [id, { own: `${id} own`, versions: `${id} versions` }]),
    ),
    mounts: {
      ensure: async (mount) => {
        made.push(mount);
        if (existsSync(mount.at)) return;
        const [site = "", part] = mount.accessPoint.split(" ");
        const target = join(root, site, part === "own" ? "" : "v");
        mkdirSync(target, { recursive: true });
        mkdirSync(dirname(mount.at), { recursive: true });
        symlinkSync(target, mount.at);
      },
    },
    mountedIn: join(machineFolder, "mnt"),
    attempts: join(machineFolder, "attempts"),
    bundles: join(machineFolder, "bundles"),
    onDead: () => {},
    fetchBundle: async ({ bundle }) => void fetched.push(bundle),
  });
  return { volume, made, fetched };
}

async function published(order: AttemptOrder, machineOf: ReturnType<typeof machine>) {
  const { volume } = machineOf;
  const places = await volume.prepare(order);
  const [output] = order.outputs;
  if (output === undefined) throw new Error("The order has no output.");
  writeFileSync(places.local[output.name] ?? "", "weights");
  const version = await volume.publish(order, output, { move: true, number: 1 });
  if (version === undefined) throw new Error("Nothing was published.");
  return version;
}

const readable = (places: { readonly local: Readonly<Record<string, string>> }, version: string) =>
  places.local[`train.model@${version}`] ?? "";

describe("the volume of machines on AWS", () => {
  it("mounts a work's own part with write, and what it reads without", async () => {
    const root = temporary();
    const [first, second] = [machine(root, temporary()), machine(root, temporary())];
    const version = await published(trainOrder(), first);
    expect(first.made).toMatchObject([{ accessPoint: "t1 own", write: true, fileSystem: "fs-1" }]);
    expect(first.fetched).toEqual(["train-1"]);
    const places = await second.volume.prepare(serveOrder(pinned(version)));
    expect(second.made).toMatchObject([{ accessPoint: "t1 versions", write: false }]);
    expect(readable(places, version.version)).toContain("/mnt/versions/t1/");
    expect(readFileSync(readable(places, version.version), "utf8")).toBe("weights");
    expect(readdirSync(join(root, "t1/v/m1"))).toContain(version.version);
  });

  it("has a work find its own versions where it writes, also on a machine that reads them for another", async () => {
    const root = temporary();
    const only = machine(root, temporary());
    const version = await published(trainOrder(), only);
    const places = await only.volume.prepare(serveOrder(pinned(version)));
    expect(readable(places, version.version)).toContain("/mnt/versions/t1/");
    const [output] = trainOrder().outputs;
    const again = trainOrder({
      attempt: 2,
      outputs: output ? [{ ...output, previous: version }] : [],
    });
    const { previous } = await only.volume.prepare(again);
    expect(previous["train.model"]).toContain("/mnt/own/t1/v/");
    expect(readFileSync(previous["train.model"] ?? "", "utf8")).toBe("weights");
  });

  it("keeps elements of a map apart in their map's part", async () => {
    const root = temporary();
    const only = machine(root, temporary());
    const versions: PublishedVersion[] = [];
    for (const workId of ["map1-a", "map1-b"])
      versions.push(await published(trainOrder({ workId, call: workId }), only));
    expect(only.made.map(({ accessPoint }) => accessPoint)).toEqual(["map1 own", "map1 own"]);
    for (const [index, workId] of ["map1-a", "map1-b"].entries())
      expect(readdirSync(join(root, "map1/v", workId, "m1"))).toContain(versions[index]?.version);
    const reader = machine(root, temporary());
    const [version] = versions;
    if (version === undefined) throw new Error("Nothing was published.");
    const order = serveOrder({ ...pinned(version), producerId: "map1-a" });
    const places = await reader.volume.prepare(order);
    expect(readFileSync(readable(places, version.version), "utf8")).toBe("weights");
  });

  it("is collected from its root", async () => {
    const root = temporary();
    const { version } = await published(trainOrder(), machine(root, temporary()));
    const collector = awsCollector(root);
    await collector.collect({ workId: "t1", pathId: "m1", version });
    expect(readdirSync(join(root, "t1/v/m1"))).toEqual([]);
    await collector.collect({ workId: "t1", pathId: "m1", version });
  });

  it("is swept from its root, elements of maps too", async () => {
    const root = temporary();
    const only = machine(root, temporary());
    const works = ["t1", "map1-a"];
    const made = [];
    for (const workId of works) {
      const [kept, lost] = [1, 2].map((attempt) => trainOrder({ workId, call: workId, attempt }));
      if (kept === undefined || lost === undefined) throw new Error("There is no order.");
      made.push({ workId, kept: await published(kept, only), lost: await published(lost, only) });
    }
    const place = (workId: string): string =>
      join(root, workId === "t1" ? "t1/v" : "map1/v/map1-a", "m1");
    for (const { workId, kept, lost } of made)
      for (const { version } of [kept, lost]) utimesSync(join(place(workId), version), 0, 0);
    const paths = made.map(({ workId, kept }) => ({
      workId,
      pathId: "m1",
      versions: [kept.version],
    }));
    await awsCollector(root).sweep({ paths, attempts: [] });
    for (const { workId, kept } of made)
      expect(readdirSync(place(workId)).filter((name) => !name.endsWith(".json"))).toEqual([
        kept.version,
      ]);
  });

  it("says so when a machine was made by a program that knows a Path not yet", async () => {
    const only = machine(temporary(), temporary());
    await expect(only.volume.prepare(trainOrder({ workId: "x9" }))).rejects.toThrow(
      "knows no Paths of x9",
    );
  });
});
