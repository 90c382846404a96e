import type { JournalRecord } from "#protocol/record.ts";
import {
  applySettle,
  dropArguments,
  endCall,
  forgetResult,
  pushStatus,
  retry,
  stoppedOr,
} from "./apply-call.ts";
import { applyOperation, runAgain } from "./apply-operation.ts";
import { applyRenames } from "./apply-renames.ts";
import type { Changes } from "./changes.ts";
import { applyFitted, applyPatch } from "./documents.ts";
import { type Call, type Ledger, machinesOf, type WorkState, workState } from "./state.ts";
import { addVersion, retiredKey } from "./versions.ts";

type Kind = JournalRecord["kind"];
type Of<K extends Kind> = JournalRecord & { readonly kind: K };

/** The one way durable state changes: live and on replay alike. `changes` hears what others may want to know. */
export function applyRecord(ledger: Ledger, record: JournalRecord, changes: Changes): void {
  const handler: (ledger: Ledger, record: never, changes: Changes) => void = handlers[record.kind];
  Reflect.apply(handler, undefined, [ledger, record, changes]);
}

const handlers = {
  epoch: (ledger, { epoch, launch, code, release }) => {
    ledger.epoch = epoch;
    ledger.launch = launch;
    if (code !== undefined) {
      ledger.newCode ||= ledger.code !== undefined && ledger.code !== code;
      ledger.code = code;
    }
    // A launch that is resumed goes on; a deployed app that has ended waits for other code, or for a person.
    if (release === undefined || release !== ledger.release) ledger.ended = undefined;
    ledger.release = release;
  },
  tick: (ledger, record, changes) => {
    for (const call of record.seen ?? []) ledger.unseen.delete(call);
    applyTransaction(ledger, record, changes);
  },
  input: applyTransaction,
  attempt: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      const work = workState(ledger, record.work);
      work.queue = work.queue.filter((id) => id !== call.id);
      if (work.lastStarted !== call.id) dropArguments(ledger, work.lastStarted);
      work.current = call.id;
      work.lastStarted = call.id;
      work.generation += 1;
      Object.assign(call, {
        attempt: record.attempt,
        machine: record.machine,
        others: record.others,
        nodesOver: undefined,
        bundle: record.bundle,
        inputs: record.inputs,
        sequence: 0,
        notBefore: undefined,
        reason: undefined,
        message: undefined,
      });
      pushStatus(ledger, { call, stage: "starting", at: record.at }, changes);
    }),
  running: (ledger, record, changes) =>
    onCall(ledger, record, (call) =>
      pushStatus(ledger, { call, stage: "running", at: record.at }, changes),
    ),
  patch: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      call.sequence = record.sequence;
      applyPatch(ledger, { component: record.work, patch: record.patch }, changes);
      // The version is what it was when each of them came by itself.
      ledger.version += (record.merged ?? 1) - 1;
    }),
  publish: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      call.sequence = record.sequence;
      addVersion(ledger, { call: call.id, published: record.published, committed: false }, changes);
    }),
  settle: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      hold(ledger, call, record.held ?? []);
      applySettle(ledger, { call, record }, changes);
    }),
  "node-over": (ledger, record) =>
    onCall(ledger, record, (call) => {
      call.nodesOver = { ...call.nodesOver, [record.rank]: record.outcome };
    }),
  lost: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      if (record.reason === "lost") call.losses += 1;
      if (record.unproven === true) hold(ledger, call, record.held ?? machinesOf(call));
      const failure = { reason: record.reason, message: record.message };
      const outcome = stoppedOr(call, { kind: "failed", failure });
      if (record.retryAt === undefined) endCall(ledger, { call, outcome, at: record.at }, changes);
      else retry(ledger, { call, failure, at: record.at, retryAt: record.retryAt }, changes);
    }),
  stopping: (ledger, record, changes) =>
    onCall(ledger, record, (call) => {
      call.stopping = record.reason;
      changes.call(call);
    }),
  over: (ledger, { work: name, call, attempt, machine }, changes) => {
    const work = workState(ledger, name);
    if (work.held?.call === call && work.held.attempt === attempt) release(work, machine, changes);
  },
  "machine-asked": (ledger, { token, group, gang, at }) => {
    ledger.asked += 1;
    const asked = { token, group, stage: "asked", asked: at } as const;
    ledger.machines.set(token, gang === undefined ? asked : { ...asked, gang });
  },
  "machine-started": (ledger, { token, machine }) => {
    const known = ledger.machines.get(token);
    if (known === undefined) return;
    known.machine = machine;
    if (known.stage === "asked") known.stage = "started";
  },
  "machine-came": (ledger, { token, boot, at }) => {
    const known = ledger.machines.get(token);
    if (known === undefined) return;
    Object.assign(known, { came: at, boot });
    const took = [...(ledger.boots.get(known.group) ?? []), at - known.asked];
    ledger.boots.set(known.group, took.slice(-5));
  },
  "machine-ending": (ledger, { token }) => {
    const known = ledger.machines.get(token);
    if (known !== undefined) known.stage = "ending";
  },
  "machine-over": (ledger, { token }, changes) => {
    const machine = ledger.machines.get(token)?.machine;
    ledger.machines.delete(token);
    // Nothing that was given up runs there any more.
    for (const work of ledger.works.values())
      if (machine !== undefined) release(work, machine, changes);
  },
  refused: (ledger, { call: id, outcome, at }, changes) => {
    const call = ledger.calls.get(id);
    if (call !== undefined) endCall(ledger, { call, outcome, at }, changes);
  },
  retired: (ledger, { path, workId, pathId, versions, at }, changes) => {
    const kept = ledger.versions.get(path)?.filter(({ version }) => !versions.includes(version));
    ledger.versions.set(path, kept ?? []);
    for (const version of versions)
      ledger.retired.set(retiredKey(path, version), { workId, pathId, version, at });
    changes.path(path);
  },
  collected: (ledger, { key }) => void ledger.retired.delete(key),
  renamed: (ledger, { names }, changes) => applyRenames(ledger, names, changes),
  fitted: applyFitted,
  rerun: (ledger, { call: id, at, whenReached }, changes) => {
    const call = ledger.calls.get(id);
    if (call === undefined) return;
    ledger.ended = undefined;
    if (whenReached) forgetResult(ledger, { call, at }, changes);
    else runAgain(ledger, { call, at }, changes);
  },
  fired: (ledger, { keys }, changes) => {
    for (const key of keys) {
      const mark = ledger.marks.get(key);
      if (mark?.kind !== "timer") continue;
      ledger.marks.set(key, { ...mark, firedAt: ++ledger.order });
      changes.mark(key);
    }
  },
  due: (ledger, { key, opened, skipped, next }, changes) => {
    const mark = ledger.marks.get(key);
    if (mark?.kind !== "schedule") return;
    const open = [...mark.open, ...opened];
    ledger.marks.set(key, { ...mark, open, skipped: mark.skipped + skipped, next });
    if (opened.length > 0) changes.mark(key);
  },
  "step-started": (ledger, { key, attempt }) => {
    const mark = ledger.marks.get(key);
    if (mark?.kind === "step") ledger.marks.set(key, { ...mark, attempt });
  },
  step: (ledger, { key, attempt, outcome, retryAt }, changes) => {
    const mark = ledger.marks.get(key);
    if (mark?.kind !== "step") return;
    const next =
      retryAt === undefined ? { outcome, order: ++ledger.order } : { notBefore: retryAt };
    ledger.marks.set(key, { ...mark, attempt, ...next });
    changes.mark(key);
  },
  ended: (ledger, { code, message }) => {
    ledger.ended = { code, message };
  },
} satisfies { readonly [K in Kind]: (ledger: Ledger, record: Of<K>, changes: Changes) => void };

