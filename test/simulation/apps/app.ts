import type { AttemptOrder } from "#protocol/call.ts";
import type { App } from "#sdk/app.ts";
import type { Action } from "../world/process.ts";

/** A small app: what its flow says, what its works do, and how it must end whatever happens on the way. */
export interface SimulatedApp {
  /** A fresh instance of the whole app, as its module would make it. */
  make(): App;
  script(order: AttemptOrder, input: (path: string) => string | undefined): readonly Action[];
  /** The exit code it must come to. */
  readonly code: 0 | 1;
  /** The root's state at the end; absent where chance decides it. */
  readonly finally?: Readonly<Record<string, unknown>> | undefined;
  /** What must never be, as the app itself saw it. */
  readonly complaints: string[];
  /** Faults that spend a user's budget may end this app: its own code fails then, and says so. */
  readonly mayFail?: true | undefined;
  /** Works of several nodes, and how many. */
  readonly nodes?: Readonly<Record<string, number>> | undefined;
  /** It never ends: it must come to rest instead. */
  readonly idles?: true | undefined;
}
