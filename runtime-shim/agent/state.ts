/**
 * Agent: the process beside works on one machine, as a pure reducer `(state, event, now) → (state, effects)`.
 * It knows which attempts are here, what each has said, and what the controller has not acknowledged yet.
 * It starts no process and opens no socket: boot performs the effects and reports what became of them.
 */
import type { AgentMessage, StatePatch } from "#protocol/agent.ts";
import type { AttemptOrder, Outcome, PublishedVersion } from "#protocol/call.ts";
import type { Reason } from "#protocol/status.ts";

export interface AgentState {
  readonly machine: string;
  /** Highest epoch heard; commands below it come from a controller that was replaced. */
  readonly epoch: number;
  readonly link: "down" | "greeting" | "up";
  /** Made so far. */
  readonly connections: number;
  readonly attempts: Readonly<Record<AttemptKey, AttemptState>>;
  /** Lines of the works while nobody was listening, oldest first; the oldest go first when there are too many. */
  readonly backlog: readonly LogMessage[];
  /** Orders of works whose attempt before is not over here, by work. */
  readonly waiting: Readonly<Record<string, AttemptOrder>>;
  readonly witness: Witness;
  /** The machine's own, told to every controller that connects. */
  readonly notice?: Notice | undefined;
  /** Told to end: takes no more orders, and exits when nothing is left. */
  readonly leaving: boolean;
}

/** How long an agent has been on its own, in beats: neither a clock that jumps nor a machine that slept counts. */
export interface Witness {
  /** Since the controller was heard. */
  readonly unled: number;
  /** Since the controller or a fence record was heard. */
  readonly alone: number;
}

export const inTouch: Witness = { unled: 0, alone: 0 };

export type Notice = Pick<Extract<AgentMessage, { kind: "notice" }>, "reason" | "deadline">;

/** `<call>/<attempt>` */
export type AttemptKey = string;

export interface AttemptState {
  readonly order: AttemptOrder;
  readonly phase: Phase;
  /** Why it is being ended, where it did not end by itself. */
  readonly ending?: Ending | undefined;
  /** A notice was given: what is published from now on is a checkpoint. */
  readonly noticed: boolean;
  /** What the process said of its run before it ended. */
  readonly verdict?: { readonly outcome: Outcome; readonly patch: StatePatch } | undefined;
  /** Ranks whose process has gone, in that order; with one node, there is rank 0. */
  readonly gone: readonly number[];
  /** Ranks besides 0 whose run has returned. */
  readonly returned: readonly number[];
  /** Ranks whose `onInterrupt` has returned. */
  readonly handled: readonly number[];
  /** How the first rank that did not end well has ended: the attempt's failure. */
  readonly broken?: Outcome | undefined;
  /** How rank 0's process has gone. */
  readonly exit?: { readonly code: number | null; readonly signal: string | null } | undefined;
  /** Highest number given to a message. */
  readonly sequence: number;
  readonly unacknowledged: readonly NumberedMessage[];
  /** Publishes begun, so that each has a number of its own. */
  readonly publishes: number;
  /** Newest version of each Path that this attempt published. */
  readonly latest: Readonly<Record<string, PublishedVersion>>;
  /** Paths still being published for a success. */
  readonly publishing: readonly string[];
  /** Versions that a success will carry. */
  readonly results: readonly PublishedVersion[];
  /** The last lines of stderr, for the message of a process that just ended. */
  readonly lastLines: readonly string[];
  readonly address?: string | undefined;
}

export type Phase = "preparing" | "starting" | "running" | "publishing" | "settling" | "settled";

export type Ending =
  | { readonly kind: "stop"; readonly reason: Reason }
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "notice"; readonly reason: string };

export type LogMessage = Extract<AgentMessage, { readonly kind: "log" }>;
export type Settlement = Extract<AgentMessage, { readonly kind: "settle" }>;
export type NumberedMessage = Extract<AgentMessage, { readonly sequence: number }>;

/** No code of it runs here any more. */
export const isOver = ({ phase }: AttemptState): boolean =>
  phase === "settling" || phase === "settled";

export const keyOf = ({
  call,
  attempt,
}: {
  readonly call: string;
  readonly attempt: number;
}): AttemptKey => `${call}/${attempt}`;

/** There is a process that may speak and be spoken to. */
export const isAlive = ({ phase }: AttemptState): boolean =>
  phase === "starting" || phase === "running";

/** How many of its processes this machine has. */
export const processesHere = ({ node, nodes = 1 }: AttemptOrder): number =>
  node === undefined ? nodes : 1;

/** Its node 0 is elsewhere, and speaks for it. */
export const isBeside = ({ order }: AttemptState): boolean => (order.node?.rank ?? 0) > 0;

export const ofAttempt = ({ call, attempt, work }: AttemptOrder) => ({ call, attempt, work });

export function newAgent(machine: string): AgentState {
  return {
    machine,
    epoch: 0,
    link: "down",
    connections: 0,
    attempts: {},
    backlog: [],
    waiting: {},
    witness: inTouch,
    leaving: false,
  };
}

export function newAttempt(order: AttemptOrder): AttemptState {
  return {
    order,
    phase: "preparing",
    noticed: false,
    gone: [],
    returned: [],
    handled: [],
    sequence: 0,
    unacknowledged: [],
    publishes: 0,
    latest: {},
    publishing: [],
    results: [],
    lastLines: [],
  };
}
