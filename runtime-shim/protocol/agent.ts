import type { Attempt, AttemptOrder, CallId, Outcome, PublishedVersion } from "./call.ts";
import type { Reason } from "./status.ts";
import type { Encoded, JsonObject } from "./value.ts";

/** Oldest and newest agent protocol this build speaks. */
export const agentProtocol = { oldest: 1, newest: 1 } as const;

/** Of the controller's answer to a WebSocket's upgrade: what the hello on this connection must prove to have seen. */
export const nonceHeader = "x-thunderhead-nonce";

/** Per attempt, contiguous from 1: everything that must arrive once carries it, and is kept until acknowledged. */
export type Sequence = number;

export interface ConnectionNumber {
  /** Which process of the agent's it is. */
  readonly life: number;
  /** Which connection of that process's, from 1. */
  readonly number: number;
}

/** A step of a machine's way from its first script to its agent. */
export interface BootPhase {
  /** `node`, `runtime` */
  readonly name: string;
  readonly seconds: number;
}

/** `node 1 s, runtime 3 s` */
export const phaseTimes = (boot: readonly BootPhase[]): string =>
  boot.map(({ name, seconds }) => `${name} ${seconds} s`).join(", ");

interface OfAttempt {
  readonly call: CallId;
  readonly attempt: Attempt;
  readonly work: string;
}

/** A field-wise change of a work's public state: whole fields, `undefined` never (removal is in `removed`). */
export interface StatePatch {
  readonly set: Readonly<Record<string, Encoded>>;
  readonly removed: readonly string[];
}

/** Agent → controller, over the WebSocket that the agent opened. */
export type AgentMessage =
  | {
      readonly kind: "hello";
      readonly protocol: { readonly oldest: number; readonly newest: number };
      readonly machine: string;
      /** Per-launch token locally; signed identity on a cloud. */
      readonly proof: JsonObject;
      readonly running: readonly (OfAttempt & { readonly lastSequence: Sequence })[];
      /** Rises with each connection of a machine: what is older is not believed any more. */
      readonly connection?: ConnectionNumber | undefined;
      /** Where other machines of the app reach this one; absent where there are none. */
      readonly address?: string | undefined;
      /** How its machine came up; absent where there is nothing to tell. */
      readonly boot?: readonly BootPhase[] | undefined;
      /** Why nothing can run there, a phrase. */
      readonly bootFailed?: string | undefined;
    }
  /** The machine will be taken away: what runs here was told, and nothing new should come. */
  | {
      readonly kind: "notice";
      readonly reason: "spot" | "rebalance" | "maintenance" | "block";
      readonly deadline: string;
    }
  | { readonly kind: "beat"; readonly works: readonly string[] }
  /** Machine or process side of an attempt: environment being built, process up, `run()` entered. */
  | (OfAttempt & {
      readonly kind: "phase";
      readonly phase: "preparing" | "starting" | "running";
      readonly detail?: string | undefined;
    })
  | (OfAttempt & {
      readonly kind: "log";
      readonly stream: "stdout" | "stderr";
      readonly line: string;
      readonly at: string;
    })
  | (OfAttempt & {
      readonly kind: "patch";
      readonly sequence: Sequence;
      readonly patch: StatePatch;
    })
  /** The port answers (TCP and HTTP < 500), or has stopped doing so; `address` is `host:port` for the proxy. */
  | (OfAttempt & { readonly kind: "service"; readonly ready: boolean; readonly address: string })
  | (OfAttempt & {
      readonly kind: "publish";
      readonly sequence: Sequence;
      readonly published: PublishedVersion;
    })
  /** Last of an attempt; kept on local disk until acknowledged. */
  | (OfAttempt & {
      readonly kind: "settle";
      readonly sequence: Sequence;
      readonly outcome: Outcome;
      readonly patch: StatePatch;
      readonly published: readonly PublishedVersion[];
    });

/** Controller → agent. Every command carries the epoch; an agent refuses epochs below the highest seen. */
export type ControllerMessage =
  | { readonly kind: "welcome"; readonly epoch: number; readonly protocol: number }
  | { readonly kind: "run"; readonly epoch: number; readonly order: AttemptOrder }
  /** SIGTERM, grace, SIGKILL; `reason` becomes the outcome's. */
  | (OfAttempt & {
      readonly kind: "stop";
      readonly epoch: number;
      readonly reason: Reason;
      readonly graceSeconds: number;
    })
  | (OfAttempt & {
      readonly kind: "interrupt";
      readonly epoch: number;
      readonly reason: "spot" | "rebalance" | "idle" | "stop" | "maintenance" | "block";
      readonly deadline: string;
    })
  /** A field that someone else wrote, or the public url once the port answers. */
  | (OfAttempt & {
      readonly kind: "state";
      readonly epoch: number;
      readonly patch: StatePatch;
      readonly url?: string | undefined;
    })
  /** To the machine of node 0: how another machine's node has ended. */
  | (OfAttempt & {
      readonly kind: "node";
      readonly epoch: number;
      readonly rank: number;
      readonly outcome: Outcome;
    })
  /** Everything of this attempt up to `sequence` is durable. */
  | (OfAttempt & {
      readonly kind: "acknowledged";
      readonly epoch: number;
      readonly sequence: Sequence;
    })
  /** The machine is no longer needed: stop everything, empty the directories, exit. */
  | { readonly kind: "shutdown"; readonly epoch: number };
