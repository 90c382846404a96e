import { isOlderConnection } from "#controller/connections.ts";
import type { Core } from "#controller/state.ts";
import type { AgentMessage } from "#protocol/agent.ts";
import type { World } from "../world.ts";
import type { Connection } from "./network.ts";

/** A controller's connections: one a machine, the newest. Stands for `boot/controller/agent-server.ts`. */
export class AgentLinks {
  readonly #world: World;
  readonly #links = new Map<string, Connection>();
  readonly #accepted = new Set<Connection>();

  constructor(world: World) {
    this.#world = world;
  }

  accepted(link: Connection): void {
    this.#accepted.add(link);
  }

  closeAll(): void {
    for (const link of this.#accepted) link.closeControllerEnd();
  }

  to(machine: string): Connection | undefined {
    return this.#links.get(machine);
  }

  /** Whether what came on it is heard. */
  hears(link: Connection, message: AgentMessage, core: Core | undefined): boolean {
    const machine = link.agent.node.name;
    if (message.kind === "hello") {
      if (core !== undefined && isOlderConnection(core, message)) {
        this.#world.sometimes("older connection refused");
        link.closeControllerEnd();
        return false;
      }
      const before = this.#links.get(machine);
      if (before !== link) before?.closeControllerEnd();
      this.#links.set(machine, link);
    }
    return this.#links.get(machine) === link;
  }

  /** The machine that is not connected any more. */
  closed(link: Connection): string | undefined {
    this.#accepted.delete(link);
    const machine = link.agent.node.name;
    return this.#links.get(machine) === link && this.#links.delete(machine) ? machine : undefined;
  }
}
