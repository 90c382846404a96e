/**
 * Controller: decides what happens to an app, as a reducer over plain data: what the flow asked for, what
 * agents report and what the clock says go in; records for the journal and effects for the world come out.
 * It never reads a clock, a file or a socket, and runs no code of the app. It owns its state and changes it
 * in place, since copying a ledger of ten thousand calls for each event would cost more than the event; the
 * same events at the same times still give the same state, records and effects.
 *
 * The *ledger* is durable: records, applied in order, and nothing else. What is *live* dies with the process.
 */
import type { BootPhase } from "#protocol/agent.ts";
import type { CallId, Outcome, PublishedVersion, Version } from "#protocol/call.ts";
import type { MapElement, MarkView, StepSettings } from "#protocol/flow.ts";
import type { Failure, Reason, Stage, Status } from "#protocol/status.ts";
import type { Encoded } from "#protocol/value.ts";
import type { Live } from "./live.ts";

export interface Core {
  readonly ledger: Ledger;
  readonly live: Live;
}

export interface Ledger {
  launch: string;
  epoch: number;
  /** Counts what awaits can be answered by; a place in it never changes. */
  order: number;
  /** Counts changes of state: the version that the API shows. */
  version: number;
  readonly calls: Map<CallId, Call>;
  readonly works: Map<string, WorkState>;
  /** Fields assigned after construction, by component. */
  readonly stored: Map<string, Readonly<Record<string, Encoded>>>;
  readonly marks: Map<string, Mark>;
  /** Committed and running versions by Path name, oldest first. */
  readonly versions: Map<string, PathVersion[]>;
  /** Versions that were given up and are still to be removed, by Path and version. */
  readonly retired: Map<string, RetiredVersion>;
  /** Works that the flow has made in its maps, by name. */
  readonly elements: Map<string, MapElement>;
  /** Machines that were asked for and are not over, by token. */
  readonly machines: Map<string, Machine>;
  /** ms that a group's last few took from being asked for to their agents' first word. */
  readonly boots: Map<string, readonly number[]>;
  /** How many were ever asked for. */
  asked: number;
  /** Failed calls that no tick has been shown yet. */
  readonly unseen: Set<CallId>;
  /** Of `stored`: bytes of JSON. */
  bytes: number;
  /** Fields that the code before the last change had and this one has not, by component. */
  readonly aside: Map<string, Readonly<Record<string, Encoded>>>;
  /** Hash of the flow's bundle under which the journal was claimed last. */
  code: string | undefined;
  /** It is another than constructed the app last: stored fields are still to be held against it. */
  newCode: boolean;
  /** What was deployed when the journal was claimed last. */
  release: string | undefined;
  ended: { readonly code: number; readonly message: string } | undefined;
}

export interface RetiredVersion {
  readonly workId: string;
  readonly pathId: string;
  readonly version: Version;
  /** When it was given up, ms since the epoch. */
  readonly at: number;
}

export interface Machine {
  readonly token: string;
  readonly group: string;
  /** It came with others, and goes with them: how many they are. */
  readonly gang?: { readonly token: string; readonly size: number } | undefined;
  /** The provider's name for it, once it has answered. */
  machine?: string | undefined;
  stage: "asked" | "started" | "ending";
  /** ms since the epoch. */
  readonly asked: number;
  /** When its agent said hello first, ms since the epoch, and how it came up. */
  came?: number | undefined;
  boot?: readonly BootPhase[] | undefined;
}

