import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";
import type { World } from "../world.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

export interface AgentEnd {
  readonly node: Node;
  received(link: Connection, message: ControllerMessage): void;
  closed(link: Connection): void;
}
export interface ControllerEnd {
  readonly node: Node;
  /** Serves agents; a candidate does not. */
  serves(): boolean;
  received(link: Connection, message: AgentMessage): void;
  closed(link: Connection): void;
}

/** ms after which an end that hears nothing closes its side; only agents ask. */
const keepalive = 20_000;

/** One TCP connection: in order, with delay, held up while the way is cut, half open when one end gives up. */
export class Connection {
  readonly agent: AgentEnd;
  readonly controller: ControllerEnd;
  agentOpen = true;
  controllerOpen = true;
  readonly #world: World;
  readonly #chance: Random;
  /** ms that everything takes longer on this connection, and not on the next: what is old may come late. */
  #lag: number;
  /** When the last message of each direction arrives. */
  readonly #last = { up: 0, down: 0 };
  readonly #held: Readonly<Record<"up" | "down", (() => void)[]>> = { up: [], down: [] };

  constructor(world: World, agent: AgentEnd, controller: ControllerEnd) {
    this.#world = world;
    this.#chance = random(world.seed, `link ${world.timeline.events}`);
    this.agent = agent;
    this.controller = controller;
    this.#lag = world.faults.hits("slow-links") ? this.#chance.between(0, 8000) : 0;
    this.#keepAlive(world.timeline.now);
    if (world.faults.hits("held-up")) this.#holdUp();
  }

  /** Its agent gives it up and makes another, and what it has said on this one comes after that. */
  #holdUp(): void {
    this.#lag = this.#chance.between(2000, 15_000);
    const patience = this.#chance.between(50, 1500);
    const lose = (): void => {
      if (this.agentOpen) this.#giveUp();
    };
    this.#world.timeline.after(patience, lose, this.agent.node);
  }

  toController(message: AgentMessage): void {
    if (!this.agentOpen) return;
    const twice = "sequence" in message && this.#world.faults.hits("duplicates");
    for (let copy = 0; copy < (twice ? 2 : 1); copy++)
      this.#carry("up", () => {
        if (this.controllerOpen) this.controller.received(this, message);
      });
  }

  toAgent(message: ControllerMessage): void {
    if (!this.controllerOpen) return;
    const twice = message.kind !== "welcome" && this.#world.faults.hits("duplicates");
    for (let copy = 0; copy < (twice ? 2 : 1); copy++)
      this.#carry("down", () => {
        if (this.agentOpen) this.agent.received(this, message);
      });
  }

  /** By the agent's end, or because its process is gone: the other end hears it if the way is open. */
  closeAgentEnd(): void {
    if (!this.agentOpen) return;
    this.agentOpen = false;
    this.#carry("up", () => this.#closeController());
  }

  closeControllerEnd(): void {
    if (!this.controllerOpen) return;
    this.controllerOpen = false;
    this.#carry("down", () => this.#closeAgent());
  }

  #closeController(): void {
    if (!this.controllerOpen) return;
    this.controllerOpen = false;
    this.controller.closed(this);
  }

  #closeAgent(): void {
    if (!this.agentOpen) return;
    this.agentOpen = false;
    this.agent.closed(this);
  }

  #carry(way: "up" | "down", arrive: () => void): void {
    const { timeline, faults } = this.#world;
    const slow = faults.hits("slow-network") ? this.#chance.between(0, 3000) : 0;
    const at = Math.max(
      timeline.now + this.#chance.between(1, 4) + slow + this.#lag,
      this.#last[way],
    );
    this.#last[way] = at;
    const node = way === "up" ? this.controller.node : this.agent.node;
    const held = this.#held[way];
    timeline.after(at - timeline.now, () => {
      held.push(() => timeline.after(0, arrive, node));
      if (held.length === 1) this.#let(way);
    });
  }

  /** In order: what is held up holds up what comes after it. */
  #let(way: "up" | "down"): void {
    if (this.#world.cut(this.agent.node, way))
      this.#world.timeline.after(500, () => this.#let(way));
    else for (const go of this.#held[way].splice(0)) go();
  }

  /** The agent pings; a peer that does not answer in time is given up. */
  #keepAlive(heard: number): void {
    const { timeline } = this.#world;
    timeline.after(
      5000,
      () => {
        if (!this.agentOpen) return;
        const { node } = this.agent;
        const dead = !this.controller.node.alive || this.controller.node.pausedUntil > timeline.now;
        const cut = this.#world.cut(node, "up") || this.#world.cut(node, "down");
        const last = dead || cut ? heard : timeline.now;
        if (timeline.now - last >= keepalive) this.#giveUp();
        else this.#keepAlive(last);
      },
      this.agent.node,
    );
  }

  #giveUp(): void {
    this.closeAgentEnd();
    this.agent.closed(this);
  }
}
