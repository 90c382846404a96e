import { memberToken } from "#controller/gangs.ts";
import type { MachineAnswer, Machines } from "#core/bindings.ts";
import type { World } from "../world.ts";
import { AgentNode } from "./agent-node.ts";
import { SimulatedDisk } from "./disk.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

export interface Machine {
  readonly id: string;
  readonly token: string;
  readonly group: string;
  readonly launched: number;
  stage: "booting" | "up" | "ending" | "gone";
  /** When it began to end, ms. */
  ended: number | undefined;
  agent: AgentNode | undefined;
  /** Nobody can talk to it until then, ms. */
  cutUntil: number;
  /** What runs there runs on for long after it was told to end. */
  lingers: boolean;
  readonly disk: SimulatedDisk;
}

type Listed = Awaited<ReturnType<Machines["list"]>>;

/** A provider of machines in the manner of EC2: tokens, boots, capacity, a listing that lags, slow endings. */
export class Provider {
  readonly machines: Machine[] = [];
  readonly #world: World;
  readonly #chance: Random;

  constructor(world: World) {
    this.#world = world;
    this.#chance = random(world.seed, "machines");
  }

  start(
    node: Node,
    { token, group, machines: count }: Parameters<Machines["start"]>[0],
    answer: (answer: MachineAnswer) => void,
  ): void {
    const { timeline, faults } = this.#world;
    if (count !== undefined) {
      this.#startGang(node, { token, group, machines: count }, answer);
      return;
    }
    timeline.after(this.#chance.between(20, 300), () => {
      const known = faults.hits("token-forgotten")
        ? undefined
        : this.machines.find((each) => each.token === token);
      // The second of them nobody will ever be told of.
      if (known === undefined && faults.hits("launches-twice")) this.#launch(token, group);
      const answered: MachineAnswer =
        known === undefined && faults.hits("no-capacity")
          ? { kind: "refused", message: "no capacity" }
          : { kind: "started", machine: (known ?? this.#launch(token, group)).id };
      timeline.after(this.#chance.between(5, 50), () => answer(answered), node);
    });
  }

  /** All or none; asked twice, the same. */
  #startGang(
    node: Node,
    { token, group, machines = 0 }: Parameters<Machines["start"]>[0],
    answer: (answer: MachineAnswer) => void,
  ): void {
    const { timeline, faults } = this.#world;
    const tokens = Array.from({ length: machines }, (_, rank) => memberToken(token, rank));
    timeline.after(this.#chance.between(20, 300), () => {
      const known = this.machines.filter((each) => tokens.includes(each.token));
      const refused = known.length === 0 && faults.hits("no-capacity");
      const all = refused
        ? []
        : known.length > 0
          ? known
          : tokens.map((one) => this.#launch(one, group));
      const [machine = "", ...others] = all.map(({ id }) => id);
      const answered: MachineAnswer = refused
        ? { kind: "refused", message: "no capacity" }
        : { kind: "started", machine, others };
      timeline.after(this.#chance.between(5, 50), () => answer(answered), node);
    });
  }

  /** Graceful: what runs there runs on until the machine is gone. */
  end(id: string): void {
    const machine = this.find(id);
    if (machine === undefined || machine.stage === "ending" || machine.stage === "gone") return;
    machine.stage = "ending";
    machine.ended = this.#world.timeline.now;
    this.#world.observer.machineEnding(machine);
    const { timeline, faults } = this.#world;
    const took =
      machine.lingers || faults.hits("runs-on-while-ending")
        ? 300_000
        : faults.hits("slow-terminate")
          ? 60_000
          : this.#chance.between(2000, 20_000);
    timeline.after(took, () => this.gone(machine));
  }

  /** By itself or by the provider: whatever ran there does not run any more. */
  gone(machine: Machine): void {
    if (machine.stage === "gone") return;
    machine.stage = "gone";
    machine.ended ??= this.#world.timeline.now;
    machine.agent?.kill();
    this.#world.trace.add(this.#world.timeline.now, `${machine.id} is gone`);
    if (this.#world.faults.hits("gone-unsaid")) return;
    this.#world.timeline.after(this.#chance.between(500, 15_000), () =>
      this.#world.toLeader({
        kind: "machine-gone",
        machine: machine.id,
        message: `${machine.id} is gone.`,
      }),
    );
  }

  list(node: Node, answer: (listed: Listed) => void): void {
    const { timeline, faults } = this.#world;
    const lag = faults.hits("describe-lag") ? 60_000 : 2000;
    timeline.after(
      this.#chance.between(20, 200),
      () => {
        const seen = this.machines.filter(({ launched }) => timeline.now - launched >= lag);
        const machines = seen.map(({ id, stage, launched }) => ({
          machine: id,
          stage: stage === "booting" ? ("up" as const) : stage,
          age: timeline.now - launched,
        }));
        answer({ machines, complete: false });
      },
      node,
    );
  }

  find(id: string): Machine | undefined {
    return this.machines.find((machine) => machine.id === id);
  }

  /** The power comes back: the agent starts anew, on what the disk kept. */
  reboot(machine: Machine): void {
    machine.agent?.kill();
    machine.disk.crash();
    this.#world.timeline.after(this.#chance.between(5000, 30_000), () => this.#startAgent(machine));
  }

  restartAgent(machine: Machine): void {
    this.#world.timeline.after(this.#chance.between(500, 4000), () => this.#startAgent(machine));
  }

  #launch(token: string, group: string): Machine {
    const { timeline, faults } = this.#world;
    const id = `i${this.machines.length + 1}`;
    const machine: Machine = {
      id,
      token,
      group,
      launched: timeline.now,
      stage: "booting",
      ended: undefined,
      agent: undefined,
      cutUntil: 0,
      lingers: false,
      disk: new SimulatedDisk(this.#world, id),
    };
    this.machines.push(machine);
    this.#world.observer.launched(machine);
    if (!faults.hits("boots-never"))
      timeline.after(this.#chance.between(8000, 40_000), () => this.#startAgent(machine));
    return machine;
  }

  #startAgent(machine: Machine): void {
    if (machine.stage === "gone" || machine.agent?.node.alive === true) return;
    if (machine.stage === "booting") machine.stage = "up";
    machine.agent = new AgentNode(this.#world, machine);
    machine.agent.start();
  }
}
