/**
 * Watches everything that leaves a controller, reaches an agent or lands in the journal, and holds it against
 * the invariants. It keeps a ledger of its own, made of durable records only: what is durable, it knows.
 */
import { applyRecord } from "#controller/apply.ts";
import type { Changes } from "#controller/changes.ts";
import type { Effect, Event } from "#controller/event.ts";
import { emptyLedger, isOpen, type Ledger } from "#controller/state.ts";
import type { JournalBatch } from "#core/bindings.ts";
import type { WriterEffect } from "#core/writer.ts";
import type { ControllerMessage } from "#protocol/agent.ts";
import type { TickReport } from "#protocol/flow.ts";
import type { JournalRecord } from "#protocol/record.ts";
import { Attempts } from "./invariants/attempts.ts";
import { Budgets } from "./invariants/budgets.ts";
import { checkEffect } from "./invariants/effects.ts";
import { checkEnd } from "./invariants/end.ts";
import { Fences } from "./invariants/fences.ts";
import { checkRecord, silenceWasReal } from "./invariants/journal.ts";
import { checkJournaled, checkTold } from "./invariants/privacy.ts";
import type { AgentNode } from "./world/agent-node.ts";
import type { ControllerNode } from "./world/controller-node.ts";
import type { Machine } from "./world/machines.ts";
import { recordsOf } from "./world/records.ts";
import type { World } from "./world.ts";

/** An invariant that does not hold: its number, and what was seen. */
export class Violation extends Error {
  override readonly name = "Violation";
  readonly invariant: number;

  constructor(invariant: number, message: string) {
    super(`Invariant ${invariant}: ${message}`);
    this.invariant = invariant;
  }
}

export class Observer {
  readonly world: World;
  /** Made of durable records, in journal order. */
  readonly durable: Ledger = emptyLedger("sim");
  readonly steps = new Map<string, number>();
  readonly records: JournalRecord[] = [];
  /** When a leader last heard each agent, ms. */
  readonly heard = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  readonly budgets = new Budgets(this);
  readonly fences = new Fences(this);
  readonly attempts = new Attempts(this);
  /** Ticks that any controller has run. */
  ticks = 0;
  /** When the app's end became durable, ms; 0 before. */
  ended = 0;
  #applied = 0;
  #epoch = 0;
  #appends = 0;

  constructor(world: World) {
    this.world = world;
  }

  fail(invariant: number, message: string): never {
    throw new Violation(invariant, message);
  }

  /** 1: one record per sequence, epochs never fall, nothing of an epoch after the first of a later one. */
  appended(batch: JournalBatch): void {
    if (batch.sequence !== this.#applied + 1)
      this.fail(1, `batch ${batch.sequence} came after ${this.#applied}`);
    if (batch.epoch < this.#epoch)
      this.fail(1, `a batch of epoch ${batch.epoch} after one of epoch ${this.#epoch}`);
    this.#applied = batch.sequence;
    this.#epoch = batch.epoch;
    this.#appends += 1;
    this.world.trace.add(this.world.timeline.now, `journal ${JSON.stringify(batch)}`);
    checkJournaled(this, batch);
    for (const record of recordsOf(batch)) {
      checkRecord(this, record);
      this.records.push(record);
      if (record.kind === "ended") this.ended = this.world.timeline.now;
      applyRecord(this.durable, record, noChanges);
    }
  }

  /** 3: every effect the world sees has its cause in the journal. */
  effect(controller: ControllerNode, effect: Effect): void {
    checkEffect(this, controller, effect);
  }

  /** One append in flight. */
  written(controller: ControllerNode, effect: WriterEffect<Effect>): void {
    if (effect.kind === "read") this.world.sometimes("own-nonce read-back");
    if (effect.kind === "append" && effect.batch.sequence > (controller.writer?.sequence ?? 0) + 1)
      this.fail(
        1,
        `${controller.address} appends ${effect.batch.sequence} before the one before it is durable`,
      );
  }

  reduced(controller: ControllerNode, event: Event, records: readonly JournalRecord[]): void {
    if (
      event.kind === "flow" &&
      event.message.kind === "ticked" &&
      event.message.report.outcome.kind === "failed"
    )
      this.#onlyFailure(records);
    for (const record of records) this.#note(record);
    const leads = controller.writer?.epoch === this.durable.epoch;
    if (event.kind === "agent" && leads) this.heard.set(event.machine, this.world.timeline.now);
    if (event.kind === "agent" && event.message.kind === "settle")
      this.#noteSettle(controller, event.message);
  }

  /** 10: a failed tick leaves no record but its failure. */
  #onlyFailure(records: readonly JournalRecord[]): void {
    const other = records.find(({ kind }) => kind !== "ended" && kind !== "machine-ending");
    if (other !== undefined) this.fail(10, `a failed tick left a record of kind ${other.kind}`);
  }

  #note(record: JournalRecord): void {
    if (
      record.kind === "refused" &&
      record.outcome.kind === "stopped" &&
      record.outcome.reason === "superseded"
    )
      this.world.sometimes("queue replaced");
    if (record.kind === "due" && record.skipped > 0) this.world.sometimes("schedule skipped");
    if (record.kind === "lost" && record.unproven === true) silenceWasReal(this, record);
    if (record.kind === "machine-ending" && record.because === "It is not needed.")
      this.world.sometimes("suspicion cancelled");
  }

