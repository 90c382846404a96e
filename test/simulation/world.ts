/**
 * The simulated world of one seed: controllers, machines, agents, processes, network, store, volume and disks,
 * on one virtual clock, one source of chance and one queue of events. Controllers and agents are the real
 * reducers; only what is around them is made up here, with the faults that the seed has picked.
 */
import type { Engine } from "#boot/flow/engine.ts";
import type { Event } from "#controller/event.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { manifestOf } from "../runtime/rig-manifest.ts";
import type { SimulatedApp } from "./apps/app.ts";
import { checkRest } from "./invariants/end.ts";
import { Observer } from "./observer.ts";
import type { Plan } from "./plan.ts";
import type { Sometimes } from "./sometimes.ts";
import { ControllerNode } from "./world/controller-node.ts";
import { type Fault, Faults, isMoment } from "./world/faults.ts";
import { Provider } from "./world/machines.ts";
import { type Random, random } from "./world/random.ts";
import { Store } from "./world/store.ts";
import { type Node, Timeline } from "./world/timeline.ts";
import { Trace } from "./world/trace.ts";
import { Volume } from "./world/volume.ts";

/** A world of a few works for an hour has some thousands. */
const mostEvents = 60_000;
/** ms after the last fault until an idle app is at rest: machines that never boot are given ten minutes. */
const untilRest = 1_200_000;
const rest = 400_000;
/** ms: garbage is an hour old before it may go, and is looked for each hour. */
const untilSwept = 7_500_000;
/** One idle app in so many is watched for that long. */
const sweepsSeen = 2;
const start = Date.UTC(2026, 0, 1);

export class World {
  readonly seed: number;
  readonly plan: Plan;
  readonly app: SimulatedApp;
  readonly timeline = new Timeline();
  readonly trace: Trace;
  readonly faults: Faults;
  readonly store: Store;
  readonly provider: Provider;
  readonly volume: Volume;
  readonly observer: Observer;
  readonly seen = new Set<string>();
  readonly controllers: (ControllerNode | undefined)[] = [];
  end: { readonly code: number; readonly message: string; readonly at: number } | undefined;
  /** Ticks and appends when an idle app had come to rest. */
  resting: { readonly ticks: number; readonly appends: number } | undefined;
  readonly #skews: number[] = [];
  readonly #chance: Random;
  #works: readonly string[] = [];
  #rested = false;
  readonly #retries = new Map<string, number>();

  /** Whether the app does nothing for so long that its garbage must be gone. */
  get waitsForSweep(): boolean {
    return this.app.idles === true && this.end === undefined && this.seed % sweepsSeen === 0;
  }

  constructor(plan: Plan, keepTrace: boolean) {
    this.seed = plan.seed;
    this.plan = plan;
    this.trace = new Trace(keepTrace);
    this.faults = new Faults(plan.faults, () => this.timeline.now);
    this.#chance = random(plan.seed, "world");
    this.app = plan.app();
    this.store = new Store(this);
    this.provider = new Provider(this);
    this.volume = new Volume(this);
    this.observer = new Observer(this);
  }

  /** Until the app has ended and its machines with it, or nothing can happen any more, or patience is over. */
  async run(): Promise<void> {
    for (let index = 0; index < this.plan.controllers; index++) {
      this.#skews[index] = this.#chance.between(-2000, 2000);
      this.timeline.after(index * 1500, () => this.#startController(index));
    }
    for (const fault of this.plan.faults.filter(isMoment))
      this.timeline.after(fault.at, () => this.#strike(fault));
    while (!this.#over() && (await this.timeline.step(this.#watchedUntil))) {
      this.observer.afterEvent();
      if (this.timeline.events > mostEvents) this.observer.fail(18, "it never comes to rest");
    }
    this.observer.atEnd();
  }

  get #watchedUntil(): number {
    return this.waitsForSweep ? this.plan.calmFrom + untilSwept : this.plan.patience;
  }

  #over(): boolean {
    if (this.end === undefined) return this.app.idles === true && this.#rests();
    const left = this.provider.machines.some(({ stage }) => stage !== "gone");
    return !left || this.timeline.now > Math.max(this.end.at, this.plan.calmFrom) + 600_000;
  }

