import type { CallView, MarkView, PathView, ViewChange, WorkView } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";

/** The ledger and state as the flow's thread knows them: changed between ticks only, so that a tick sees one snapshot. */
export class View {
  readonly states = new Map<string, Readonly<Record<string, Encoded>>>();
  readonly works = new Map<string, WorkView>();
  readonly calls = new Map<string, CallView>();
  readonly marks = new Map<string, MarkView>();
  readonly paths = new Map<string, PathView>();

  apply(changes: readonly ViewChange[]): void {
    for (const change of changes) this.#applyOne(change);
  }

  #applyOne(change: ViewChange): void {
    if (change.kind === "state") this.states.set(change.component, change.state);
    else if (change.kind === "work") this.works.set(change.work, change.view);
    else if (change.kind === "call") this.calls.set(change.call, change.view);
    else if (change.kind === "mark") this.marks.set(change.key, change.view);
    else this.paths.set(change.path, change.view);
  }
}

/** A work that nothing was heard of. */
export const untouchedWork: WorkView = {
  statuses: [],
  machine: "off",
  url: "",
  successes: 0,
  failures: 0,
};
