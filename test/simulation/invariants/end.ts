import { isOpen } from "#controller/state.ts";
import type { Observer } from "../observer.ts";

/** ms; machines that were launched twice for one asking are found by a list, which may lag. */
const longestEnding = 60_000;

/** What must be true once nothing is broken any more and time enough has passed. */
export function checkEnd(observer: Observer): void {
  const { world } = observer;
  if (world.app.idles && world.end === undefined) {
    if (world.waitsForSweep) noOldGarbage(observer);
    rightState(observer);
    return;
  }
  if (world.end === undefined) {
    observer.fail(
      17,
      `the app has not come to its end ${world.timeline.now - world.plan.calmFrom} ms after the last fault; open: ${observer.openCalls().join(", ") || "nothing"}`,
    );
  }
  rightEnd(observer);
  allEnd(observer);
  const left = world.provider.machines.filter(({ stage }) => stage !== "gone");
  if (left.length > 0)
    observer.fail(
      19,
      `${left.map(({ id, stage }) => `${id} (${stage})`).join(", ")} outlive the app`,
    );
}

/** 19: within a minute of the end, whether it was a good one or not, nothing goes on that costs. */
function allEnd(observer: Observer): void {
  const { world, ended } = observer;
  const latest = Math.max(ended, world.plan.calmFrom);
  const late = world.provider.machines.find(
    ({ launched, ended: at = Number.POSITIVE_INFINITY }) =>
      at > Math.max(latest, launched) + longestEnding,
  );
  if (late !== undefined)
    observer.fail(19, `${late.id} is told to end more than a minute after the app has ended`);
}

/** 18: an app with nothing to do makes no tick and no record, and keeps no machine. */
export function checkRest(observer: Observer): void {
  const { world, ticks, appends } = observer;
  const { resting = { ticks: 0, appends: 0 } } = world;
  const open = observer.openCalls();
  if (open.length > 0) observer.fail(17, `${open.join(", ")} is open long after the last fault`);
  if (ticks > resting.ticks) observer.fail(18, `an idle app made ${ticks - resting.ticks} ticks`);
  if (appends > resting.appends)
    observer.fail(18, `an idle app made ${appends - resting.appends} appends`);
  const left = world.provider.machines.filter(({ stage }) => stage !== "gone");
  if (left.length > 0)
    observer.fail(
      18,
      `${left.map(({ id, stage }) => `${id} (${stage})`).join(", ")} outlive idleTimeout`,
    );
}

/** 18: what no record names, and what was given up, is gone two hours after it could have been of use. */
function noOldGarbage({ world, durable, fail }: Observer): void {
  const recorded = new Set(
    [...durable.versions].flatMap(([path, known]) =>
      known.map(({ version }) => `${path}@${version}`),
    ),
  );
  const old = [...world.volume.versions].filter(
    ([name, { at }]) => !recorded.has(name) && at < world.plan.calmFrom,
  );
  if (old.length > 0)
    fail(18, `${old.map(([name]) => name).join(", ")} is garbage of more than two hours`);
}

/** 17: it came to the end that its code says, unless a fault gave its own code a reason to fail. */
function rightEnd({ world, durable }: Observer): void {
  const { end, app } = world;
  if (end === undefined) return;
  const excused = [...durable.calls.values()].some(
    (call) =>
      !isOpen(call) &&
      call.stage === "failed" &&
      call.failure !== undefined &&
      call.failure.message !== "it is broken",
  );
  if (end.code !== app.code && !(excused && end.code === 1))
    throw new Error(
      `Invariant 17: the app ends with ${end.code} (${end.message}), not ${app.code}`,
    );
  if (!excused) rightState({ world, durable });
}

function rightState({ world: { app }, durable }: Pick<Observer, "world" | "durable">): void {
  if (app.finally === undefined) return;
  const state = durable.stored.get("root") ?? {};
  for (const [field, value] of Object.entries(app.finally)) {
    const is = state[field];
    const initial = is === undefined && (value === 0 || value === "" || value === false);
    if (!initial && JSON.stringify(is) !== JSON.stringify(value))
      throw new Error(
        `Invariant 17: ${field} is ${JSON.stringify(is)} at the end, not ${JSON.stringify(value)}`,
      );
  }
}
