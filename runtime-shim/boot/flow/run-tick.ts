import type { FlowError, TickOutcome, TickReport, TickRequest } from "#protocol/flow.ts";
import { failedCall, startCall } from "./calls.ts";
import { type Engine, requireRoot } from "./engine.ts";
import { foreignAwait } from "./foreign-await.ts";
import { layoutOf } from "./layout.ts";
import { pinPaths } from "./paths.ts";
import { flowError, type PrintedLine, Tick, ticks } from "./tick.ts";

// Kept before the guards replace it: the engine itself runs outside of ticks, yet under their patches.
const { setImmediate } = globalThis;

/** All microtasks, and the ticks of Node's own queue. */
const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One pass over `run()` on one snapshot, and the layout after it. Never rejects: what went wrong is in the report. */
export async function runTick(engine: Engine, request: TickRequest): Promise<TickReport> {
  return (await tryTick(engine, request)).report;
}

/** A tick and what it would tell; whoever does not tell it takes back what it made (`undo`). */
export async function tryTick(engine: Engine, request: TickRequest): Promise<TriedTick> {
  engine.view.apply(request.changes);
  const started = performance.now();
  const tick = new Tick(engine, { mode: "tick", now: request.now });
  if (request.layoutOnly) {
    const outcome = { kind: "suspended" } as const;
    return { tick, report: report(engine, { tick, request, started, outcome }) };
  }
  const pass = await runPass(tick);
  const outcome = await outcomeOf(tick, pass);
  for (const [key, effect] of tick.steps) engine.steps.set(key, effect);
  return { tick, report: report(engine, { tick, request, started, outcome }) };
}

export interface TriedTick {
  readonly tick: Tick;
  readonly report: TickReport;
}

type Pass =
  | { readonly kind: "settled" | "suspended" }
  | { readonly kind: "threw"; readonly error: unknown };

/** Runs the root and answers what it waits for, one promise at a time, until it is done or nothing is left to answer. */
async function runPass(tick: Tick): Promise<Pass> {
  let pass: Pass = { kind: "suspended" };
  ticks.run(tick, () => {
    runRoot(tick).then(
      () => (pass = { kind: "settled" }),
      (error: unknown) => (pass = { kind: "threw", error }),
    );
  });
  const over = (): boolean => pass.kind !== "suspended" || tick.error !== undefined;
  for (await drain(); !over(); await drain()) {
    const next = tick.nextDelivery();
    if (next === undefined) break;
    next.deliver();
  }
  tick.ended = true;
  return pass;
}

async function runRoot({ engine, bodies }: Tick): Promise<unknown> {
  for (const component of engine.components.values()) {
    if (component.options.startWithFlow === true) startCall(component, [], undefined);
  }
  const root: { run?: unknown } = requireRoot(engine).proxy;
  if (typeof root.run !== "function") throw new TypeError("The root has no run().");
  const result: unknown = await root.run();
  // A body may enter another.
  for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) await body;
  return result;
}

async function outcomeOf(tick: Tick, pass: Pass): Promise<TickOutcome> {
  if (tick.error !== undefined) return { kind: "failed", error: flowError(tick.error) };
  if (pass.kind === "threw") return { kind: "failed", error: thrown(pass.error) };
  if (pass.kind === "suspended" && tick.waiting === 0 && tick.ending === undefined) {
    return { kind: "failed", error: flowError(await foreignAwait(tick.engine, tick, runPass)) };
  }
  return { kind: pass.kind, ...(tick.ending && { ending: tick.ending }) };
}

function thrown(error: unknown): FlowError {
  const call = failedCall(error) ?? (error instanceof Error ? failedCall(error.cause) : undefined);
  return { ...flowError(error), ...(call !== undefined && { call }) };
}

interface Finished {
  readonly tick: Tick;
  readonly request: TickRequest;
  readonly started: number;
  readonly outcome: TickOutcome;
}

function report(engine: Engine, { tick, request, started, outcome }: Finished): TickReport {
  try {
    const failed = outcome.kind === "failed";
    const writes = failed ? [] : tick.fields.changes((value) => pinPaths(tick, value));
    const layout = failed ? { tabs: engine.tabs, reads: [] } : layoutOf(tick);
    engine.tabs = layout.tabs;
    return {
      tick: request.tick,
      outcome,
      writes,
      operations: failed ? [] : tick.operations,
      reached: Object.fromEntries(
        [...tick.reached].map(([call, { looked }]) => [call, { looked }]),
      ),
      reads: [...tick.reads],
      layoutReads: layout.reads,
      tabs: layout.tabs,
      lines: request.layoutOnly ? [] : newLines(engine, tick.lines),
      took: performance.now() - started,
    };
  } catch (error) {
    if (outcome.kind === "failed") throw error;
    return report(engine, {
      tick,
      request,
      started,
      outcome: { kind: "failed", error: flowError(error) },
    });
  }
}

/** A tick says what the one before it said, and more: only the more is printed. */
function newLines(engine: Engine, lines: readonly PrintedLine[]): readonly PrintedLine[] {
  const differs = lines.findIndex((line, index) => {
    const before = engine.printed[index];
    return before?.line !== line.line || before.stream !== line.stream;
  });
  engine.printed = lines;
  return differs < 0 ? [] : lines.slice(differs);
}
