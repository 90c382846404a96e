import type { Effect } from "#controller/event.ts";
import { freePort } from "../free-port.ts";
import type { AgentServer } from "./agent-server.ts";

/** A service's process listens where nobody else does; people reach it by its route. */
export async function sendAttempt(
  agents: AgentServer,
  { machine, epoch, order, needsPort }: Effect & { readonly kind: "attempt" },
): Promise<void> {
  const port = needsPort ? await freePort() : undefined;
  agents.send(machine, {
    kind: "run",
    epoch,
    order: { ...order, ...(port !== undefined && { port }) },
  });
}
