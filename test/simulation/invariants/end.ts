import { isOpen } from "#controller/state.ts";
import type { Observer } from "../observer.ts";
import type { Machine } from "../world/machines.ts";

/** What must be true once nothing is broken any more and time enough has passed. */
export function checkEnd(observer: Observer): void {
  const { world } = observer;
  if (world.end === undefined) {
    observer.fail(
      17,
      `the app has not come to its end ${world.timeline.now - world.plan.calmFrom} ms after the last fault; open: ${observer.openCalls().join(", ") || "nothing"}`,
    );
  }
  rightEnd(observer);
  // What a provider launches twice for one asking, the list of machines ends, some time.
  const twice = ({ token }: Machine): boolean =>
    world.provider.machines.filter((machine) => machine.token === token).length > 1;
  const left = world.provider.machines.filter(
    (machine) => machine.stage !== "gone" && !twice(machine),
  );
  if (left.length > 0)
    observer.fail(
      19,
      `${left.map(({ id, stage }) => `${id} (${stage})`).join(", ")} outlive the app`,
    );
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
  if (app.finally === undefined || excused) return;
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
