/**
 * Boot, controller: joins the pure controller to the world: journal, flow thread, agents, HTTP and the clock
 * on one side, events and effects on the other. It takes no decisions about the app; it starts, carries
 * messages, and sees to it that everything it started has ended before it does.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitEvent } from "#controller/api-views.ts";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { isOlderConnection } from "#controller/connections.ts";
import { type Effect, type Event, immediate } from "#controller/event.ts";
import { newLive } from "#controller/live.ts";
import { machineNamed } from "#controller/machines.ts";
import { reduce } from "#controller/reduce.ts";
import { isStale } from "#controller/stale.ts";
import { type Core, emptyLedger } from "#controller/state.ts";
import { grace } from "#controller/stop.ts";
import { callsDocument } from "#controller/why.ts";
import type { KeptTrees, Volume } from "#core/bindings.ts";
import { Addresses } from "./controller/addresses.ts";
import { type AgentServer, agentServer } from "./controller/agent-server.ts";
import { type ConsoleHub, consoleHub } from "./controller/console-hub.ts";
import { Fleet } from "./controller/fleet.ts";
import { flowBegin } from "./controller/flow-begin.ts";
import { type FlowThread, startFlowThread } from "./controller/flow-thread.ts";
import { FrontDoor } from "./controller/front-door.ts";
import { type LogStore, logStore } from "./controller/log-store.ts";
import {
  type ControllerOptions,
  type Ended,
  portTaken,
  type RunningController,
} from "./controller/options.ts";
import { Outbox } from "./controller/outbox.ts";
import { Output } from "./controller/output.ts";
import { releaseOf } from "./controller/release.ts";
import { type Replayed, replay, replayBatch } from "./controller/replay.ts";
import { sendAttempt } from "./controller/send-attempt.ts";
import { Snapshots } from "./controller/snapshots.ts";
import { stopWorks } from "./controller/stop-works.ts";
import { SteadyClock } from "./steady-clock.ts";

/** Exit code after which the process is to be started again. */
const wakes = 3;

export async function startController(options: ControllerOptions): Promise<RunningController> {
  const controller = new Controller(options);
  return controller.start();
}

class Controller {
  readonly #options: ControllerOptions;
  readonly #core: Core;
  readonly #logs: LogStore;
  readonly #hub: ConsoleHub;
  readonly #output: Output;
  readonly #agents: AgentServer;
  readonly #door: FrontDoor;
  readonly #addresses: Addresses;
  readonly #snapshots: Snapshots;
  #fleet: Fleet | undefined;
  #flow: FlowThread | undefined;
  #outbox: Outbox | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #clock = new SteadyClock();
  #ending: Promise<void> | undefined;
  #resting = false;
  #ended: (ended: Ended) => void = () => {};

