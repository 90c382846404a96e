import { runCommand } from "#boot/flow/command.ts";
import { makeAgain } from "#boot/flow/component-map.ts";
import { constructedApp } from "#boot/flow/constructed.ts";
import { createEngine, type Engine } from "#boot/flow/engine.ts";
import { enterFlowRealm } from "#boot/flow/realm.ts";
import { runTick } from "#boot/flow/run-tick.ts";
import { runStep } from "#boot/flow/steps.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { nextClock } from "#controller/clock.ts";
import type { Effect, Event } from "#controller/event.ts";
import { newLive } from "#controller/live.ts";
import { reduce } from "#controller/reduce.ts";
import { type Core, emptyLedger } from "#controller/state.ts";
import type { KeptTrees } from "#core/bindings.ts";
import type { ControllerMessage } from "#protocol/agent.ts";
import type { AttemptOrder, PublishedVersion } from "#protocol/call.ts";
import type { ApiCall, FromFlow, TickReport, ToFlow } from "#protocol/flow.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { Encoded } from "#protocol/value.ts";
import type { App } from "#sdk/app.ts";
import { manifestOf } from "./rig-manifest.ts";

/** `false` leaves a call open until the test says how it ends. */
export type Answer = (order: AttemptOrder) => Outcome | false;
export type Outcome =
  | {
      readonly failed?: undefined;
      readonly result?: Encoded;
      readonly published?: Readonly<Record<string, string>>;
      readonly patch?: Readonly<Record<string, Encoded>>;
    }
  | { readonly failed: string; readonly reason?: "user-exception" | "lost" | "interrupted" };

/**
 * A whole app without a process: the real engine and the real reducer in one thread, a clock that moves when
 * told, and an agent whose works end as the test says.
 */
export class Rig {
  readonly records: JournalRecord[] = [];
  readonly reports: TickReport[] = [];
  readonly attempts: AttemptOrder[] = [];
  readonly messages: ControllerMessage[] = [];
  readonly lines: string[] = [];
  /** Versions that were removed, `<path>@<version>`. */
  readonly collected: string[] = [];
  readonly swept: KeptTrees[] = [];
  readonly answers: Extract<FromFlow, { kind: "commanded" }>["answer"][] = [];
  now = Date.UTC(2026, 0, 1);
  ended: { readonly code: number; readonly message: string } | undefined;
  /** Old names → new, as the compiler would tell after a rename; ids stay those of the old names. */
  renamed: Readonly<Record<string, string>> = {};
  /** Of the works' code: another one, from the next start on, is another bundle. */
  code = "";
  /** What is deployed; absent on a laptop. */
  release: string | undefined;
  #make: () => App;
  readonly #answer: Answer;
  #core: Core;
  #engine: Engine;
  readonly #queue: Effect[] = [];

