import type { AgentEffect, AttemptEffect } from "#agent/effect.ts";
import type { AgentEvent } from "#agent/event.ts";
import { reduce } from "#agent/reducer.ts";
import { type AgentState, newAgent, processesHere } from "#agent/state.ts";
import { nextLife } from "#boot/agent-life.ts";
import { settlementsIn } from "#boot/agent-settlements.ts";
import type { ControllerMessage } from "#protocol/agent.ts";
import { agentProtocol } from "#protocol/agent.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import { checkSaid, secretOf } from "../invariants/privacy.ts";
import type { World } from "../world.ts";
import type { Machine } from "./machines.ts";
import { type AgentEnd, Connection } from "./network.ts";
import { Process } from "./process.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

type Of<K extends AttemptEffect["kind"]> = Extract<AttemptEffect, { readonly kind: K }>;

/** One life of an agent: the real reducer, and what boot does around it, on simulated time. */
export class AgentNode implements AgentEnd {
  readonly node: Node;
  readonly machine: Machine;
  readonly #world: World;
  readonly #chance: Random;
  readonly #settlements: ReturnType<typeof settlementsIn>;
  readonly #processes = new Map<string, Process[]>();
  #state: AgentState;
  #link: Connection | undefined;
  #life = 0;
  /** Until then it knows the leader before this one only, ms. */
  oldNewsUntil = 0;
  /** Effects until the process is killed between two of them. */
  crashIn: number | undefined;

  constructor(world: World, machine: Machine) {
    this.#world = world;
    this.machine = machine;
    this.node = { name: machine.id, alive: true, pausedUntil: 0 };
    this.#chance = random(world.seed, `agent ${machine.id} ${world.timeline.events}`);
    this.#settlements = settlementsIn(machine.disk);
    this.#state = newAgent(machine.id);
  }

  get state(): AgentState {
    return this.#state;
  }

  start(): void {
    this.#after(1, async () => {
      this.#life = await nextLife(this.machine.disk);
      this.dispatch({ kind: "started", kept: await this.#settlements.read() });
      this.#connect();
    });
  }

