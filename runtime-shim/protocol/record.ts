import type { BootPhase, StatePatch } from "./agent.ts";
import type { Attempt, CallId, Outcome, PublishedVersion, Version } from "./call.ts";
import type { FlowWrite, Operation, StepOutcome } from "./flow.ts";
import type { Reason } from "./status.ts";

export type FieldNames = Readonly<Record<string, readonly string[]>>;

interface OfAttempt {
  readonly work: string;
  readonly call: CallId;
  readonly attempt: Attempt;
}

/**
 * What the journal holds. Durable state is these, applied in order, and nothing else; `at` is ms since the
 * epoch, so that applying needs no clock. Records gain optional fields, and never change their meaning.
 */
export type JournalRecord = { readonly at: number } & (
  | {
      readonly kind: "epoch";
      readonly epoch: number;
      readonly launch: string;
      /** The bundle of the flow, by its hash; it constructs the whole app. Absent where nothing is run. */
      readonly code?: string | undefined;
      /** What was deployed: an app that has ended stays so until it is another. Absent on a laptop. */
      readonly release?: string | undefined;
    }
  /** One committed tick, whole. `reached` is in program order. */
  | {
      readonly kind: "tick";
      /** Failed calls that this tick was shown. */
      readonly seen?: readonly CallId[] | undefined;
      readonly writes: readonly FlowWrite[];
      readonly operations: readonly Operation[];
      readonly settled: boolean;
    }
  /** A command or a person, between ticks. */
  | {
      readonly kind: "input";
      readonly writes: readonly FlowWrite[];
      readonly operations: readonly Operation[];
    }
  | ({
      readonly kind: "attempt";
      /** Of several machines, node 0's. */
      readonly machine: string;
      /** Of nodes 1 and up, where each has a machine of its own. */
      readonly others?: readonly string[] | undefined;
      readonly bundle: string;
      /** Path name → version. */
      readonly inputs: Readonly<Record<string, Version>>;
    } & OfAttempt)
  | ({ readonly kind: "running" } & OfAttempt)
  | ({
      readonly kind: "patch";
      readonly sequence: number;
      readonly patch: StatePatch;
      /** How many patches this one is, where it is several. @default 1 */
      readonly merged?: number | undefined;
    } & OfAttempt)
  | ({
      readonly kind: "publish";
      readonly sequence: number;
      readonly published: PublishedVersion;
    } & OfAttempt)
  | ({
      readonly kind: "settle";
      readonly sequence: number;
      readonly outcome: Outcome;
      readonly patch: StatePatch;
      readonly published: readonly PublishedVersion[];
      /** When the next attempt may start; absent when this outcome is the call's. */
      readonly retryAt?: number | undefined;
      /** Machines on which other nodes of it may still run: the work's next attempt waits. */
      readonly held?: readonly string[] | undefined;
    } & OfAttempt)
  /** A node besides 0 has ended; the attempt goes on where that went well. */
  | ({ readonly kind: "node-over"; readonly rank: number; readonly outcome: Outcome } & OfAttempt)
  /** The attempt is over without a word from it. */
  | ({
      readonly kind: "lost";
      readonly reason: Reason;
      readonly message: string;
      readonly retryAt?: number | undefined;
      /** It may still run: the work's next attempt waits until this one is surely over. */
      readonly unproven?: true | undefined;
      /** Where it may, of several machines. */
      readonly held?: readonly string[] | undefined;
    } & OfAttempt)
  /** A running call is to make way; nobody asked for that in a tick. */
  | {
      readonly kind: "stopping";
      readonly work: string;
      readonly call: CallId;
      readonly reason: Reason;
    }
  /** An attempt that was given up while it might still run does not run any more. */
  | ({
      readonly kind: "over";
      /** There; everywhere unless given. */
      readonly machine?: string | undefined;
    } & OfAttempt)
  /** Before the provider is asked; asking again with the same token is the same asking. */
  | {
      readonly kind: "machine-asked";
      readonly token: string;
      readonly group: string;
      /** Under which so many are asked for together, all or none; in the order of their ranks. */
      readonly gang?: { readonly token: string; readonly size: number } | undefined;
    }
  | { readonly kind: "machine-started"; readonly token: string; readonly machine: string }
  /** Its agent has said hello for the first time. */
  | {
      readonly kind: "machine-came";
      readonly token: string;
      readonly boot: readonly BootPhase[];
    }
  /** Before it is ended. */
  | { readonly kind: "machine-ending"; readonly token: string; readonly because: string }
  | { readonly kind: "machine-over"; readonly token: string }
  /** A pending call that will not be tried: its inputs are not there, its queue is full, it was stopped. */
  | {
      readonly kind: "refused";
      readonly work: string;
      readonly call: CallId;
      readonly outcome: Outcome;
    }
  /** Versions of a Path that are kept no longer; they are removed later. */
  | {
      readonly kind: "retired";
      readonly path: string;
      readonly workId: string;
      readonly pathId: string;
      readonly versions: readonly Version[];
    }
  /** One of them is gone from the volume: `<path>@<version>`. */
  | { readonly kind: "collected"; readonly key: string }
  /** Components go by other names from here on: old → new. */
  | { readonly kind: "renamed"; readonly names: Readonly<Record<string, string>> }
  /** Other code has constructed the app: fields that it has no more, and those that it has again, by component. */
  | { readonly kind: "fitted"; readonly gone: FieldNames; readonly back: FieldNames }
  /** A call that has ended starts over: its work's code has changed, or a person asks for it; `whenReached` waits for the flow to come to it. */
  | { readonly kind: "rerun"; readonly call: CallId; readonly whenReached?: true | undefined }
  | { readonly kind: "fired"; readonly keys: readonly string[] }
  /** Due times of a schedule have come: each is opened or skipped, here and nowhere else. */
  | {
      readonly kind: "due";
      readonly key: string;
      readonly opened: readonly number[];
      readonly skipped: number;
      readonly next: number;
    }
  | { readonly kind: "step-started"; readonly key: string; readonly attempt: number }
  | {
      readonly kind: "step";
      readonly key: string;
      readonly attempt: number;
      readonly outcome: StepOutcome;
      readonly retryAt?: number | undefined;
    }
  | { readonly kind: "ended"; readonly code: number; readonly message: string }
);
