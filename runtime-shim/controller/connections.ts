import type { AgentMessage } from "#protocol/agent.ts";
import type { Core } from "./state.ts";

type Hello = AgentMessage & { readonly kind: "hello" };

/**
 * Whether a hello is from before a connection that was heard already: it was held up on its way, its agent has
 * gone on since, and what it says runs there is of then. Believed, it would end what the newer one has said.
 */
export function isOlderConnection({ live }: Core, { machine, connection }: Hello): boolean {
  const known = live.agents.get(machine)?.connection;
  if (known === undefined || connection === undefined) return false;
  return (
    connection.life < known.life ||
    (connection.life === known.life && connection.number < known.number)
  );
}