  constructor(make: () => App, answer: Answer = () => false) {
    this.#make = make;
    this.#answer = answer;
    [this.#engine, this.#core] = this.#boot([]);
  }

  get core(): Core {
    return this.#core;
  }

  /** Runs until nothing moves any more. */
  async settle(): Promise<this> {
    for (let effect = this.#queue.shift(); effect !== undefined; effect = this.#queue.shift())
      await this.#perform(effect);
    return this;
  }

  /** The app's code has changed: its components have other names. */
  rename(make: () => App, renamed: Readonly<Record<string, string>>): Promise<this> {
    this.#make = make;
    this.renamed = renamed;
    return this.restart();
  }

  /** The controller dies and another takes over: only what the journal holds is left, of which the first `kept` records. */
  async restart(kept = this.records.length): Promise<this> {
    const journal: JournalRecord[] = JSON.parse(JSON.stringify(this.records.slice(0, kept)));
    this.records.length = 0;
    this.records.push(...journal);
    this.attempts.length = 0;
    this.reports.length = 0;
    this.#queue.length = 0;
    this.ended = undefined;
    [this.#engine, this.#core] = this.#boot(journal);
    return this.settle();
  }

  async succeed(
    work: string,
    outcome: Extract<Outcome, { failed?: never }> | { result?: Encoded } = {},
  ): Promise<this> {
    return this.#end(this.open(work), outcome);
  }

  async fail(work: string, failed: string): Promise<this> {
    return this.#end(this.open(work), { failed });
  }

  /** A change of public state by the running attempt of a work. */
  async patch(work: string, set: Readonly<Record<string, Encoded>>): Promise<this> {
    const { call, attempt } = this.open(work);
    const sequence = this.#nextSequence(call);
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: { kind: "patch", call, attempt, work, sequence, patch: { set, removed: [] } },
    });
    return this.settle();
  }

  async service(work: string, ready: boolean): Promise<this> {
    const { call, attempt } = this.open(work);
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: { kind: "service", call, attempt, work, ready, address: "127.0.0.1:9" },
    });
    return this.settle();
  }

  async stopped(work: string, reason: "stopped" | "superseded"): Promise<this> {
    const { call, attempt } = this.open(work);
    const outcome = { kind: "stopped", reason } as const;
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: {
        kind: "settle",
        call,
        attempt,
        work,
        sequence: this.#nextSequence(call),
        outcome,
        patch: { set: {}, removed: [] },
        published: [],
      },
    });
    return this.settle();
  }

  async command(name: string, args: Encoded = {}): Promise<this> {
    this.dispatch({ kind: "command", request: 1, handler: "command", name, arguments: args });
    return this.settle();
  }

  async route(name: string, call: ApiCall): Promise<this> {
    this.dispatch({ kind: "command", request: 1, handler: "route", name, arguments: call });
    return this.settle();
  }

  async patchState(version: number, patch: Encoded): Promise<this> {
    this.dispatch({ kind: "patch-state", request: 1, version, patch });
    return this.settle();
  }

  /** Lets time pass, stopping wherever the controller wants to know it. */
  async pass(milliseconds: number): Promise<this> {
    const until = this.now + milliseconds;
    for (
      let next = nextClock(this.#core);
      next !== undefined && next <= until;
      next = nextClock(this.#core)
    ) {
      this.now = Math.max(this.now, next);
      this.dispatch({ kind: "clock" });
      await this.settle();
    }
    this.now = until;
    return this;
  }

  /** The attempt of a work that has not ended. */
  open(work: string): AttemptOrder {
    const call = this.#core.ledger.works.get(work)?.current;
    const order = this.attempts.findLast((attempt) => attempt.call === call);
    if (order === undefined) throw new Error(`${work} has no running attempt.`);
    return order;
  }

  /** Calls by work, with their arguments, in the order in which they were first asked for. */
  calls(): readonly string[] {
    return [...this.#core.ledger.calls.values()].map(
      ({ work, arguments: args }) => `${work}(${JSON.stringify(args).slice(1, -1)})`,
    );
  }

  state(component: string): Readonly<Record<string, Encoded>> {
    return {
      ...this.#core.live.constructed.get(component),
      ...this.#core.ledger.stored.get(component),
    };
  }

  dispatch(event: Event): void {
    this.now += 1;
    const { records, effects } = reduce(this.#core, event, this.now);
    this.records.push(...records);
    this.#queue.push(...effects);
  }

  #boot(journal: readonly JournalRecord[]): [Engine, Core] {
    const ids = Object.fromEntries(
      Object.entries(this.renamed).flatMap(([old, name]) => [
        [name, old],
        [`${name}.out`, "out"],
      ]),
    );
    const engine = createEngine({
      launch: "test",
      bundle: "/bundle",
      config: {},
      ids,
      elements: [],
    });
    enterFlowRealm(engine);
    this.#make();
    const made = manifestOf(engine);
    const works = made.works.map((work) => ({
      ...work,
      bundle: { ...work.bundle, hash: work.bundle.hash + this.code },
    }));
    const manifest = { ...made, works, renamed: this.renamed };
    const routes = new Map(
      manifest.works.flatMap(({ name, settings }) =>
        settings.port === undefined ? [] : [[name, `http://${name}`] as const],
      ),
    );
    const core = {
      ledger: emptyLedger("test"),
      live: newLive({ manifest, config: {}, routes, now: this.now }),
    };
    for (const record of journal) applyRecord(core.ledger, record, liveChanges(core.live, []));
    for (const element of core.ledger.elements.values()) makeAgain(engine, element);
    [this.#engine, this.#core] = [engine, core];
    this.#claim(core);
    this.dispatch({ kind: "start" });
    for (const { token, machine } of [...core.ledger.machines.values()])
      if (machine === undefined)
        this.dispatch({ kind: "machine-started", token, machine: "local" });
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: {
        kind: "hello",
        protocol: { oldest: 1, newest: 1 },
        machine: "local",
        proof: {},
        running: [],
      },
    });
    if (core.ledger.ended !== undefined) return [engine, core];
    this.dispatch({ kind: "flow", message: constructedApp(engine) });
    return [engine, core];
  }

  #claim(core: Core): void {
    const epoch = core.ledger.epoch + 1;
    const { now: at, release } = this;
    const code = `flow${this.code}`;
    const record = { kind: "epoch", epoch, launch: "test", at, code, release } as const;
    applyRecord(core.ledger, record, liveChanges(core.live, []));
    this.records.push(record);
  }

  async #perform(effect: Effect): Promise<void> {
    if (effect.kind === "flow" || effect.kind === "step") await this.#toFlow(effect.message);
    else if (effect.kind === "start-machine")
      this.dispatch({ kind: "machine-started", token: effect.token, machine: "local" });
    else if (effect.kind === "attempt") await this.#attempt(effect.order);
    else if (effect.kind === "agent") this.messages.push(effect.message);
    else if (effect.kind === "log")
      this.lines.push(`${effect.line.component} | ${effect.line.line}`);
    else if (effect.kind === "collect") {
      this.collected.push(effect.key);
      this.dispatch({ kind: "collected", key: effect.key });
    } else if (effect.kind === "sweep") this.swept.push(effect.keep);
    else if (effect.kind === "reserve")
      this.dispatch({ kind: "reserved", work: effect.work, url: `http://${effect.work}` });
    else if (effect.kind === "answer") this.answers.push(effect.answer);
    else if (effect.kind === "end") this.ended = { code: effect.code, message: effect.message };
  }

  async #toFlow(message: ToFlow): Promise<void> {
    enterFlowRealm(this.#engine);
    this.dispatch({ kind: "flow", message: await this.#answerOf(message) });
  }

  async #answerOf(message: ToFlow): Promise<FromFlow> {
    if (message.kind === "command") {
      return {
        kind: "commanded",
        request: message.request,
        answer: await runCommand(this.#engine, message),
      };
    }
    if (message.kind === "step") {
      const { key, attempt, idempotencyKey } = message;
      const { signal } = new AbortController();
      return {
        kind: "stepped",
        key,
        attempt,
        outcome: await runStep(this.#engine, { key, attempt, idempotencyKey, signal }),
      };
    }
    const report = await runTick(this.#engine, message.request);
    this.reports.push(report);
    return { kind: "ticked", report };
  }

  async #attempt(order: AttemptOrder): Promise<void> {
    this.attempts.push(order);
    const { call, attempt, work } = order;
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: { kind: "phase", call, attempt, work, phase: "running" },
    });
    const answer = this.#answer(order);
    if (answer !== false) this.#settle(order, answer);
  }

  async #end(order: AttemptOrder, outcome: Outcome): Promise<this> {
    this.#settle(order, outcome);
    return this.settle();
  }

  #settle({ call, attempt, work }: AttemptOrder, outcome: Outcome): void {
    const failed = outcome.failed !== undefined;
    this.dispatch({
      kind: "agent",
      machine: "local",
      message: {
        kind: "settle",
        call,
        attempt,
        work,
        sequence: this.#nextSequence(call),
        outcome: failed
          ? {
              kind: "failed",
              failure: {
                reason: outcome.reason ?? "user-exception",
                message: outcome.failed,
                stack: `Error: ${outcome.failed}\n    at app.ts:3:9`,
              },
            }
          : { kind: "succeeded", result: outcome.result ?? null },
        patch: { set: failed ? {} : (outcome.patch ?? {}), removed: [] },
        published: failed ? [] : versions(outcome.published ?? {}),
      },
    });
  }

  #nextSequence(call: string): number {
    return (this.#core.ledger.calls.get(call)?.sequence ?? 0) + 1;
  }
}

const versions = (published: Readonly<Record<string, string>>): readonly PublishedVersion[] =>
  Object.entries(published).map(([path, version]) => ({
    path,
    version,
    manifest: { files: [{ path: "", size: 1 }], size: 1 },
  }));
