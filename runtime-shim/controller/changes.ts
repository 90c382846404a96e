import { type MapElement, readKeys } from "#protocol/flow.ts";
import type { Status } from "#protocol/status.ts";
import { addElement, removeElement } from "./elements.ts";
import type { Live } from "./live.ts";
import type { Call } from "./state.ts";

/** Hears what applying a record has changed: what the flow may have read, whose queue moved, what to tell people. */
export interface Changes {
  field(component: string, field: string): void;
  call(call: Call): void;
  /** The flow reached another call of the work last: its status is that call's. */
  reached(call: Call): void;
  mark(key: string): void;
  path(path: string): void;
  /** A map has an element more, or one less. */
  element(element: MapElement): void;
  removed(element: MapElement): void;
  status(call: Call, status: Status): void;
  /** The work's next attempt need not wait any more. */
  released(work: string): void;
}

export interface StatusChange {
  readonly work: string;
  readonly call: string;
  readonly attempt: number;
  readonly status: Status;
}

/** Feeds the live side; `statuses` is where status changes go, and nowhere on replay. */
export const liveChanges = (live: Live, statuses: StatusChange[]): Changes => ({
  field: (component, field) => live.dirty.add(readKeys.field(component, field)),
  call: ({ id, work }) => {
    live.dirty.add(readKeys.call(id));
    live.due.add(work);
  },
  reached: ({ work }) => {
    live.dirty.add(readKeys.work(work, "status"));
    live.due.add(work);
  },
  mark: (key) => live.dirty.add(readKeys.mark(key)),
  path: (path) => live.dirty.add(readKeys.path(path)),
  element: (element) => {
    addElement(live, element);
    live.dirty.add(readKeys.map(element.map));
  },
  removed: (element) => {
    removeElement(live, element);
    live.dirty.add(readKeys.map(element.map));
  },
  status: ({ id, work, attempt }, status) => {
    for (const what of ["status", "machine", "counts"] as const)
      live.dirty.add(readKeys.work(work, what));
    live.due.add(work);
    statuses.push({ work, call: id, attempt, status });
  },
  released: (work) => live.due.add(work),
});
