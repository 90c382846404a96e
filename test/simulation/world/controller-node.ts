import { makeAgain } from "#boot/flow/component-map.ts";
import { constructedApp } from "#boot/flow/constructed.ts";
import { createEngine, type Engine } from "#boot/flow/engine.ts";
import { enterFlowRealm } from "#boot/flow/realm.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { type Effect, type Event, immediate } from "#controller/event.ts";
import { reduce } from "#controller/reduce.ts";
import { encodeLedger, restoreLedger } from "#controller/snapshot.ts";
import { isStale } from "#controller/stale.ts";
import type { Core } from "#controller/state.ts";
import type { JournalBatch } from "#core/bindings.ts";
import {
  type LeadershipEffect,
  type LeadershipEvent,
  newLeadership,
  watchLeader,
} from "#core/leadership.ts";
import { type SteadyTime, steadyNow, steadyTime } from "#core/steady-time.ts";
import {
  isQuiet,
  newWriter,
  type Writer,
  type WriterEffect,
  type WriterEvent,
  write,
} from "#core/writer.ts";
import type { AgentMessage } from "#protocol/agent.ts";
import type { ToFlow } from "#protocol/flow.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { World } from "../world.ts";
import { AgentLinks } from "./agent-links.ts";
import { newCore } from "./core.ts";
import { describe, describeRecord } from "./describe.ts";
import { answerOf } from "./flow-host.ts";
import type { Connection, ControllerEnd } from "./network.ts";
import { type Random, random } from "./random.ts";
import { recordsOf } from "./records.ts";
import type { Node } from "./timeline.ts";

/** One life of a controller: the real leadership, writer, reducer and flow engine on simulated time. */
export class ControllerNode implements ControllerEnd {
  readonly node: Node;
  readonly address: string;
  readonly index: number;
  readonly #world: World;
  readonly #chance: Random;
  readonly #leadership: ReturnType<typeof newLeadership>;
  readonly #links: AgentLinks;
  #time: SteadyTime;
  core: Core | undefined;
  writer: Writer<JournalRecord, Effect> | undefined;
  #engine: Engine | undefined;
  #serving = false;
  #clockAt: number | undefined;
  #nonces = 0;
  #snapshotAt = snapshotEvery;
  /** ms for which its machine has slept. */
  #suspended = 0;
  /** Effects until the process is killed between two of them. */
  crashIn: number | undefined;

  constructor(world: World, index: number) {
    this.#world = world;
    this.index = index;
    this.#links = new AgentLinks(world);
    this.address = `c${index}.${world.timeline.events}`;
    this.node = { name: this.address, alive: true, pausedUntil: 0 };
    this.#chance = random(world.seed, `controller ${this.address}`);
    this.#leadership = newLeadership({ address: this.address });
    this.#time = steadyTime(0, world.timeline.now);
  }

  start(): void {
    this.#lead({ kind: "due" });
  }

  /** Its machine is put to sleep, and the clock by which it leads with it. */
  suspend(until: number): void {
    this.node.pausedUntil = until;
    this.#suspended += until - this.#world.timeline.now;
  }

  serves(): boolean {
    return this.#serving && this.node.alive;
  }

  get leading(): boolean {
    return this.serves() && this.writer?.deposed === false;
  }

  kill(): void {
    this.node.alive = false;
    this.#links.closeAll();
  }

  accepted(link: Connection): void {
    this.#links.accepted(link);
  }

