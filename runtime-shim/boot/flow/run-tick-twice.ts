import type { TickReport, TickRequest } from "#protocol/flow.ts";
import type { Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { tryTick } from "./run-tick.ts";
import { flowError } from "./tick.ts";

/**
 * A tick on its snapshot, and once more on the same: what it writes and asks for must be the same to the
 * byte, since every tick may be repeated. What differs fails the tick.
 */
export async function runTickTwice(engine: Engine, request: TickRequest): Promise<TickReport> {
  const { tabs, printed } = engine;
  const first = await tryTick(engine, request);
  for (const undo of first.tick.undo.toReversed()) undo();
  Object.assign(engine, { tabs, printed });
  const { report } = await tryTick(engine, { ...request, changes: [] });
  const [before, after] = [essence(first.report), essence(report)];
  if (before.join("\n") === after.join("\n")) return report;
  const error = new EngineError(
    "flow/nondeterministic",
    [
      "run() did something else when it was run again on the same state. It may read nothing but its state, " +
        "what it awaits and `Date.now()`; anything else belongs in a step.",
      ...["first:", ...onlyIn(before, after)],
      ...["second:", ...onlyIn(after, before)],
    ].join("\n"),
  );
  return {
    ...report,
    outcome: { kind: "failed", error: flowError(error) },
    writes: [],
    operations: [],
  };
}

/** Where the two differ in their order alone, that order. */
function onlyIn(lines: readonly string[], others: readonly string[]): readonly string[] {
  const only = lines.filter((line) => !others.includes(line));
  const reordered = only.length === 0 && others.every((line) => lines.includes(line));
  const shown = reordered ? lines : only;
  return shown.length === 0 ? ["  nothing more"] : shown.map((line) => `  ${line}`);
}

/** What the ledger would be told, a line for each thing; where a stack says which line, that is no part of it. */
const essence = ({ writes, operations, outcome }: TickReport): readonly string[] => [
  ...writes.map(({ component, patch }) => `${component} ${JSON.stringify(patch)}`),
  ...operations.map((operation) => JSON.stringify(operation)),
  outcome.kind === "failed" ? `failed: ${outcome.error.message}` : JSON.stringify(outcome),
];
