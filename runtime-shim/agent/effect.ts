import type { AgentMessage } from "#protocol/agent.ts";
import type { AttemptOrder, OutputPath } from "#protocol/call.ts";
import type { AttemptPlaces, DriveRequest, ToWork } from "#protocol/work-process.ts";
import type { KeptSettlement, Timer } from "./event.ts";
import { type AttemptKey, type AttemptState, keyOf, ofAttempt } from "./state.ts";

/** What an agent asks of the world. Boot performs them in order, and answers with events where there is an outcome. */
export type AgentEffect =
  /** Dropped while there is no link; what must arrive is kept in the state and sent again. */
  | { readonly kind: "send"; readonly message: AgentMessage }
  | {
      readonly kind: "greet";
      readonly running: Extract<AgentMessage, { kind: "hello" }>["running"];
      /** Of this connection. */
      readonly number: number;
    }
  | { readonly kind: "beat-later"; readonly milliseconds: number }
  | { readonly kind: "exit"; readonly code: number }
  /** Only where there is a fence record. */
  | { readonly kind: "read-fences"; readonly works: readonly string[] }
  /** Whoever is at the other end leads no more: look for who does. */
  | { readonly kind: "reconnect" }
  | AttemptEffect;

export type AttemptEffect = { readonly key: AttemptKey } & (
  | { readonly kind: "prepare"; readonly order: AttemptOrder }
  | { readonly kind: "cancel-prepare" }
  | {
      readonly kind: "spawn";
      readonly rank: number;
      readonly order: AttemptOrder;
      readonly places: AttemptPlaces;
      readonly environment: Readonly<Record<string, string>>;
    }
  /** To the rank that asked, else to every rank. */
  | { readonly kind: "tell"; readonly message: ToWork }
  /** To the whole process group of every rank. */
  | { readonly kind: "signal"; readonly signal: "SIGTERM" | "SIGKILL" }
  /** Watch the port from now on. */
  | { readonly kind: "probe"; readonly order: AttemptOrder }
  | {
      readonly kind: "publish";
      readonly order: AttemptOrder;
      readonly output: OutputPath;
      readonly move: boolean;
      readonly number: number;
      readonly request: number | undefined;
    }
  | { readonly kind: "drive"; readonly request: number; readonly asked: DriveRequest }
  | { readonly kind: "read-secret"; readonly request: number; readonly name: string }
  | ({ readonly kind: "remember" } & KeptSettlement)
  | { readonly kind: "forget" }
  | { readonly kind: "release"; readonly order: AttemptOrder }
  | { readonly kind: "wake"; readonly timer: Timer; readonly milliseconds: number }
);

export interface AttemptStep {
  readonly attempt: AttemptState;
  readonly effects: readonly AgentEffect[];
}

/** Seconds a work has to end after SIGTERM where nobody said otherwise. */
export const defaultGrace = 5;

export function phase(
  { order }: AttemptState,
  name: "preparing" | "starting" | "running",
  detail?: string,
): AgentEffect {
  return {
    kind: "send",
    message: {
      kind: "phase",
      ...ofAttempt(order),
      phase: name,
      ...(detail !== undefined && { detail }),
    },
  };
}

export const tell = (
  { order }: AttemptState,
  message: Extract<AgentEffect, { kind: "tell" }>["message"],
): AgentEffect => ({
  kind: "tell",
  key: keyOf(order),
  message,
});

export const signal = ({ order }: AttemptState, name: "SIGTERM" | "SIGKILL"): AgentEffect => ({
  kind: "signal",
  key: keyOf(order),
  signal: name,
});

export const wake = ({ order }: AttemptState, timer: Timer, seconds: number): AgentEffect => ({
  kind: "wake",
  key: keyOf(order),
  timer,
  milliseconds: Math.max(0, seconds * 1000),
});