  /** SIGKILL: its works go with it, since they live in its control group. */
  kill(): void {
    this.node.alive = false;
    for (const process of [...this.#processes.values()].flat()) process.kill();
    this.#link?.closeAgentEnd();
  }

  received(link: Connection, message: ControllerMessage): void {
    if (link !== this.#link) return;
    this.#world.observer.agentTold(this, message);
    const { epoch } = this.#state;
    this.dispatch({ kind: "told", message });
    if (this.#state.epoch < epoch)
      this.#world.observer.fail(
        6,
        `${this.node.name} obeys epoch ${message.epoch} (${message.kind}) after it has heard epoch ${epoch}`,
      );
  }

  closed(link: Connection): void {
    if (link !== this.#link || !this.node.alive) return;
    this.#link = undefined;
    this.dispatch({ kind: "disconnected" });
    this.#after(this.#chance.between(200, 3000), () => this.#connect());
  }

  notice(deadline: string): void {
    if (!this.node.alive) return;
    if (this.#world.faults.hits("metadata-outage")) return;
    this.#world.observer.noticed(this);
    this.dispatch({ kind: "notice", reason: "spot", deadline });
  }

  dispatch(event: AgentEvent): void {
    if (!this.node.alive) return;
    const { state, effects } = reduce(this.#state, event, this.#world.epochTime());
    this.#world.trace.add(
      this.#world.timeline.now,
      `${this.node.name} ${describe(event)} → ${effects.map(({ kind }) => kind).join(" ")}`,
    );
    this.#state = state;
    for (const effect of effects) {
      if (this.#crashesNow()) return;
      this.#perform(effect);
    }
  }

  #crashesNow(): boolean {
    if (this.crashIn === undefined) return false;
    this.crashIn -= 1;
    if (this.crashIn > 0) return false;
    this.kill();
    this.#world.provider.restartAgent(this.machine);
    return true;
  }

  #perform(effect: AgentEffect): void {
    Reflect.apply(this.#effects[effect.kind], undefined, [effect]);
  }

  readonly #effects = {
    send: ({ message }) => {
      checkSaid(this.#world.observer, message);
      this.#link?.toController(message);
    },
    greet: ({ running, number }) => {
      const link = this.#link;
      const { id } = this.machine;
      this.#after(this.#chance.between(1, 30), () =>
        link?.toController({
          kind: "hello",
          protocol: agentProtocol,
          machine: id,
          address: `at-${id}`,
          proof: {},
          running,
          connection: { life: this.#life, number },
        }),
      );
    },
    "beat-later": ({ milliseconds }) =>
      this.#after(milliseconds, () => this.dispatch({ kind: "beat" })),
    exit: () => {
      this.kill();
      this.#world.provider.gone(this.machine);
    },
    "read-fences": ({ works }) =>
      this.#world.store.readFences(this.node, works, (generations) =>
        this.dispatch({ kind: "fences", generations }),
      ),
    reconnect: () => this.#reconnect(),
    prepare: ({ key, order }) =>
      this.#world.volume.prepare(this.node, order, (missing) => {
        if (missing !== undefined) this.#world.observer.budgets.blame(order);
        this.dispatch(
          missing === undefined
            ? {
                kind: "prepared",
                key,
                places: noPlaces,
                others: Array.from({ length: processesHere(order) - 1 }, () => noPlaces),
                environment: {},
              }
            : { kind: "unprepared", key, failure: { reason: "setup", message: missing } },
        );
      }),
    "cancel-prepare": ({ key }) =>
      this.#after(5, () =>
        this.dispatch({
          kind: "unprepared",
          key,
          failure: { reason: "setup", message: "cancelled" },
        }),
      ),
    spawn: (effect) => this.#spawn(effect),
    tell: ({ key, message }) => {
      for (const process of this.#ranks(key)) process.tell(message);
    },
    signal: ({ key, signal }) => {
      for (const process of this.#ranks(key)) process.signal(signal);
    },
    probe: ({ key, order }) =>
      this.#after(this.#chance.between(50, 500), () => {
        if (this.#ranks(key)[0]?.alive === true)
          this.dispatch({
            kind: "service",
            key,
            ready: true,
            address: `${this.machine.id}:${order.port}`,
          });
      }),
    publish: (effect) => this.#publish(effect),
    drive: () => {},
    "read-secret": ({ key, request, name }) =>
      this.dispatch({ kind: "secret", key, request, name, value: secretOf(name) }),
    remember: (effect) => this.#remember(effect),
    forget: ({ key }) => {
      this.#processes.delete(key);
      this.#after(1, () => this.#settlements.forget(key));
    },
    release: () => {},
    wake: ({ key, timer, milliseconds }) =>
      this.#after(milliseconds, () => this.dispatch({ kind: "due", key, timer })),
  } satisfies {
    readonly [K in AgentEffect["kind"]]: (effect: Extract<AgentEffect, { kind: K }>) => void;
  };

  #ranks(key: string): readonly Process[] {
    return this.#processes.get(key) ?? [];
  }

  #spawn({ key, order, rank }: Of<"spawn">): void {
    const process = new Process(this.#world, {
      order,
      rank: order.node?.rank ?? rank,
      machine: this.machine,
      events: {
        said: (message) =>
          this.#after(this.#chance.between(0, 2), () =>
            this.dispatch({ kind: "said", key, message, rank }),
          ),
        ended: (code, signal) =>
          this.#after(3, () => this.dispatch({ kind: "ended", key, code, signal, rank })),
      },
    });
    this.#processes.set(key, [...this.#ranks(key), process]);
  }

  #publish({ key, order, output, number, request }: Of<"publish">): void {
    const content = this.#ranks(key)[0]?.written.get(output.name);
    if (order.node !== undefined && order.node.rank > 0) {
      const manifest = { files: [], size: 0 };
      const path = output.name;
      const published = { path, version: `of-${order.node.rank}`, manifest };
      this.#after(2, () => this.dispatch({ kind: "published", key, request, path, published }));
      return;
    }
    this.#world.volume.publish(this.node, { order, output, number, content }, (published) => {
      const path = output.name;
      if (published instanceof Error)
        this.dispatch({ kind: "publish-failed", key, request, path, message: published.message });
      else this.dispatch({ kind: "published", key, request, path, published });
    });
  }

  #remember({
    key,
    order,
    settlement,
    before,
  }: { readonly key: string; readonly order: AttemptOrder } & Of<"remember">): void {
    this.#after(this.#chance.between(1, 15), async () => {
      // A full disk must not hold back what the controller can record itself.
      await this.#settlements.keep({ order, settlement, before }).catch(() => {});
      this.dispatch({ kind: "remembered", key });
    });
  }

  #reconnect(): void {
    const link = this.#link;
    if (link === undefined) return;
    link.closeAgentEnd();
    this.closed(link);
  }

  /** The network drops its connection, and what it knows of leaders is old for a while. */
  mislead(until: number): void {
    this.oldNewsUntil = until;
    this.#reconnect();
  }

  /** Whoever the leader record names; a connection needs both ways open. */
  #connect(): void {
    if (this.#link !== undefined) return;
    const again = (): void => this.#after(this.#chance.between(500, 3000), () => this.#connect());
    const { store, timeline } = this.#world;
    const read = timeline.now < this.oldNewsUntil ? store.readOldLeader : store.readLeader;
    read.call(store, this.node, (record) => {
      const controller = this.#world.controllerAt(record?.address);
      const cut = this.#world.cut(this.node, "up") || this.#world.cut(this.node, "down");
      if (this.#link !== undefined) return;
      if (controller === undefined || cut || !controller.serves()) return again();
      this.#link = new Connection(this.#world, this, controller);
      controller.accepted(this.#link);
      this.dispatch({ kind: "connected" });
    });
  }

  #after(delay: number, run: () => void | Promise<void>): void {
    this.#world.timeline.after(delay, run, this.node);
  }
}

const noPlaces = { directory: "", bundle: "", local: {}, previous: {}, environment: {} };

function describe(event: AgentEvent): string {
  if (event.kind === "told") return `told ${event.message.kind}`;
  if (event.kind === "said") return `said ${event.message.kind}`;
  return event.kind;
}
