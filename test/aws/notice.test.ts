import { expect, it } from "vitest";
import type { Notice } from "#agent/state.ts";
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
