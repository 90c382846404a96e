import type { Outcome } from "#protocol/call.ts";
import { sizeOf } from "#protocol/limits.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Failure, Stage, Status } from "#protocol/status.ts";
import type { Changes } from "./changes.ts";
import { applyPatch } from "./documents.ts";
import { type Call, isOpen, type Ledger, workState } from "./state.ts";
import { addVersion, commitVersions } from "./versions.ts";

const keptStatuses = 64;
const keptTries = 3;

interface Settled {
  readonly call: Call;
  readonly record: JournalRecord & { readonly kind: "settle" };
}

/** Success is one step: outcome, result, state and versions, or none of them. */
export function applySettle(ledger: Ledger, { call, record }: Settled, changes: Changes): void {
  const { outcome, at, retryAt } = record;
  call.sequence = record.sequence;
  applyPatch(ledger, { component: record.work, patch: record.patch }, changes);
  for (const published of record.published) {
    addVersion(
      ledger,
      { call: call.id, published, committed: outcome.kind === "succeeded" && !published.partial },
      changes,
    );
  }
  if (outcome.kind === "failed" && isUserFailure(outcome.failure)) call.userFailures += 1;
  if (outcome.kind === "failed" && outcome.failure.reason === "lost") call.losses += 1;
  if (retryAt !== undefined)
    retry(ledger, { call, failure: failureOf(outcome), at, retryAt }, changes);
  else endCall(ledger, { call, outcome: stoppedOr(call, outcome), at }, changes);
}

/** However an attempt went down that was being stopped: it is stopped, and that is nobody's failure. */
export const stoppedOr = ({ stopping }: Call, outcome: Outcome): Outcome =>
  stopping !== undefined && outcome.kind === "failed"
    ? { kind: "stopped", reason: stopping }
    : outcome;

const isUserFailure = ({ reason }: Failure): boolean =>
  !["lost", "interrupted", "no-capacity"].includes(reason);

const failureOf = (outcome: Outcome): Failure =>
  outcome.kind === "failed"
    ? outcome.failure
    : { reason: "interrupted", message: "The attempt was interrupted." };

interface Ended {
  readonly call: Call;
  readonly outcome: Outcome;
  readonly at: number;
}

/** The call is over: awaits can be answered from here on. */
export function endCall(ledger: Ledger, { call, outcome, at }: Ended, changes: Changes): void {
  const work = leave(ledger, call);
  if (outcome.kind === "stopped" && call.restart === true) {
    Object.assign(call, { restart: undefined, stopping: undefined });
    work.queue.push(call.id);
    pushStatus(ledger, { call, stage: "pending", at }, changes);
    return;
  }
  call.order = ++ledger.order;
  call.endedIn = ledger.epoch;
  if (outcome.kind === "succeeded") {
    call.result = outcome.result;
    call.published = { ...commitVersions(ledger, call.id, changes) };
    work.successes += 1;
  } else if (outcome.kind === "failed") {
    Object.assign(call, {
      failure: outcome.failure,
      reason: outcome.failure.reason,
      message: outcome.failure.message,
    });
    work.failures += 1;
    ledger.unseen.add(call.id);
  } else {
    call.reason = outcome.reason;
  }
  call.stopping = undefined;
  pushStatus(ledger, { call, stage: outcome.kind, at }, changes);
}

/** Bytes up to which they are kept for whoever looks. */
const shortArguments = 1024;

/** Of a call that is done, and not its work's last any more: a ledger grows by what it must know. */
export function dropArguments({ calls }: Ledger, id: string | undefined): void {
  const call = calls.get(id ?? "");
  if (call?.stage !== "succeeded" || sizeOf([...call.arguments]) <= shortArguments) return;
  Object.assign(call, { arguments: [], dropped: true });
}

/** As if a newer call had taken its place: it waits for nothing, and runs when the flow comes to it. */
export function forgetResult(
  ledger: Ledger,
  { call, at }: { readonly call: Call; readonly at: number },
  changes: Changes,
): void {
  Object.assign(call, { reason: "superseded", message: undefined, failure: undefined });
  ledger.unseen.delete(call.id);
  pushStatus(ledger, { call, stage: "stopped", at }, changes);
}

interface Retried {
  readonly call: Call;
  readonly failure: Failure;
  readonly at: number;
  readonly retryAt: number;
}

/** Back to the head of the queue: another attempt of the same call goes before the next call. */
export function retry(
  ledger: Ledger,
  { call, failure, at, retryAt }: Retried,
  changes: Changes,
): void {
  const work = leave(ledger, call);
  work.queue.unshift(call.id);
  const { attempt } = call;
  call.tries = [...call.tries, { attempt, ...briefly(failure) }].slice(-keptTries);
  Object.assign(call, { notBefore: retryAt, reason: failure.reason, message: failure.message });
  pushStatus(ledger, { call, stage: "pending", at }, changes);
}

const briefly = ({ reason, message }: Failure): Pick<Failure, "reason" | "message"> => ({
  reason,
  message,
});

function leave(ledger: Ledger, call: Call): ReturnType<typeof workState> {
  const work = workState(ledger, call.work);
  work.queue = work.queue.filter((id) => id !== call.id);
  if (work.current === call.id) work.current = undefined;
  return work;
}

interface Staged {
  readonly call: Call;
  readonly stage: Stage;
  readonly at: number;
}

export function pushStatus(ledger: Ledger, { call, stage, at }: Staged, changes: Changes): void {
  const work = workState(ledger, call.work);
  const wasOpen = isOpen(call);
  call.stage = stage;
  call.at = at;
  const status: Status = {
    stage,
    ...(call.reason !== undefined && { reason: call.reason }),
    ...(call.message !== undefined && { message: call.message }),
    at: new Date(at).toISOString(),
  };
  work.statuses = [...work.statuses, status].slice(-keptStatuses);
  // To a flow an open call is an open call, however far it has come.
  if (!wasOpen || !isOpen(call)) changes.call(call);
  changes.status(call, status);
}
