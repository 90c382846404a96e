/** What is known while a controller lives and is asked anew by the next: agents, services, requests, the running flow. */
import type { ConnectionNumber } from "#protocol/agent.ts";
import type { CallId } from "#protocol/call.ts";
import type { HandlerKind, TabView } from "#protocol/flow.ts";
import type {
  Manifest,
  ManifestComponent,
  ManifestPath,
  ManifestWork,
} from "#protocol/manifest.ts";
import type { Encoded } from "#protocol/value.ts";

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
  /** Attempts that were told to stop, `call#attempt machine`, by the agent that is connected now. */
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
  /** Where other machines reach its own. */
  readonly address?: string | undefined;
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
