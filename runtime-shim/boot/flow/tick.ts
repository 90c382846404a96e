import { AsyncLocalStorage } from "node:async_hooks";
import type { FlowError, Operation } from "#protocol/flow.ts";
import type { Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { FieldOverlay } from "./fields.ts";
import type { LedgerPromise } from "./ledger-promise.ts";
import type { StepEffect } from "./steps.ts";

/** Where code runs: `run()` itself, `configureLayout()` after it, or a command between ticks. */
export type TickMode = "tick" | "layout" | "command";

export interface PrintedLine {
  readonly stream: "stdout" | "stderr";
  readonly line: string;
}

/** Something that the ledger can answer in this tick. */
export interface Delivery {
  readonly order: number;
  readonly deliver: () => void;
}

interface ReachedCall {
  readonly promise?: LedgerPromise<unknown> | undefined;
  looked: boolean;
}

/** One pass over `run()`: everything it reads, asks for and writes, buffered until it is over. */
export class Tick {
  readonly engine: Engine;
  readonly mode: TickMode;
  /** ms since the epoch; the same throughout. */
  readonly now: number;
  readonly reads = new Set<string>();
  readonly fields: FieldOverlay;
  readonly operations: Operation[] = [];
  readonly reached = new Map<string, ReachedCall>();
  readonly steps = new Map<string, StepEffect>();
  readonly lines: PrintedLine[] = [];
  /** Bodies of `every` that were entered: the tick is not over before they are, or wait. */
  readonly bodies: Promise<void>[] = [];
  /** Path name → version that the last awaited call of its work published: what the Path means from here on. */
  readonly meant = new Map<string, string>();
  /** Promises somebody waits for that the ledger cannot answer yet. */
  waiting = 0;
  ending: { readonly code: 0 | 1; readonly message: string } | undefined;
  /** Takes back what was made or removed outside of buffers, where a handler throws. */
  readonly undo: (() => void)[] = [];
  ended = false;
  error: EngineError | undefined;
  readonly #keys = new Set<string>();
  readonly #deliveries: Delivery[] = [];

  constructor(
    engine: Engine,
    how: { readonly mode: TickMode; readonly now: number; readonly fields?: FieldOverlay },
  ) {
    this.engine = engine;
    this.mode = how.mode;
    this.now = how.now;
    this.fields = how.fields ?? new FieldOverlay(engine);
  }

  deliverLater(delivery: Delivery): void {
    this.#deliveries.push(delivery);
  }

  /** Lowest first, so that a race that was won once is won again by the same. */
  nextDelivery(): Delivery | undefined {
    const lowest = this.#deliveries.reduce<number>(
      (best, { order }, index, all) =>
        order < (all[best]?.order ?? Number.POSITIVE_INFINITY) ? index : best,
      0,
    );
    return this.#deliveries.splice(lowest, 1)[0];
  }

  /** A name may stand for one thing in a tick. */
  claimKey(key: string, described: string): void {
    if (this.#keys.has(key)) {
      throw this.fail(
        new EngineError(
          "flow/duplicate-key",
          `${described} is asked for twice in one tick. Give each its own key; an array does in a loop: ["name", i].`,
        ),
      );
    }
    this.#keys.add(key);
  }

  /** Remembers the first engine error: catching it does not save the tick. */
  fail(error: EngineError): EngineError {
    this.error ??= error;
    return error;
  }
}

export const ticks = new AsyncLocalStorage<Tick>();

/** In a tick, that fails, whatever the app's code catches. */
export function refuse(slug: string, message: string): never {
  const error = new EngineError(slug, message);
  throw ticks.getStore()?.fail(error) ?? error;
}

/** The tick this code runs in; throws where there is none, or it is over. `what` starts the message. */
export function currentTick(what: string): Tick {
  const tick = ticks.getStore();
  if (tick === undefined) {
    throw new EngineError(
      "flow/outside-tick",
      `${what} outside of run(), configureLayout() and commands. Components live in ticks.`,
    );
  }
  if (tick.ended) throw new EngineError("flow/foreign-await", afterEnd(what));
  return tick;
}

const afterEnd = (what: string): string =>
  `${what} after its tick had ended: something was awaited that the ledger does not know. ` +
  `Wrap it in \`await this.step("name", async () => …)\`.`;

/** Like `currentTick`, for what only `run()` and commands may do. */
export function actingTick(what: string): Tick {
  const tick = currentTick(what);
  if (tick.mode !== "layout") return tick;
  return refuse(
    "flow/layout-acts",
    `${what} in configureLayout(), which only describes tabs. Do it in run().`,
  );
}

export const flowError = (error: unknown): FlowError => {
  if (!(error instanceof Error)) return { name: "Error", message: `${String(error)} was thrown.` };
  return {
    ...(error instanceof EngineError && { slug: error.slug }),
    name: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
  };
};