  received(link: Connection, message: AgentMessage): void {
    if (this.#links.hears(link, message, this.core) && this.#serving)
      this.dispatch({ kind: "agent", machine: link.agent.node.name, message });
  }

  closed(link: Connection): void {
    const machine = this.#links.closed(link);
    if (machine !== undefined && this.#serving) this.dispatch({ kind: "agent-gone", machine });
  }

  #lead(event: LeadershipEvent): void {
    const monotonic = this.#world.timeline.now - this.#suspended;
    for (const effect of watchLeader(this.#leadership, event, monotonic))
      Reflect.apply(this.#leads[effect.kind], undefined, [effect]);
  }

  readonly #leads = {
    read: () =>
      this.#world.store.readLeader(this.node, (record) => this.#lead({ kind: "read", record })),
    write: ({ expected, record }) =>
      this.#world.store.writeLeader(this.node, { expected, record }, (ok) =>
        this.#lead({ kind: "written", record, ok }),
      ),
    later: ({ milliseconds }) => this.#after(milliseconds, () => this.#lead({ kind: "due" })),
    lead: ({ epoch }) => this.#takeOver(epoch),
    "step-down": () => this.#end("deposed"),
  } satisfies {
    readonly [K in LeadershipEffect["kind"]]: (
      effect: Extract<LeadershipEffect, { kind: K }>,
    ) => void;
  };

  #takeOver(epoch: number): void {
    this.#world.store.readAll(this.node, ({ snapshot, batches }) => {
      const engine = createEngine({
        launch: "sim",
        bundle: "/bundle",
        config: {},
        ids: {},
        elements: [],
      });
      enterFlowRealm(engine);
      this.#world.app.make();
      const core = newCore(this.#world, engine, this.#now());
      this.core = core;
      this.#engine = engine;
      if (snapshot !== undefined)
        restoreLedger(core.ledger, snapshot.ledger, liveChanges(core.live, []));
      for (const batch of batches) this.#replay(core, batch);
      const last = batches.at(-1) ?? snapshot;
      const claimed = Math.max(epoch, (last?.epoch ?? 0) + 1);
      this.writer = newWriter({
        epoch: claimed,
        sequence: last?.sequence ?? 0,
        now: this.#world.timeline.now,
      });
      const at = this.#now();
      this.#write({
        kind: "add",
        entry: {
          records: [{ kind: "epoch", epoch: claimed, launch: "sim", at, release }],
          effects: [
            { kind: "log", line: { component: "", stream: "system", line: serving, at: "" } },
          ],
        },
      });
    });
  }

  #replay(core: Core, batch: JournalBatch): void {
    for (const record of recordsOf(batch)) {
      applyRecord(core.ledger, record, liveChanges(core.live, []));
      this.#time.last = Math.max(this.#time.last, record.at);
    }
  }

  /** The epoch is in the journal: from here on this controller acts. */
  #serve(core: Core, engine: Engine): void {
    const epoch = this.writer?.epoch ?? 0;
    applyRecord(
      core.ledger,
      { kind: "epoch", epoch, launch: "sim", at: this.#now(), release },
      liveChanges(core.live, []),
    );
    this.#serving = true;
    this.#world.observer.serving(this);
    this.dispatch({ kind: "start" });
    if (core.ledger.ended !== undefined) return;
    this.#after(this.#chance.between(20, 200), () => {
      enterFlowRealm(engine);
      for (const element of core.ledger.elements.values()) makeAgain(engine, element);
      this.dispatch({ kind: "flow", message: { ...constructedApp(engine), title: "Sim" } });
    });
  }

  dispatch(event: Event): void {
    const { core } = this;
    if (!this.node.alive || core === undefined || !this.#serving) return;
    const { records, effects } = reduce(core, event, this.#now());
    this.#world.trace.add(
      this.#world.timeline.now,
      `${this.address} ${describe(event)} → ${records.map(describeRecord).join(", ")} | ${effects.map(({ kind }) => kind).join(" ")}`,
    );
    this.#world.observer.reduced(this, event, records);
    if (!this.#perform(effects.filter(({ kind }) => immediate.has(kind)))) return;
    this.#write({
      kind: "add",
      entry: { records, effects: effects.filter(({ kind }) => !immediate.has(kind)) },
    });
    this.#setClock();
  }

  #write(event: WriterEvent<JournalRecord, Effect>): void {
    const { writer } = this;
    if (writer === undefined || !this.node.alive) return;
    const context = {
      now: this.#world.timeline.now,
      nonce: () => `${this.address}-${this.#nonces++}`,
      awaitsTick: this.core?.live.flow.phase === "busy",
    };
    for (const effect of write(writer, event, context)) {
      if (!this.node.alive) return;
      this.#world.observer.written(this, effect);
      Reflect.apply(this.#writes[effect.kind], undefined, [effect]);
    }
  }

  readonly #writes = {
    append: ({ batch }) =>
      this.#world.store.append(this.node, batch, (outcome) =>
        this.#write({ kind: "answered", sequence: batch.sequence, outcome }),
      ),
    read: ({ sequence }) =>
      this.#world.store.get(this.node, sequence, (batch) =>
        this.#write({ kind: "read", sequence, batch }),
      ),
    "read-leader": () =>
      this.#world.store.readLeader(this.node, (record) =>
        this.#write({ kind: "leader", epoch: record?.epoch ?? 0 }),
      ),
    release: ({ effects }) => {
      this.#perform(effects);
      this.#considerSnapshot();
    },
    replay: ({ batch }) => {
      if (this.core !== undefined) this.#replay(this.core, batch);
    },
    later: ({ milliseconds, event }) => this.#after(milliseconds, () => this.#write(event)),
    deposed: () => {
      this.#world.sometimes("zombie append refused");
      this.#end("deposed");
    },
  } satisfies {
    readonly [K in WriterEffect<Effect>["kind"]]: (
      effect: Extract<WriterEffect<Effect>, { kind: K }>,
    ) => void;
  };

  /** Only at a moment at which nothing waits to be written. */
  #considerSnapshot(): void {
    const { writer, core, node } = this;
    if (writer === undefined || core === undefined || !this.#serving || !node.alive) return;
    if (!isQuiet(writer) || writer.sequence < this.#snapshotAt) return;
    this.#snapshotAt = writer.sequence + snapshotEvery;
    const { sequence, epoch } = writer;
    this.#world.store.saveSnapshot(node, { sequence, epoch, ledger: encodeLedger(core.ledger) });
  }

  /** False when the process was killed on the way. */
  #perform(effects: readonly Effect[]): boolean {
    for (const effect of effects) {
      if (this.core !== undefined && isStale(this.core, effect)) continue;
      if (this.crashIn !== undefined && --this.crashIn <= 0) {
        this.#world.trace.add(
          this.#world.timeline.now,
          `${this.address} killed before ${effect.kind}`,
        );
        this.#end("killed between effects");
        return false;
      }
      this.#world.observer.effect(this, effect);
      Reflect.apply(this.#effects[effect.kind] ?? ignored, undefined, [effect]);
    }
    return true;
  }

  readonly #effects: Partial<{
    readonly [K in Effect["kind"]]: (effect: Extract<Effect, { kind: K }>) => void;
  }> = {
    flow: ({ message }) => this.#toFlow(message),
    step: ({ message }) => this.#toFlow(message),
    agent: ({ machine, message }) => this.#links.to(machine)?.toAgent(message),
    attempt: ({ machine, epoch, order, needsPort }) =>
      this.#links.to(machine)?.toAgent({
        kind: "run",
        epoch,
        order: { ...order, ...(needsPort && { port: 8000 }) },
      }),
    "start-machine": ({ kind: _, token, ...request }) =>
      this.#world.provider.start(this.node, { token, ...request }, (answer) =>
        this.dispatch(
          answer.kind === "started"
            ? { ...answer, kind: "machine-started", token }
            : { kind: "machine-refused", token, message: answer.message },
        ),
      ),
    "end-machine": ({ machine }) => this.#world.provider.end(machine),
    "list-machines": () =>
      this.#world.provider.list(this.node, (listed) =>
        this.dispatch({ kind: "machines", ...listed }),
      ),
    fence: ({ work, generation }) => this.#world.store.raiseFence(this.node, work, generation),
    log: ({ line }) => {
      if (line.line === serving && this.core !== undefined && this.#engine !== undefined)
        this.#serve(this.core, this.#engine);
      else
        this.#world.trace.add(
          this.#world.timeline.now,
          `${this.address} says ${line.component}: ${line.line}`,
        );
    },
    collect: ({ key, version }) =>
      this.#world.volume.collect(this.node, version, () =>
        this.dispatch({ kind: "collected", key }),
      ),
    sweep: ({ keep }) => this.#world.volume.sweep(keep),
    reserve: ({ work }) =>
      this.#after(5, () => this.dispatch({ kind: "reserved", work, url: `http://${work}` })),
    end: ({ code, message }) => this.#world.ended(code, message),
  };

  #toFlow(message: ToFlow): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    this.#after(0, async () => {
      enterFlowRealm(engine);
      const answer = await answerOf(this.#world, engine, message);
      this.#after(this.#chance.between(1, 8), () =>
        this.dispatch({ kind: "flow", message: answer }),
      );
    });
  }

  #setClock(): void {
    const next = this.core?.live.planned;
    if (next === undefined || (this.#clockAt !== undefined && this.#clockAt <= next)) return;
    this.#clockAt = next;
    this.#after(Math.max(1, Math.ceil(next - this.#now())), () => {
      this.#clockAt = undefined;
      this.dispatch({ kind: "clock" });
      this.#setClock();
    });
  }

  #now(): number {
    const { timeline } = this.#world;
    return steadyNow(this.#time, { wall: this.#world.wallOf(this.index), monotonic: timeline.now });
  }

  /** Another leads, or something killed it: the process ends, and a watchdog starts the next one. */
  #end(why: string): void {
    this.#world.trace.add(this.#world.timeline.now, `${this.address} ends: ${why}`);
    this.kill();
    this.#world.restartController(this);
  }

  #after(delay: number, run: () => void | Promise<void>): void {
    this.#world.timeline.after(delay, run, this.node);
  }

  get quiet(): boolean {
    return this.writer !== undefined && isQuiet(this.writer);
  }
}

/** Batches between two snapshots. */
const snapshotEvery = 12;

/** Stands behind the epoch record in the outbox: once it comes out, the record is durable. */
const serving = "serving";
/** Nothing else is deployed meanwhile. */
const release = "one";
const ignored = (): void => {};