  #noteSettle(
    controller: ControllerNode,
    message: { readonly call: string; readonly attempt: number },
  ): void {
    const call = controller.core?.ledger.calls.get(message.call);
    if (call !== undefined && message.attempt < call.attempt)
      this.world.sometimes("stale settle fenced");
  }

  serving(_controller: ControllerNode): void {
    const settling = this.world.provider.machines.some(({ agent }) =>
      Object.values(agent?.state.attempts ?? {}).some(
        ({ phase, unacknowledged }) =>
          phase === "settling" || (phase === "settled" && unacknowledged.length > 0),
      ),
    );
    if (settling && this.#epoch > 1) this.world.sometimes("takeover during settle");
  }

  noticed(agent: AgentNode): void {
    if (Object.values(agent.state.attempts).some(({ phase }) => phase === "publishing"))
      this.world.sometimes("notice during publish");
  }

  agentTold(agent: AgentNode, message: ControllerMessage): void {
    checkTold(this, agent, message);
  }

  stepRuns(key: string, _attempt: number): void {
    this.steps.set(key, (this.steps.get(key) ?? 0) + 1);
    const mark = this.durable.marks.get(key);
    if (mark?.kind !== "step" || (mark.attempt ?? 0) === 0)
      this.fail(3, `${key} runs before its start is recorded`);
    if (mark.settings?.atMostOnce === true && (this.steps.get(key) ?? 0) > 1)
      this.fail(12, `${key} runs twice, and may run once at most`);
  }

  /** 7 and 11 are for the app's own eyes: what it complains of was seen inside a tick. */
  ticked(_report: TickReport): void {
    this.ticks += 1;
    const [complaint] = this.world.app.complaints;
    if (complaint !== undefined) this.fail(Number(complaint.split(":")[0]), complaint);
  }

  /** 15: what a provider launches, somebody has asked for on record. */
  launched({ token, group, id }: Machine): void {
    if (
      !this.durable.machines.has(token) &&
      !this.records.some((record) => record.kind === "machine-asked" && record.token === token)
    )
      this.fail(15, `${id} is launched under ${token}, which is on no record`);
    const { faults } = this.world;
    if (faults.hits("token-forgotten") || faults.hits("launches-twice")) return;
    const same = this.world.provider.machines.filter(
      (machine) => machine.token === token && machine.stage !== "gone",
    );
    if (same.length > 1) this.fail(15, `${group} has two machines of one asking`);
  }

  /** 15: nothing that runs is ended without a record that says why. */
  machineEnding({ id, stage }: Machine): void {
    const known = [...this.durable.machines.values()].find(({ machine }) => machine === id);
    if (known !== undefined && known.stage !== "ending")
      this.fail(15, `${id} (${stage}) is ended without a record`);
  }

  afterEvent(): void {
    if (this.#appends < 25) return;
    this.#appends = 0;
    this.sameState();
  }

  /** 2: a leader with nothing under way has the state that its journal gives. */
  sameState(): void {
    const leader = this.world.leader;
    if (leader?.core === undefined || !leader.quiet) return;
    // One that was replaced and has not noticed.
    if (leader.writer?.epoch !== this.durable.epoch) return;
    const [live, replayed] = [plain(leader.core.ledger), plain(this.durable)];
    if (live !== replayed)
      this.fail(
        2,
        `the leader's ledger is not what its journal gives: ${difference(live, replayed)}`,
      );
  }

  atEnd(): void {
    this.sameState();
    checkEnd(this);
  }

  /** Batches that are durable. */
  get appends(): number {
    return this.#applied;
  }

  openCalls(): readonly string[] {
    return [...this.durable.calls.values()]
      .filter(isOpen)
      .map(({ work, attempt }) => `${work}#${attempt}`);
  }
}

const noChanges: Changes = {
  field: () => {},
  call: () => {},
  reached: () => {},
  mark: () => {},
  path: () => {},
  element: () => {},
  removed: () => {},
  status: () => {},
  released: () => {},
};

/** Key order is no part of a ledger, nor are fields that are not there. */
const plain = (ledger: Ledger): string =>
  JSON.stringify(ledger, (_key, value: unknown) => {
    if (value instanceof Map) return [...value].sort(([left], [right]) => (left < right ? -1 : 1));
    if (value instanceof Set) return [...value].sort();
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
    );
  });

function difference(left: string, right: string): string {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index += 1;
  return `…${left.slice(Math.max(0, index - 60), index + 60)}… and …${right.slice(Math.max(0, index - 60), index + 60)}…`;
}