export interface Call {
  readonly id: CallId;
  readonly work: string;
  arguments: readonly Encoded[];
  /** They were large, and it is done: the flow brings them again if it is ever to run again. */
  dropped?: true | undefined;
  readonly again?: string | undefined;
  readonly occurrence?: string | undefined;
  stage: Stage;
  reason?: Reason | undefined;
  message?: string | undefined;
  failure?: Failure | undefined;
  result?: Encoded | undefined;
  published: Record<string, Version>;
  /** The last that was started; 0 before the first. */
  attempt: number;
  /** Where that attempt runs; of several machines, node 0's. */
  machine?: string | undefined;
  /** Of its nodes 1 and up, where each has a machine of its own. */
  others?: readonly string[] | undefined;
  /** How those of them have ended that have, by rank. */
  nodesOver?: Readonly<Record<number, Outcome>> | undefined;
  /** Hash of the bundle that attempt ran. */
  bundle?: string | undefined;
  /** What that attempt was given: Path name → version. */
  inputs?: Readonly<Record<string, Version>> | undefined;
  /** Highest durable sequence of that attempt. */
  sequence: number;
  userFailures: number;
  losses: number;
  /** Not before this time, ms: backing off. */
  notBefore?: number | undefined;
  /** Place in the ledger's order at which it settled. */
  order?: number | undefined;
  /** Why it is being stopped. */
  stopping?: Reason | undefined;
  /** Its last change of stage, ms since the epoch. */
  at?: number | undefined;
  /** The epoch in which it settled. */
  endedIn?: number | undefined;
  /** Attempts that are over without having ended the call; the last few. */
  tries: readonly Try[];
  /** Starts over once it has stopped. */
  restart?: true | undefined;
}

export interface Try {
  readonly attempt: number;
  readonly reason: Reason;
  readonly message: string;
}

export interface WorkState {
  readonly name: string;
  /** Waiting calls, first in first out. */
  queue: CallId[];
  current?: CallId | undefined;
  /** The call the flow reached last. */
  reached?: CallId | undefined;
  lastStarted?: CallId | undefined;
  /** Counts attempts, and those given up once more: what the fence record says. */
  generation: number;
  /** An attempt that was given up and may still run: nothing starts before it is surely over. */
  held?: Held | undefined;
  statuses: readonly Status[];
  successes: number;
  failures: number;
}

export interface Held {
  readonly call: CallId;
  readonly attempt: number;
  readonly machine: string;
  /** More of them. */
  readonly others?: readonly string[] | undefined;
}

/** Machines that a call's attempt has, or had, by rank. */
export const machinesOf = ({
  machine,
  others = [],
}: Pick<Call, "machine" | "others">): readonly string[] =>
  machine === undefined ? [] : [machine, ...others];

/** Those of them on which a node may still run, as far as anybody has said. */
export const machinesLeft = (call: Call): readonly string[] =>
  machinesOf(call).filter((_, rank) => call.nodesOver?.[rank] === undefined);

export type Mark = MarkView & {
  readonly settings?: StepSettings;
  readonly attempt?: number;
  readonly notBefore?: number;
};

export interface PathVersion extends PublishedVersion {
  /** Set when the call that published it has succeeded. */
  committed: boolean;
  readonly call: CallId;
}

export const emptyLedger = (launch: string): Ledger => ({
  launch,
  epoch: 0,
  order: 0,
  version: 0,
  calls: new Map(),
  works: new Map(),
  stored: new Map(),
  marks: new Map(),
  versions: new Map(),
  retired: new Map(),
  elements: new Map(),
  machines: new Map(),
  boots: new Map(),
  asked: 0,
  unseen: new Set(),
  bytes: 0,
  aside: new Map(),
  code: undefined,
  newCode: false,
  release: undefined,
  ended: undefined,
});

export function workState(ledger: Ledger, name: string): WorkState {
  const known = ledger.works.get(name);
  if (known !== undefined) return known;
  const fresh: WorkState = {
    name,
    queue: [],
    generation: 0,
    statuses: [],
    successes: 0,
    failures: 0,
  };
  ledger.works.set(name, fresh);
  return fresh;
}

/** A component's whole public state: what was constructed, under what was assigned since. */
export const documentOf = (
  { ledger, live }: Core,
  component: string,
): Readonly<Record<string, Encoded>> => ({
  ...live.constructed.get(component),
  ...ledger.stored.get(component),
});

export const isOpen = ({ stage }: Call): boolean =>
  stage === "pending" || stage === "starting" || stage === "running";
