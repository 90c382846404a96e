import type { KeptTrees } from "#core/bindings.ts";
import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";
import type { LogLine, RunEvent } from "#protocol/api.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { CommandAnswer, FromFlow, HandlerKind, ToFlow } from "#protocol/flow.ts";
import type { Encoded, Json } from "#protocol/value.ts";
import type { Listed } from "./machine-list.ts";

/** What reaches the controller from outside. */
export type Event =
  /** The journal is read and this controller's epoch is in it. */
  | { readonly kind: "start" }
  | { readonly kind: "flow"; readonly message: FromFlow }
  | { readonly kind: "agent"; readonly machine: string; readonly message: AgentMessage }
  | {
      readonly kind: "machine-started";
      readonly token: string;
      readonly machine: string;
      /** Where several were asked for: those of ranks 1 and up. */
      readonly others?: readonly string[] | undefined;
    }
  | { readonly kind: "machine-refused"; readonly token: string; readonly message: string }
  /** It is asked for still, and people wonder. */
  | { readonly kind: "machine-waits"; readonly token: string; readonly message: string }
  /** Its connection has ended. */
  | { readonly kind: "agent-gone"; readonly machine: string }
  | ({ readonly kind: "machines" } & Listed)
  | { readonly kind: "machine-gone"; readonly machine: string; readonly message: string }
  /** A time that `nextClock` named has come. */
  | { readonly kind: "clock" }
  | {
      readonly kind: "command";
      readonly request: number;
      readonly handler: HandlerKind;
      readonly name: string;
      readonly arguments: Encoded;
    }
  /** A JSON Patch of the state document, made from the version that its writer saw. */
  | {
      readonly kind: "patch-state";
      readonly request: number;
      readonly version: number;
      readonly patch: Json;
    }
  /** A folder of web files is served there. */
  | { readonly kind: "site"; readonly directory: string; readonly url: string }
  /** A service that was made while the app runs has its public url. */
  | { readonly kind: "reserved"; readonly work: string; readonly url: string }
  /** A given-up version is gone from the volume. */
  | { readonly kind: "collected"; readonly key: string }
  | { readonly kind: "interrupt"; readonly work: string; readonly noticeSeconds: number }
  /** A person wants the work's last call again, and with `downstream` what was made of its Paths. */
  | { readonly kind: "rerun"; readonly work: string; readonly downstream: boolean }
  | { readonly kind: "shutdown"; readonly message: string };

/** What the controller wants done. All but what `immediate` lists wait for the append that holds their cause. */
export type Effect =
  | { readonly kind: "flow"; readonly message: ToFlow }
  | { readonly kind: "agent"; readonly machine: string; readonly message: ControllerMessage }
  /** A `run` message whose port is still to be chosen, if the work has one. */
  | {
      readonly kind: "attempt";
      readonly machine: string;
      readonly epoch: number;
      readonly order: AttemptOrder;
      readonly needsPort: boolean;
    }
  /** Runs a step's function beside the ticks. */
  | { readonly kind: "step"; readonly message: ToFlow & { readonly kind: "step" } }
  | {
      readonly kind: "start-machine";
      readonly token: string;
      readonly group: string;
      /** Several, in one place, all or none. @default one */
      readonly machines?: number | undefined;
    }
  | { readonly kind: "end-machine"; readonly machine: string }
  | { readonly kind: "list-machines" }
  /** Attempts of the work below this generation are not to run any more, whoever can still read that. */
  | { readonly kind: "fence"; readonly work: string; readonly generation: number }
  | { readonly kind: "route"; readonly work: string; readonly address: string | undefined }
  /** A given-up version is to be removed from the volume; `collected` answers. */
  | {
      readonly kind: "collect";
      readonly key: string;
      readonly version: {
        readonly workId: string;
        readonly pathId: string;
        readonly version: string;
      };
    }
  /** Whatever is not among this may be removed from the volume. */
  | { readonly kind: "sweep"; readonly keep: KeptTrees }
  | { readonly kind: "reserve"; readonly work: string; readonly port: number }
  | { readonly kind: "site"; readonly directory: string }
  | { readonly kind: "emit"; readonly event: RunEvent }
  | { readonly kind: "log"; readonly line: LogLine }
  | { readonly kind: "answer"; readonly request: number; readonly answer: CommandAnswer }
  | { readonly kind: "end"; readonly code: number; readonly message: string };

/** Inside the controller, or of no consequence to the ledger: a tick runs while its cause is being written. */
export const immediate: ReadonlySet<Effect["kind"]> = new Set(["flow", "log"]);
