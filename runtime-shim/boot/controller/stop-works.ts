import { isOpen, type Ledger } from "#controller/state.ts";
import type { AgentServer } from "./agent-server.ts";

/** Ends every attempt, and then the agents: interrupted, not stopped, so that `--resume` goes on with them. */
export function stopWorks(
  { epoch, calls }: Ledger,
  agents: AgentServer,
  graceSeconds: number,
): void {
  const reason = "interrupted";
  for (const call of [...calls.values()].filter(isOpen)) {
    const { id, attempt, work, machine } = call;
    if (attempt > 0 && machine !== undefined)
      agents.send(machine, { kind: "stop", epoch, call: id, attempt, work, reason, graceSeconds });
  }
  agents.sendAll({ kind: "shutdown", epoch });
}
