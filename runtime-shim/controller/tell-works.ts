import type { FlowWrite } from "#protocol/flow.ts";
import { machinesLeft } from "./state.ts";
import { effect, type Turn } from "./turn.ts";

/** What the flow or a person wrote to a work that is running, its process must hear: both sides converge. */
export function tellWorks(turn: Turn, writes: readonly FlowWrite[]): void {
  const { ledger } = turn.core;
  for (const { component, patch } of writes) {
    const call = ledger.calls.get(ledger.works.get(component)?.current ?? "");
    if (call === undefined) continue;
    const { id, attempt, work } = call;
    const message = { kind: "state", epoch: ledger.epoch, call: id, attempt, work, patch } as const;
    for (const machine of machinesLeft(call)) effect(turn, { kind: "agent", machine, message });
  }
}
