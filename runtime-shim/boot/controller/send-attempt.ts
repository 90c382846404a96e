import type { Effect } from "#controller/event.ts";
import { freePort } from "../free-port.ts";
import type { AgentServer } from "./agent-server.ts";
import type { ControllerOptions } from "./options.ts";

export interface SendOptions extends Pick<ControllerOptions, "portOf"> {
  readonly agents: AgentServer;
}

/** A service's process listens where its machine admits it, else where nobody else does; people reach it by its route. */
export async function sendAttempt(
  { agents, portOf }: SendOptions,
  { machine, epoch, order, needsPort }: Effect & { readonly kind: "attempt" },
): Promise<void> {
  const port = needsPort ? (portOf?.(order.work) ?? (await freePort())) : undefined;
  agents.send(machine, {
    kind: "run",
    epoch,
    order: { ...order, ...(port !== undefined && { port }) },
  });
}
