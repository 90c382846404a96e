import { createHook } from "node:async_hooks";
import type { Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { Tick, ticks } from "./tick.ts";

/**
 * A tick ended although nothing in it waits for the ledger: it awaits something that no other tick will
 * see again. To name the line, the tick is run once more, on the same snapshot, noting where promises are
 * made that stay unsettled; nothing of that second pass counts.
 */
export async function foreignAwait(
  engine: Engine,
  first: Tick,
  run: (tick: Tick) => Promise<unknown>,
): Promise<EngineError> {
  const error = new EngineError(
    "flow/foreign-await",
    "The flow awaits something that the ledger does not know, so no later tick would see it finish. " +
      'In a flow, await calls, steps, sleeps and ready(); wrap anything else in `await this.step("name", async () => …)`.',
  );
  const stack = await placeOfWait(() => run(new Tick(engine, { mode: "tick", now: first.now })));
  if (stack !== undefined) error.stack = `${error.name}: ${error.message}\n${stack}`;
  return error;
}

async function placeOfWait(run: () => Promise<unknown>): Promise<string | undefined> {
  const open = new Map<number, string>();
  const hook = createHook({
    init: (id, type) => {
      if (type === "PROMISE" && ticks.getStore() !== undefined) open.set(id, framesHere());
    },
    promiseResolve: (id) => {
      open.delete(id);
    },
  });
  hook.enable();
  try {
    await run();
  } finally {
    hook.disable();
  }
  return [...open.values()].findLast((frames) => frames.includes("\n") || frames.includes("at "));
}

/** Frames of the app only: an await shows as the line of the async function that stands there. */
function framesHere(): string {
  const { stack = "" } = new Error();
  const frames = stack.split("\n").slice(1);
  return frames.filter((frame) => !isOwnFrame(frame)).join("\n");
}

const isOwnFrame = (frame: string): boolean =>
  /node:|runtime-shim[\\/]|thunderhead[\\/](boot|sdk|chunks)|AsyncHook|new Promise|<anonymous>\)$/.test(
    frame,
  );
