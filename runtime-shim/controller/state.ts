/**
 * Controller: decides what happens to an app, as a reducer over plain data: what the flow asked for, what
 * agents report and what the clock says go in; records for the journal and effects for the world come out.
 * It never reads a clock, a file or a socket, and runs no code of the app. It owns its state and changes it
 * in place, since copying a ledger of ten thousand calls for each event would cost more than the event; the
 * same events at the same times still give the same state, records and effects.
 *
 * The *ledger* is durable: records, applied in order, and nothing else. What is *live* dies with the process.
 */
import type { BootPhase, ConnectionNumber } from "#protocol/agent.ts";
import type { CallId, PublishedVersion, Version } from "#protocol/call.ts";
import type { HandlerKind, MapElement, MarkView, StepSettings, TabView } from "#protocol/flow.ts";
import type {
  Manifest,
  ManifestComponent,
  ManifestPath,
  ManifestWork,
} from "#protocol/manifest.ts";
import type { Failure, Reason, Stage, Status } from "#protocol/status.ts";
import type { Encoded } from "#protocol/value.ts";

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
  /** Where that attempt runs. */
  machine?: string | undefined;
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
}

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

export interface Live {
  readonly manifest: Manifest;
  /** Of the manifest, and of the elements of its maps. */
  readonly components: Map<string, ManifestComponent>;
  readonly works: Map<string, ManifestWork>;
  readonly paths: Map<string, ManifestPath>;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Public addresses of services, claimed before they run; `""` while one is being claimed. */
  readonly routes: Map<string, string>;
  readonly started: number;
  title: string;
  readonly constructed: Map<string, Readonly<Record<string, Encoded>>>;
  commands: readonly string[];
  /** The app's own HTTP routes, `POST /items/:id`. */
  apiRoutes: readonly string[];
  /** Whether one machine serves every work, or each group has its own. */
  readonly placement: "one" | "groups";
  /** By machine. */
  readonly agents: Map<string, Agent>;
  /** ms that a machine stays for people to look at after something has failed on it. */
  readonly keepFailed: number;
  /** Machines that stay so although the app has ended, and until when, ms. */
  readonly kept: Map<string, number>;
  /** Groups that could not be given a machine, and when they are tried again. */
  readonly capacityAt: Map<string, number>;
  /** Machines should be looked at. */
  provide: boolean;
  /** When the provider was asked last what there is. */
  listedAt: number;
  /** Until then there may be machines that no record names: the provider is asked what there is. */
  lookUntil: number;
  /** Nobody is given up before then. */
  verdictsFrom: number;
  /** When this controller expected to be told the time next. */
  planned: number | undefined;
  /** When it was told last. */
  told: number;
  /** Machines in a row that were gone before they said hello. */
  stillborn: number;
  readonly services: Map<string, Service>;
  /** Machines whose work has nothing to do, and when they end: ms, by work. */
  readonly idleUntil: Map<string, number>;
  /** What an attempt does before it runs, by work. */
  readonly phases: Map<string, string>;
  /** Read keys of what has changed since the flow was last told. */
  readonly dirty: Set<string>;
  /** Works whose queue should be looked at. */
  readonly due: Set<string>;
  /** Steps that run in this process, by mark. */
  readonly steps: Set<string>;
  /** Attempts that were told to stop, `call#attempt`, by the agent that is connected now. */
  readonly stopsSent: Set<string>;
  /** Given-up versions that are being removed. */
  readonly collecting: Set<string>;
  /** When garbage was looked for last, ms. */
  sweptAt: number | undefined;
  readonly commandQueue: CommandRequest[];
  readonly newCalls: Map<string, number[]>;
  flow: FlowState;
  tabs: readonly TabView[];
  /** Addresses of the folders that tabs show; `""` until one is served. */
  readonly sites: Map<string, string>;
  /** On the way out: nothing is started any more. */
  ending: boolean;
  /** Calls that the flow has reached since this start, in the order in which it first did. */
  readonly reached: Set<CallId>;
  /** What people were told last about what keeps the app open. */
  saidOpen: string | undefined;
  /** That ticks come to too many calls. */
  saidGrowth: boolean;
}

export interface Agent {
  readonly connected: boolean;
  readonly heardAt: number;
  readonly suspect: boolean;
  /** It was connected once. */
  readonly came?: true | undefined;
  /** Nothing can run on its machine: since when, ms, and why. */
  readonly broken?: { readonly at: number; readonly why: string } | undefined;
  /** Its machine will be taken away. */
  readonly noticed?: true | undefined;
  /** The one it speaks on, where it has said which. */
  readonly connection?: ConnectionNumber | undefined;
}

export interface Service {
  readonly call: CallId;
  readonly address: string;
  readonly readyAt: number;
}

export interface CommandRequest {
  readonly request: number;
  readonly handler: HandlerKind;
  readonly name: string;
  readonly arguments: Encoded;
}

export interface FlowState {
  readonly phase: "absent" | "idle" | "busy";
  /** The tick under way only asks for the layout. */
  readonly layoutOnly: boolean;
  readonly tick: number;
  readonly reads: ReadonlySet<string>;
  readonly layoutReads: ReadonlySet<string>;
  /** Whether the last tick ended with `run()` returned. */
  readonly settled: boolean;
  /** A tick is due whatever was read. */
  readonly forced: boolean;
  /** Ticks in a row that nothing from outside asked for. */
  readonly streak: number;
  readonly notBefore: number;
  /** Order of the ledger when the running tick began. */
  readonly snapshot: number;
  /** Why the flow does not go on. */
  readonly paused?: string | undefined;
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

export interface LiveOptions {
  readonly manifest: Manifest;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  readonly routes: ReadonlyMap<string, string>;
  readonly now: number;
  /** @default "one" */
  readonly placement?: Live["placement"];
  /** @default 0 */
  readonly keepFailed?: number;
}

export const newLive = ({
  manifest,
  config,
  routes,
  now,
  placement = "one",
  keepFailed = 0,
}: LiveOptions): Live => ({
  manifest,
  components: new Map(manifest.components.map((component) => [component.name, component])),
  works: new Map(manifest.works.map((work) => [work.name, work])),
  paths: new Map(manifest.paths.map((path) => [path.name, path])),
  config,
  routes: new Map(routes),
  started: now,
  title: manifest.app.title,
  constructed: new Map(),
  commands: [],
  apiRoutes: [],
  placement,
  agents: new Map(),
  keepFailed,
  kept: new Map(),
  capacityAt: new Map(),
  provide: true,
  listedAt: 0,
  lookUntil: 0,
  verdictsFrom: 0,
  planned: undefined,
  told: 0,
  stillborn: 0,
  services: new Map(),
  idleUntil: new Map(),
  phases: new Map(),
  dirty: new Set(),
  due: new Set(),
  steps: new Set(),
  stopsSent: new Set(),
  collecting: new Set(),
  sweptAt: undefined,
  commandQueue: [],
  newCalls: new Map(),
  flow: {
    phase: "absent",
    layoutOnly: false,
    tick: 0,
    reads: new Set(),
    layoutReads: new Set(),
    settled: false,
    forced: true,
    streak: 0,
    notBefore: 0,
    snapshot: 0,
  },
  tabs: [],
  sites: new Map(),
  ending: false,
  reached: new Set(),
  saidOpen: undefined,
  saidGrowth: false,
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