/** The work's next attempt waits; its generation rises, so that this one can read that it is over. */
function hold(ledger: Ledger, call: Call, machines: readonly string[]): void {
  const [machine, ...others] = machines;
  if (machine === undefined) return;
  const work = workState(ledger, call.work);
  work.generation += 1;
  const held = { call: call.id, attempt: call.attempt, machine };
  work.held = others.length === 0 ? held : { ...held, others };
}

/** It does not run there any more; or nowhere, where no machine is named. */
function release(work: WorkState, from: string | undefined, changes: Changes): void {
  const { held } = work;
  if (held === undefined) return;
  const left = from === undefined ? [] : machinesOf(held).filter((machine) => machine !== from);
  const [machine, ...others] = left;
  const { call, attempt } = held;
  if (machine === undefined) work.held = undefined;
  else work.held = { call, attempt, machine, ...(others.length > 0 && { others }) };
  if (machine === undefined) changes.released(work.name);
}

function applyTransaction(
  ledger: Ledger,
  record: Of<"tick"> | Of<"input">,
  changes: Changes,
): void {
  for (const write of record.writes) applyPatch(ledger, write, changes);
  for (const operation of record.operations)
    applyOperation(ledger, { operation, at: record.at }, changes);
}

function onCall(
  ledger: Ledger,
  { call: id }: { readonly call: string },
  change: (call: Call) => void,
): void {
  const call = ledger.calls.get(id);
  if (call !== undefined) change(call);
}
