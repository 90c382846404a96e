import { describe, expect, it } from "vitest";
import type { Notice } from "#agent/state.ts";
import { blockRefusal, noticeOfBlock } from "#providers/aws/runtime/block.ts";
import { knownWorks } from "#providers/aws/runtime/known-works.ts";
import { watchNotices } from "#providers/aws/runtime/notice.ts";

const paths = {
  spot: "meta-data/spot/instance-action",
  rebalance: "meta-data/events/recommendations/rebalance",
  maintenance: "meta-data/events/maintenance/scheduled",
};

/** Looks at one metadata after the other, each for a few looks. */
async function told(metadata: readonly (Record<string, string> | "outage")[]) {
  const notices: Notice[] = [];
  const ended = new AbortController();
  let asked = 0;
  const looks = 3 * 3;
  await watchNotices({
    metadata: async (path) => {
      const now = metadata[Math.floor(asked++ / looks)];
      if (now === undefined) ended.abort();
      if (now === "outage") throw new TypeError("fetch failed");
      return now?.[path];
    },
    onNotice: (notice) => notices.push(notice),
    signal: ended.signal,
    every: 1,
  });
  return notices;
}

const inMinutes = (minutes: number): string =>
  new Date(Math.floor(Date.now() / 1000) * 1000 + minutes * 60_000).toISOString();
const scheduled = (NotBefore: string, State = "active") =>
  JSON.stringify([{ Code: "instance-retirement", NotBefore, State, EventId: "e-1" }]);

it("a spot notice is told once, with its time; what is there before it is not it", async () => {
  const time = inMinutes(2);
  const action = JSON.stringify({ action: "terminate", time });
  expect(await told([{}, { [paths.spot]: action }, { [paths.spot]: action }])).toEqual([
    { reason: "spot", deadline: time },
  ]);
});

it("a recommendation to move comes before the notice, if it comes", async () => {
  const [noticeTime, time] = [inMinutes(0), inMinutes(3)];
  const recommended = { [paths.rebalance]: JSON.stringify({ noticeTime }) };
  const taken = { [paths.spot]: JSON.stringify({ action: "stop", time }) };
  expect(await told([recommended, { ...recommended, ...taken }])).toEqual([
    { reason: "rebalance", deadline: inMinutes(2) },
    { reason: "spot", deadline: time },
  ]);
});

it("a maintenance is a notice once it is near, and only while it stands", async () => {
  const soon = new Date(Math.floor(Date.now() / 1000) * 1000 + 300_000);
  expect(
    await told([
      { [paths.maintenance]: "[]" },
      { [paths.maintenance]: scheduled(new Date(Date.now() + 86_400_000).toUTCString()) },
      { [paths.maintenance]: scheduled(soon.toUTCString(), "canceled") },
      { [paths.maintenance]: scheduled(soon.toUTCString()) },
    ]),
  ).toEqual([{ reason: "maintenance", deadline: soon.toISOString() }]);
});

it("an outage of the metadata, or something that is no notice, is none", async () => {
  const odd = { [paths.spot]: "<html>", [paths.rebalance]: "{}", [paths.maintenance]: "{}" };
  const time = inMinutes(1);
  const action = { [paths.spot]: JSON.stringify({ action: "terminate", time }) };
  expect(await told(["outage", odd, "outage", action])).toEqual([
    { reason: "spot", deadline: time },
  ]);
});

describe("the end of a capacity block", () => {
  const block = {
    id: "cr-0a1b",
    ends: "2026-12-01T12:30:00+01:00",
    taken: "2026-12-01T11:00:00.000Z",
  };
  const at = (time: string): number => Date.parse(`2026-12-01T${time}Z`);

  it("is a notice ten minutes before EC2 takes the machines, and not a moment before", () => {
    expect(noticeOfBlock(block, at("10:49:59.999"))).toBeUndefined();
    const notice = { reason: "block", deadline: block.taken };
    for (const time of ["10:50:00", "11:00:00", "11:31:00"])
      expect(noticeOfBlock(block, at(time))).toEqual(notice);
  });

  it("is why no machine is asked for any more, by its name", () => {
    expect(blockRefusal(block, at("10:49:59"))).toBeUndefined();
    expect(blockRefusal(block, at("10:50:00"))).toContain(
      "Capacity block cr-0a1b ends at 2026-12-01T12:30:00+01:00, too soon",
    );
    expect(blockRefusal(block, at("11:30:00"))).toContain("cr-0a1b ended at 2026-12-01T12:30");
  });

  it("is told among what the metadata says, once, and anew when the block is extended too little", async () => {
    const ended = new AbortController();
    const notices: Notice[] = [];
    let looks = 0;
    const ofBlock = (ends: number) => ({
      id: "cr-0a1b",
      ends: new Date(Date.now() + ends).toISOString(),
      taken: inMinutes(ends),
    });
    const blocks = [ofBlock(60), ofBlock(60), ofBlock(8), ofBlock(9)];
    await watchNotices({
      metadata: async () => undefined,
      block: () => {
        const now = blocks[Math.floor(looks++ / 2)];
        if (now === undefined) ended.abort();
        return now;
      },
      onNotice: (notice) => notices.push(notice),
      signal: ended.signal,
      every: 1,
    });
    expect(notices).toEqual(
      blocks.slice(2).map(({ taken }) => ({ reason: "block", deadline: taken })),
    );
  });
});

it("a machine keeps to the block that it started in, and learns of a later end", () => {
  const deployed = (id: string, ends: string) => ({
    version: 1 as const,
    app: "boring-dev",
    region: "us-east-1",
    journal: "journal",
    data: "data",
    config: {},
    keepFailed: 0,
    groups: [{ name: "train", role: "", groups: [], works: [], block: { id, ends, taken: ends } }],
  });
  const works = knownWorks(deployed("cr-0a", "2026-12-01T11:30:00Z"));
  expect(works.block("serve")).toBeUndefined();
  works.learn(deployed("cr-0b", "2027-01-01T11:30:00Z"));
  expect(works.block("train")?.ends).toBe("2026-12-01T11:30:00Z");
  works.learn(deployed("cr-0a", "2026-12-03T11:30:00Z"));
  expect(works.block("train")?.ends).toBe("2026-12-03T11:30:00Z");
});
