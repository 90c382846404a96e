import type { FlowWrite, Operation, TabView } from "#protocol/flow.ts";
import { type Observation, type ObservedTab, pathsIn } from "#protocol/observed.ts";
import { effect, type Turn } from "./turn.ts";

/** What this run shows of the app, told beside everything else: nothing here depends on it. */
export function observe(turn: Turn, what: Observation): void {
  effect(turn, { kind: "emit", event: { event: "observed", what } });
}

export function observeTick(
  turn: Turn,
  writes: readonly FlowWrite[],
  operations: readonly Operation[],
): void {
  for (const operation of operations) {
    if (operation.kind !== "call") continue;
    const paths = operation.arguments.flatMap(pathsIn);
    observe(turn, { kind: "called", work: operation.work, paths });
  }
  for (const { component, patch } of writes) {
    const paths = Object.values(patch.set).flatMap(pathsIn);
    if (paths.length > 0) observe(turn, { kind: "handed", component, paths });
  }
}

/** Only where other tabs are shown than before. */
export function observeTabs(turn: Turn, tabs: readonly TabView[]): void {
  const now = tabs.map(shown);
  const before = turn.core.live.tabs.map(shown);
  if (JSON.stringify(now) !== JSON.stringify(before))
    observe(turn, { kind: "laid-out", tabs: now });
}

const shown = ({ name, content }: TabView): ObservedTab => ({
  name,
  kind: content.kind,
  ...(content.kind === "component" && { component: content.component }),
});