  constructor(options: ControllerOptions) {
    const { launch, manifest, config, placement, identity, page, emit } = options;
    this.#options = options;
    this.#core = {
      ledger: emptyLedger(launch.id),
      live: newLive({
        ...{ manifest, config, routes: new Map(), now: this.#clock.now() },
        ...(placement && { placement }),
        ...(options.keepFailed !== undefined && { keepFailed: options.keepFailed }),
      }),
    };
    this.#logs = logStore(launch.directory);
    this.#hub = consoleHub(this.#core, this.#logs);
    this.#output = new Output({
      ...{ emit, logs: this.#logs, hub: this.#hub },
      keep: (line) => options.kept?.add({ of: "", stream: launch.id, ...line }),
    });
    const groupOf = (machine: string) => machineNamed(this.#core, machine)?.group;
    this.#agents = agentServer({
      identity: (machine, proof, nonce) =>
        identity({ token: this.#door.agentToken, groupOf }).accept(machine, proof, nonce),
      outdated: (hello) => isOlderConnection(this.#core, hello),
      receive: (machine, message) => this.#dispatch({ kind: "agent", machine, message }),
      gone: (machine) => this.#dispatch({ kind: "agent-gone", machine }),
    });
    this.#snapshots = new Snapshots({
      core: this.#core,
      journal: options.journal,
      settledAt: () => (this.#outbox?.quiet ? this.#outbox.sequence : undefined),
    });
    this.#addresses = new Addresses({
      ...options,
      core: this.#core,
      dispatch: (event) => this.#dispatch(event),
      say: (line) => this.#output.say("root", line),
      broken: (error) => this.#broken(error),
    });
    this.#door = new FrontDoor({
      core: this.#core,
      ...{ page, deployed: options.deployed },
      upgrades: {
        ...(options.agentDoor === undefined && { "/agent": this.#agents.upgrade }),
        "/api/v1/ws": this.#hub.upgrade,
      },
      dispatch: (event) => this.#dispatch(event),
      durable: () => this.#outbox?.settled() ?? Promise.resolve(),
      say: (line) => this.#output.say("root", line),
    });
  }

  async start(): Promise<RunningController> {
    const { ports, launch, emit, journal, agentDoor } = this.#options;
    const url = await this.#door.open(ports);
    if (url === undefined) throw portTaken(ports);
    await this.#claimEpoch(
      await replay(journal, this.#core, (records) => this.#snapshots.count(records)),
    );
    await this.#addresses.reserveAll();
    const ended = new Promise<Ended>((resolve) => {
      this.#ended = resolve;
    });
    await agentDoor?.open(this.#agents.upgrade);
    this.#openFleet(agentDoor?.address ?? `${url.replace("http:", "ws:")}/agent`);
    emit({ event: "launch", id: launch.id, directory: launch.directory });
    emit({ event: "listening", url, token: this.#door.token });
    this.#dispatch({ kind: "start" });
    // A deployed app that has ended rests.
    if (this.#core.ledger.ended === undefined) this.#startFlow();
    return {
      url,
      token: this.#door.token,
      ended,
      stop: (message) => this.#dispatch({ kind: "shutdown", message }),
      kill: () => this.#kill(),
    };
  }

  #startFlow(): void {
    this.#flow = startFlowThread({
      begin: flowBegin(this.#options, this.#core.ledger),
      receive: (message) => this.#dispatch({ kind: "flow", message }),
    });
  }

  #openFleet(controller: string): void {
    this.#fleet = new Fleet({
      machines: this.#options.machines({ controller, token: this.#door.agentToken }),
      dispatch: (event) => this.#dispatch(event),
      broken: (error) => this.#broken(error),
    });
  }

  /** The first record: from here on, the controllers before this one can write nothing more. */
  async #claimEpoch(replayed: Replayed): Promise<void> {
    const { journal } = this.#options;
    const { launch } = this.#core.ledger;
    const epoch = replayed.epoch + 1;
    this.#clock.atLeast(replayed.at);
    let refused: Error | undefined;
    const outbox = new Outbox({
      journal,
      epoch,
      sequence: replayed.sequence,
      appending: (records) => this.#snapshots.count(records),
      release: (effects) => {
        // Before anything that is let out now decides something new.
        this.#snapshots.consider().catch((error: Error) => this.#broken(error));
        this.#perform(effects);
      },
      replay: (batch) => replayBatch(this.#core, batch),
      awaitsTick: () => this.#core.live.flow.phase === "busy",
      failed: (error) => {
        refused = error;
        if (this.#outbox !== undefined) this.#broken(error);
      },
    });
    const at = this.#clock.now();
    const code = this.#core.live.manifest.flow.hash;
    const release = releaseOf(this.#options);
    const record = { kind: "epoch", epoch, launch, at, code, ...release } as const;
    outbox.add({ records: [record], effects: [] });
    await outbox.settled();
    if (refused !== undefined) throw refused;
    applyRecord(this.#core.ledger, record, liveChanges(this.#core.live, []));
    this.#outbox = outbox;
  }

  /** What was asked of an app at rest is on record: whoever starts this process again starts the flow, too. */
  async #wake(): Promise<void> {
    await this.#outbox?.settled();
    this.#ending ??= this.#end(wakes, "It goes on.");
  }

  #dispatch(event: Event): void {
    const { records, effects } = reduce(this.#core, event, this.#clock.now());
    this.#perform(effects.filter(({ kind }) => immediate.has(kind)));
    this.#outbox?.add({ records, effects: effects.filter(({ kind }) => !immediate.has(kind)) });
    this.#setClock();
    this.#hub.touch();
    if (this.#resting && event.kind === "rerun") void this.#wake();
  }

  #setClock(): void {
    clearTimeout(this.#timer);
    const next = this.#core.live.planned;
    if (next === undefined) return;
    // Timers longer than 24.8 days overflow: such a one is looked at again on the way.
    const wait = Math.min(Math.max(0, next - this.#clock.now()), 2 ** 31 - 1);
    this.#timer = setTimeout(() => this.#dispatch({ kind: "clock" }), wait);
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects)
      if (!isStale(this.#core, effect))
        Reflect.apply(this.#effects[effect.kind], undefined, [effect]);
    this.#hub.touch();
  }

  readonly #effects = {
    flow: ({ message }) => this.#flow?.send(message),
    step: ({ message }) => this.#flow?.send(message),
    agent: ({ machine, message }) => this.#agents.send(machine, message),
    attempt: (effect) => void sendAttempt({ ...this.#options, agents: this.#agents }, effect),
    "start-machine": (request) => this.#fleet?.start(request),
    "end-machine": ({ machine }) => this.#fleet?.end(machine),
    "list-machines": () => this.#fleet?.list(),
    fence: ({ work, generation }) => {
      const workId = this.#core.live.works.get(work)?.id ?? work;
      const raised = this.#options.fences?.raise(workId, generation);
      raised?.catch((error: Error) => this.#broken(error));
    },
    route: ({ work, address }) => this.#addresses.route(work, address),
    collect: ({ key, version }) => this.#collect(key, version),
    sweep: ({ keep }) => this.#sweep(keep),
    reserve: ({ work, port }) => this.#addresses.reserve(work, port),
    emit: ({ event }) => this.#output.emit(event),
    log: ({ line }) => this.#output.log(line),
    site: ({ directory }) => void this.#addresses.show(directory),
    answer: ({ request, answer }) => this.#door.answer(request, answer),
    end: ({ code, message }) => {
      if (this.#options.deployed) void this.#rest(code, message);
      else this.#ending ??= this.#end(code, message);
    },
  } satisfies { readonly [K in Effect["kind"]]: (effect: Effect & { readonly kind: K }) => void };

  /** What cannot be removed now is tried again by the next controller. */
  #collect(key: string, version: Parameters<Volume["collect"]>[0]): void {
    this.#options.volume.collect(version).then(
      () => this.#dispatch({ kind: "collected", key }),
      (error: Error) => this.#output.say("root", `${key} was not removed: ${error.message}`),
    );
  }

  /** What could not be removed is looked at again in an hour. */
  #sweep(keep: KeptTrees): void {
    this.#options.volume.sweep?.(keep).catch((error: Error) => {
      this.#output.say("root", `The volume was not swept: ${error.message}`);
    });
  }

  /** Without its journal or its agents a controller can keep no promise. */
  #broken(error: Error): void {
    this.#core.live.ending = true;
    this.#ending ??= this.#end(1, error.message);
  }

  /** A deployed app has come to its end: its works and machines go, and whoever wants to know why finds door, console and logs. */
  async #rest(code: number, message: string): Promise<void> {
    stopWorks(this.#core.ledger, this.#agents, code === 0 ? grace.stop : grace.failure);
    this.#resting = true;
    await this.#flow?.end();
    this.#flow = undefined;
    this.#output.rest(exitEvent(this.#core, { code, message }));
    this.#output.say("root", `${message} Its console stays.`);
    this.#hub.touch();
  }

  async #end(code: number, message: string): Promise<void> {
    clearTimeout(this.#timer);
    const { journal } = this.#options;
    stopWorks(this.#core.ledger, this.#agents, code === 0 ? grace.stop : grace.failure);
    await Promise.all([this.#flow?.end(), this.#fleet?.close()]);
    this.#core.live.agents.clear();
    await this.#outbox?.settled();
    // The last word: whatever the works had to say while they were stopped has been said.
    const event = exitEvent(this.#core, { code, message });
    this.#leave("state.json", event);
    this.#leave("calls.json", callsDocument(this.#core));
    this.#output.exit(event);
    this.#hub.close();
    this.#agents.close();
    this.#options.agentDoor?.close();
    await this.#addresses.close();
    this.#door.close();
    await Promise.all([this.#logs.close(), this.#options.kept?.close(), journal.close()]);
    this.#ended({ code, finished: this.#core.ledger.ended?.code === 0 });
  }

  /** In the launch's directory, for whoever asks later. */
  #leave(name: string, document: unknown): void {
    const { directory } = this.#options.launch;
    writeFileSync(join(directory, name), `${JSON.stringify(document, undefined, 2)}\n`);
  }

  #kill(): void {
    stopWorks(this.#core.ledger, this.#agents, 0);
  }
}
