import type { Operation, TickReport } from "#protocol/flow.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { effectiveOperations } from "./effective.ts";
import { missingClass } from "./elements.ts";
import { end } from "./ending.ts";
import { shownFailures, uncaught } from "./failing.ts";
import { watchGrowth } from "./growth.ts";
import type { FlowState } from "./live.ts";
import { observeTabs, observeTick } from "./observe.ts";
import { serveFolders } from "./sites.ts";
import type { Core } from "./state.ts";
import { watchStorm } from "./storm.ts";
import { tellWorks } from "./tell-works.ts";
import { effect, record, say, type Turn } from "./turn.ts";
import { takeChanges } from "./views.ts";

/** Ticks in a row that only their own writes asked for, before the pace drops. */
const calm = 100;
const slowPace = 100;
const slowTick = 100;

/** Starts a tick if what the last one read has changed; or a waiting command, which goes between ticks. */
export function wakeFlow(turn: Turn): void {
  const { live, ledger } = turn.core;
  const { flow } = live;
  if (flow.phase !== "idle" || live.ending || flow.paused !== undefined) return;
  if (startCommand(turn)) return;
  // A failure is shown to a tick even if none has ever reached its call.
  const run = flow.forced || ledger.unseen.size > 0 || touches(live.dirty, flow.reads);
  const layout = touches(live.dirty, flow.layoutReads);
  if ((!run && !layout) || (run && flow.notBefore > turn.now)) return;
  startTick(turn, !run);
}

function startTick(turn: Turn, layoutOnly: boolean): void {
  const { live, ledger } = turn.core;
  const tick = live.flow.tick + 1;
  live.flow = {
    ...live.flow,
    phase: "busy",
    layoutOnly,
    tick,
    forced: layoutOnly && live.flow.forced,
    streak: layoutOnly ? live.flow.streak : live.flow.streak + 1,
    snapshot: ledger.order,
  };
  const changes = takeChanges(turn.core);
  effect(turn, {
    kind: "flow",
    message: { kind: "tick", request: { tick, now: turn.now, changes, layoutOnly } },
  });
}

function startCommand(turn: Turn): boolean {
  const { live } = turn.core;
  const command = live.commandQueue.shift();
  if (command === undefined) return false;
  live.flow = { ...live.flow, phase: "busy" };
  const changes = takeChanges(turn.core);
  // What the command is told, the next tick has not been: it must not sleep through it.
  if (changes.length > 0) live.flow = { ...live.flow, forced: true };
  effect(turn, { kind: "flow", message: { kind: "command", ...command, now: turn.now, changes } });
  return true;
}

const touches = (dirty: ReadonlySet<string>, reads: ReadonlySet<string>): boolean =>
  dirty.size < reads.size ? someIn(dirty, reads) : someIn(reads, dirty);

function someIn(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const key of keys) if (others.has(key)) return true;
  return false;
}

/** Commits what a tick did, as one record; or ends the app, where the tick failed. */
export function commitTick(turn: Turn, report: TickReport): void {
  const { live, ledger } = turn.core;
  const at = new Date(turn.now).toISOString();
  for (const { stream, line } of report.lines)
    effect(turn, { kind: "log", line: { component: "root", stream, line, at } });
  const { outcome } = report;
  const { layoutOnly } = live.flow;
  const failure = uncaught(
    ledger,
    { report, snapshot: live.flow.snapshot, layoutOnly },
    live.works,
  );
  live.flow = afterReport(live.flow, report, layoutOnly);
  if (failure !== undefined || outcome.kind === "failed") {
    end(turn, failure ?? failedTick(turn.core, outcome));
    return;
  }
  observeTabs(turn, report.tabs);
  live.tabs = report.tabs;
  for (const call of Object.keys(report.reached)) live.reached.add(call);
  serveFolders(turn);
  warnSlow(turn, report);
  const operations = effectiveOperations(ledger, report.operations);
  const missing = missingElement(live.manifest, operations);
  if (missing !== undefined) {
    end(turn, { code: 1, message: missing });
    return;
  }
  const seen = layoutOnly ? [] : shownFailures(ledger, live.flow.snapshot);
  if (report.writes.length > 0 || operations.length > 0 || seen.length > 0) {
    record(turn, {
      kind: "tick",
      ...(seen.length > 0 && { seen }),
      writes: report.writes,
      operations,
      settled: outcome.kind === "settled",
    });
    observeTick(turn, report.writes, operations);
    tellWorks(turn, report.writes);
    watchStorm(turn, operations);
  }
  pace(turn, report);
  watchGrowth(turn, report);
  if (outcome.ending !== undefined) end(turn, outcome.ending);
}

function missingElement(manifest: Manifest, operations: readonly Operation[]): string | undefined {
  for (const operation of operations) {
    const missing = operation.kind === "create" ? missingClass(manifest, operation) : undefined;
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function afterReport(flow: FlowState, report: TickReport, layoutOnly: boolean): FlowState {
  const layoutReads = new Set(report.layoutReads);
  if (layoutOnly) return { ...flow, phase: "idle", layoutReads };
  return {
    ...flow,
    phase: "idle",
    reads: new Set(report.reads),
    layoutReads,
    settled: report.outcome.kind === "settled",
  };
}

function failedTick(
  { live }: Core,
  outcome: TickReport["outcome"],
): { readonly code: 1; readonly message: string } {
  if (outcome.kind !== "failed") return { code: 1, message: `${live.title} failed.` };
  const { error } = outcome;
  return { code: 1, message: error.stack ?? `${error.name}: ${error.message}` };
}

function warnSlow(turn: Turn, { took }: TickReport): void {
  if (took > slowTick)
    say(
      turn,
      "root",
      `A tick took ${Math.round(took)} ms. Heavy code belongs in a work or a step.`,
    );
}

/** After many ticks in a row that nothing from outside asked for, ten a second are enough. */
function pace(turn: Turn, report: TickReport): void {
  const { live } = turn.core;
  if (live.flow.streak < calm) return;
  if (live.flow.streak === calm) {
    const fields = report.writes.flatMap(({ component, patch }) =>
      Object.keys(patch.set).map((field) => `${component}.${field}`),
    );
    say(
      turn,
      "root",
      `The flow never settles: each tick changes ${fields.join(", ") || "something it reads"} again (flow/never-settles).`,
    );
  }
  live.flow = { ...live.flow, notBefore: turn.now + slowPace };
}