  /** What an app does that has nothing to do is watched for a while, once everything has calmed down; then its garbage is. */
  #rests(): boolean {
    const { now } = this.timeline;
    const { calmFrom } = this.plan;
    if (now < calmFrom + untilRest) return false;
    this.resting ??= { ticks: this.observer.ticks, appends: this.observer.appends };
    if (!this.#rested && now >= calmFrom + untilRest + rest) {
      this.#rested = true;
      checkRest(this.observer);
    }
    return this.#rested && (!this.waitsForSweep || now >= this.#watchedUntil);
  }

  epochTime(): number {
    return start + this.timeline.now;
  }

  wallOf(controller: number): number {
    return start + this.timeline.now + (this.#skews[controller] ?? 0);
  }

  ended(code: number, message: string): void {
    this.trace.add(this.timeline.now, `the app ends: ${code} ${message}`);
    this.end ??= { code, message, at: this.timeline.now };
  }

  /** Attempts of several nodes of which one has gone without having returned: the others wait for it for ever. */
  readonly widowed = new Set<string>();

  sometimes(what: Sometimes): void {
    this.seen.add(what);
  }

  manifestOf(engine: Engine): Manifest {
    const manifest = manifestOf(engine);
    this.#works = manifest.works.map(({ name }) => name);
    for (const { name, settings } of manifest.works)
      this.#retries.set(name, settings.retries.limit);
    const { shared, idleTimeout } = this.plan;
    return {
      ...manifest,
      works: manifest.works.map((work) => {
        const nodes = this.app.nodes?.[work.name] ?? 1;
        // The machine that works share is one.
        const group = shared && nodes === 1 ? "default" : work.name;
        return { ...work, machine: { ...work.machine, group, idleTimeout, nodes } };
      }),
    };
  }

  /** Elements of maps have no settings of their own in these apps. */
  retriesOf(work: string): number {
    return this.#retries.get(work) ?? 0;
  }

  workIndex(work: string): number {
    return Math.max(0, this.#works.indexOf(work));
  }

  get leader(): ControllerNode | undefined {
    const leading = this.controllers.filter((each) => each?.leading);
    return leading.toSorted(
      (left, right) => (right?.writer?.epoch ?? 0) - (left?.writer?.epoch ?? 0),
    )[0];
  }

  controllerAt(address: string | undefined): ControllerNode | undefined {
    return this.controllers.find((each) => each?.address === address && each?.node.alive);
  }

  /** What the provider tells whoever leads; nobody hears it where nobody does. */
  toLeader(event: Event): void {
    this.leader?.dispatch(event);
  }

  /** Whether the way between an agent and its controller is cut. */
  cut(agent: Node, way: "up" | "down"): boolean {
    const place = this.placeOf(agent);
    if ((this.provider.find(agent.name)?.cutUntil ?? 0) > this.timeline.now) return true;
    const oneWay = way === "up" ? "partition-to-controller" : "partition-to-agent";
    return this.faults.hits("partition", place, 4) || this.faults.hits(oneWay, place, 4);
  }

  /** Where faults of a place find this node: controllers at their index, machines by their number. */
  placeOf({ name }: Node): number {
    const number = Number(name.replace(/^[ci]/, "").replace(/\..*/, ""));
    return Number.isNaN(number) ? 0 : number;
  }

  restartController(dead: ControllerNode): void {
    this.timeline.after(this.#chance.between(1000, 8000), () => {
      if (this.controllers[dead.index] === dead) this.#startController(dead.index);
    });
  }

  #startController(index: number): void {
    const controller = new ControllerNode(this, index);
    this.controllers[index] = controller;
    controller.start();
  }

  #strike(fault: Fault): void {
    this.trace.add(this.timeline.now, `fault ${fault.kind} ${fault.target} ${fault.amount}`);
    Reflect.apply(this.#moments[fault.kind] ?? (() => {}), undefined, [fault]);
  }

  readonly #moments: { readonly [kind: string]: (fault: Fault) => void } = {
    "kill-controller": (fault) => {
      const controller = this.#controllerFor(fault);
      controller?.kill();
      if (controller !== undefined) this.restartController(controller);
    },
    "kill-controller-between-effects": (fault) => {
      const controller = this.leader ?? this.#controllerFor(fault);
      if (controller !== undefined) controller.crashIn = 1 + Math.abs(fault.amount);
    },
    "pause-controller": (fault) => {
      const controller = this.leader ?? this.#controllerFor(fault);
      if (controller !== undefined) controller.node.pausedUntil = this.timeline.now + fault.lasts;
    },
    "old-leader-returns": ({ lasts }) => {
      // It is away until another has taken over and has been heard, and comes back to agents that look for it.
      const leader = this.leader;
      if (leader === undefined || leader.node.pausedUntil > this.timeline.now) return;
      const sleeps = Math.max(40_000, lasts);
      const until = this.timeline.now + sleeps;
      leader.suspend(until);
      this.timeline.after(sleeps - 3000, () => {
        for (const { agent } of this.provider.machines) agent?.mislead(until + 2000);
      });
    },
    "clock-jump": (fault) => {
      const index = fault.target % this.plan.controllers;
      this.#skews[index] = (this.#skews[index] ?? 0) + fault.amount * 15_000;
    },
    "kill-agent": (fault) => {
      const machine = this.#machineFor(fault);
      if (machine?.agent?.node.alive !== true) return;
      machine.agent.kill();
      this.provider.restartAgent(machine);
    },
    "kill-agent-between-effects": (fault) => {
      const agent = this.#machineFor(fault)?.agent;
      if (agent !== undefined) agent.crashIn = 1 + (Math.abs(fault.amount) % 12);
    },
    "stall-agent": (fault) => {
      const agent = this.#machineFor(fault)?.agent;
      if (agent !== undefined) agent.node.pausedUntil = this.timeline.now + fault.lasts;
    },
    "crash-machine": (fault) => {
      const machine = this.#machineFor(fault);
      if (machine !== undefined) this.provider.gone(machine);
    },
    "cut-off-machine": (fault) => {
      const machine = this.#machineFor(fault);
      if (machine === undefined) return;
      machine.cutUntil = this.timeline.now + 150_000;
      machine.lingers = true;
    },
    "reboot-machine": (fault) => {
      const machine = this.#machineFor(fault);
      if (machine?.agent !== undefined && machine.stage === "up") this.provider.reboot(machine);
    },
    notice: (fault) => this.#notice(fault, 120_000),
    "notice-late": (fault) => this.#notice(fault, 8000),
  };

  /** Twice, as platforms do; then the machine goes. */
  #notice(fault: Fault, leaves: number): void {
    const machine = this.#machineFor(fault);
    if (machine?.agent === undefined) return;
    const deadline = new Date(this.epochTime() + leaves).toISOString();
    const { agent } = machine;
    for (const delay of [0, 5000])
      this.timeline.after(delay, () => agent.notice(deadline), agent.node);
    this.timeline.after(leaves, () => this.provider.gone(machine));
  }

  #controllerFor({ target }: Fault): ControllerNode | undefined {
    const controller = this.controllers[target % this.plan.controllers];
    return controller?.node.alive ? controller : undefined;
  }

  #machineFor({ target }: Fault) {
    const there = this.provider.machines.filter(
      ({ stage }) => stage === "up" || stage === "ending",
    );
    return there[target % Math.max(1, there.length)];
  }
}
