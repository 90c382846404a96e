import { hostname } from "node:os";
import { duration, progressView } from "../render/deploy-progress.ts";
import { paint, say } from "../render/print.ts";
import type { Change } from "./change.ts";
import { emit } from "./emit.ts";
import type { EngineEvent } from "./events.ts";
import { advance, counts, type Progress, plannedProgress } from "./progress.ts";
import { confirm, isInteractive } from "./prompt.ts";
import { ask } from "./pulumi.ts";
import { isStale, lockHolder } from "./refused.ts";
import { reportOutcome, type Session } from "./session.ts";
import { leftRunning, type Outcome, rejoin, runEngine } from "./update.ts";

export interface Updating {
  readonly args: readonly string[];
  readonly changes: readonly Change[];
}

/** Runs the engine and shows how far it is. */
export async function updateStack(session: Session, { args, changes }: Updating): Promise<Outcome> {
  const steps = changes.map(({ urn, type, kind }) => ({ urn, type, op: kind, reasons: [] }));
  const watching = watcher(session, plannedProgress(steps, session.owners));
  const { at, folder } = session;
  const outcome = await runEngine({ stack: at, folder, args, ...watching });
  watching.end(outcome.code === 0);
  return outcome;
}

const now = (): number => Date.now() / 1000;

function watcher(session: Session, planned: Progress) {
  const { owners, deployment, invocation } = session;
  const view = progressView({ usualSeconds: deployment.usualSeconds, now });
  const started = now();
  let progress = planned;
  view.show(progress);
  return {
    onEvent: (event: EngineEvent) => {
      progress = advance(progress, event, owners);
      view.show(progress);
      emitStep(session, event);
    },
    onStopping: () =>
      say("\nStopping when what is under way is done. Ctrl-C again ends it at once."),
    end: (well: boolean) => {
      view.end(progress);
      const took = duration(Math.round(now() - started));
      emit(invocation.flags, { event: "updated", succeeded: well, seconds: now() - started });
      say(well ? paint("green", `Done in ${took}.\n`) : paint("red", `Stopped after ${took}.\n`));
    },
  };
}

function emitStep({ owners, invocation }: Session, event: EngineEvent): void {
  if (!("step" in event) || !counts(event.step)) return;
  const { urn, type, op } = event.step;
  const { group } = owners(urn);
  emit(invocation.flags, { event: "resource", state: event.kind, component: group, op, type, urn });
}

/**
 * Runs the engine until it is not in the way of itself: a lock whose holder is gone is removed, once, where
 * somebody says yes to that or has said so before. Answers whether all went well; what did not is reported.
 */
export async function unlocked(session: Session, act: () => Promise<Outcome>): Promise<boolean> {
  const outcome = await act();
  const holder = lockHolder(outcome.stderr);
  if (!holder || !isStale(holder) || !(await mayUnlock(session, holder.pid))) {
    return reportOutcome(outcome, session);
  }
  const { engine, name } = session.at;
  await ask(engine, ["cancel", "--yes", "--stack", name]);
  return reportOutcome(await act(), session);
}

async function mayUnlock({ invocation, stack }: Session, pid: number): Promise<boolean> {
  const { flags } = invocation;
  say(`Stack ${stack} is locked by process ${pid} of ${hostname()}, which is gone.`);
  if (flags.has("yes")) say("Removing its lock (`pulumi cancel`).");
  return (
    flags.has("yes") || (isInteractive(flags) && confirm("Remove its lock (`pulumi cancel`)?"))
  );
}

/** An update that was left running by a killed command is watched to its end first. */
export async function finishRunning(session: Session): Promise<void> {
  const { folder, owners, at } = session;
  const left = leftRunning(folder);
  if (!left) return;
  say(`An update of ${at.name} is still under way (process ${left.pid}); waiting for its end.`);
  const watching = watcher(session, plannedProgress([], owners));
  const outcome = await rejoin(left, folder, watching);
  watching.end(outcome.code === 0);
}
