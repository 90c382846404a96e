import type { ControllerMessage } from "#protocol/agent.ts";
import type { AttemptOrder, PublishedVersion } from "#protocol/call.ts";
import type { Failure } from "#protocol/status.ts";
import type { AttemptPlaces, FromWork } from "#protocol/work-process.ts";
import type { AttemptKey, Notice, NumberedMessage, Settlement } from "./state.ts";

/** What happens to an agent. Everything about an attempt names it: a late word about a past one is dropped. */
export type AgentEvent =
  /** With the settlements of an earlier process on this machine that nobody acknowledged. */
  | { readonly kind: "started"; readonly kept: readonly KeptSettlement[] }
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected" }
  | { readonly kind: "told"; readonly message: ControllerMessage }
  /** Whoever started this agent is gone, or ends it: nothing may stay behind. */
  | { readonly kind: "orphaned" }
  | { readonly kind: "beat" }
  /** Answers `read-fences`: the generation below which a work's attempts are over; absent where it could not be read. */
  | { readonly kind: "fences"; readonly generations: Readonly<Record<string, number>> }
  /** The machine will be taken away. */
  | ({ readonly kind: "notice" } & Notice)
  | AttemptEvent;

export interface KeptSettlement {
  readonly order: AttemptOrder;
  readonly settlement: Settlement;
  /** What nobody had acknowledged when the attempt ended: without it, the settlement's number has no place. */
  readonly before: readonly NumberedMessage[];
}

export type AttemptEvent = { readonly key: AttemptKey } & (
  | { readonly kind: "progress"; readonly detail: string }
  | {
      readonly kind: "prepared";
      readonly places: AttemptPlaces;
      /** Of ranks 1 and up. */
      readonly others?: readonly AttemptPlaces[] | undefined;
      readonly environment: Readonly<Record<string, string>>;
    }
  | { readonly kind: "unprepared"; readonly failure: Failure }
  /** By rank 0 where no rank is named. */
  | { readonly kind: "said"; readonly message: FromWork; readonly rank?: number | undefined }
  | { readonly kind: "line"; readonly stream: "stdout" | "stderr"; readonly line: string }
  /** The process, and with it its whole group, is gone. */
  | {
      readonly kind: "ended";
      readonly code: number | null;
      readonly signal: string | null;
      readonly rank?: number | undefined;
    }
  /** Answers `publish`; without a version, nothing was there. */
  | {
      readonly kind: "published";
      readonly request: number | undefined;
      readonly path: string;
      readonly published: PublishedVersion | undefined;
    }
  | {
      readonly kind: "publish-failed";
      readonly request: number | undefined;
      readonly path: string;
      readonly message: string;
    }
  | {
      readonly kind: "secret";
      readonly request: number;
      readonly name: string;
      readonly value: string | undefined;
    }
  /** Answers `drive`: the keys that were listed, none for what else was asked. */
  | {
      readonly kind: "drive";
      readonly request: number;
      readonly answer: { readonly keys: readonly string[] } | { readonly failed: string };
    }
  | { readonly kind: "service"; readonly ready: boolean; readonly address: string }
  /** The settlement is on disk: it may be sent. */
  | { readonly kind: "remembered" }
  | { readonly kind: "due"; readonly timer: Timer }
);

/** `kill`: the grace is over · `timeout`: the attempt's · `terminate`: near the end of a notice · `linger`: said it is done, but goes on. */
export type Timer = "kill" | "timeout" | "terminate" | "linger";
