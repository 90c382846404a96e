import type { StatePatch } from "./agent.ts";
import type { CallId, Version } from "./call.ts";
import type { ObservedWork } from "./observed.ts";
import type { WorkSettings } from "./settings.ts";
import type { Failure, MachineState, Reason, Status } from "./status.ts";
import type { Encoded, Json, JsonObject } from "./value.ts";

/**
 * Between the controller's core and the thread that runs the flow's code. The core sends what changed since
 * the last tick; the thread answers with everything the tick did, as data, and keeps nothing that a fresh
 * thread could not be told again.
 */
export interface FlowBegin {
  readonly launch: string;
  /** Absolute folder of the flow's bundle: stripped from stacks, and where assets lie. */
  readonly bundle: string;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Component and Path ids by name: what a call's identity is made of, so that a rename keeps it. */
  readonly ids: Readonly<Record<string, string>>;
  /** Elements of maps that the ledger knows: made again before the first tick. */
  readonly elements: readonly MapElement[];
  /** Each tick runs twice, and must do the same both times. @default false */
  readonly check?: boolean | undefined;
}

/** A work or flow that `map.create(key, Class, ...args)` made, as the ledger keeps it. */
export interface MapElement extends ElementPart {
  readonly map: string;
  readonly key: string;
  /** Of a flow: the works and flows it owns, by their names below it. */
  readonly below?: Readonly<Record<string, ElementPart>> | undefined;
}

export interface ElementPart {
  /** It is a flow; else it is a work. */
  readonly flow?: true | undefined;
  /** `app.ts#Trial` */
  readonly class: string;
  readonly arguments: readonly Encoded[];
  readonly settings: WorkSettings;
  readonly paths: readonly ElementPath[];
  /** Public state as constructed. */
  readonly state: Readonly<Record<string, Encoded>>;
  /** Of its CloudCompute, where it has one of its own. */
  readonly machine?: ElementMachine | undefined;
  /** On a PythonScript: its script as the code says it. */
  readonly python?:
    | { readonly script: string; readonly requirements: readonly string[] }
    | undefined;
}

export interface ElementMachine {
  readonly nodes: number;
  /** Seconds. */
  readonly idleTimeout: number;
  readonly interruptible: boolean;
  readonly mounts?: readonly { readonly source: string; readonly target: string }[] | undefined;
}

/** The element itself and what it owns, by full name. */
export const partsOf = (element: MapElement): readonly (readonly [string, ElementPart])[] => [
  [elementName(element), element],
  ...Object.entries(element.below ?? {}).map(
    ([below, part]) => [`${elementName(element)}.${below}`, part] as const,
  ),
];

export interface ElementPath {
  readonly field: string;
  readonly path: string;
  readonly keep: number | "all";
  readonly verify: "full" | "size";
}

/** `trials.low`: an element is a field of its map. */
export const elementName = ({ map, key }: { readonly map: string; readonly key: string }): string =>
  `${map}.${key}`;

/** A component as the app's module made it. */
export interface ConstructedComponent {
  readonly name: string;
  readonly kind: "flow" | "work" | "map";
  /** Public state before anything was applied to it. */
  readonly state: Readonly<Record<string, Encoded>>;
  /** The fields that may hold state, with a value or without. */
  readonly fields: readonly string[];
  /** Of a work. */
  readonly work?: ObservedWork | undefined;
}

/** The newest version of a Path that a finished call published, the newest of all, and its size in bytes. */
export interface PathView {
  readonly committed?: Version | undefined;
  readonly latest?: Version | undefined;
  readonly size?: number | undefined;
}

export interface WorkView {
  readonly statuses: readonly Status[];
  readonly machine: MachineState;
  readonly url: string;
  readonly successes: number;
  readonly failures: number;
  /** Place in the ledger's order at which the port last became ready; absent while it is not. */
  readonly readyAt?: number | undefined;
}

/** A call as ticks see it; superseded ones are open, since they may be wanted again. */
export type CallView =
  | { readonly kind: "open" }
  | {
      readonly kind: "succeeded";
      /** Place in the ledger's order: awaits are answered lowest first. */
      readonly order: number;
      readonly result: Encoded;
      readonly published: Readonly<Record<string, Version>>;
    }
  | {
      readonly kind: "failed";
      readonly order: number;
      readonly reason: Reason;
      readonly message: string;
      readonly attempts: number;
      readonly cause?: Failure | undefined;
    };

/** What a flow names: `step`, `sleep`, `elapsed`, `once`, by kind, flow and key. */
export type MarkView =
  | { readonly kind: "once" }
  | { readonly kind: "timer"; readonly due: number; readonly firedAt?: number | undefined }
  | { readonly kind: "step"; readonly order?: number; readonly outcome?: StepOutcome | undefined }
  /** Of a call whose work keeps no results: which run of it is next, and when it may start. */
  | {
      readonly kind: "runs";
      readonly run: number;
      readonly notBefore: number;
      /** In a row. */
      readonly failures: number;
      /** The run that was delivered last. */
      readonly last: CallId;
    }
  | ({
      readonly kind: "schedule";
      /** When it is due next, ms since the epoch. */
      readonly next: number;
      /** Due times that have come and are not done, the oldest first: that one is open. */
      readonly open: readonly number[];
      /** How many due times came while one was open, or nobody was there. */
      readonly skipped: number;
      /** The last occurrences that are done. */
      readonly closed: readonly string[];
    } & ScheduleSettings);

export interface ScheduleSettings {
  /** Five fields, or six with seconds last. */
  readonly cron: string;
  readonly timezone: string;
  readonly overlap: "skip" | "queue";
  readonly catchUp: "latest" | "all";
}

export type StepOutcome =
  | { readonly kind: "returned"; readonly value: Encoded }
  | { readonly kind: "threw"; readonly name: string; readonly message: string };

export type ViewChange =
  | {
      readonly kind: "state";
      readonly component: string;
      readonly state: Readonly<Record<string, Encoded>>;
    }
  | { readonly kind: "work"; readonly work: string; readonly view: WorkView }
  | { readonly kind: "call"; readonly call: CallId; readonly view: CallView }
  | { readonly kind: "mark"; readonly key: string; readonly view: MarkView }
  | { readonly kind: "path"; readonly path: string; readonly view: PathView };

export interface TickRequest {
  readonly tick: number;
  /** The tick's journal time, ms since the epoch: what `Date.now()` answers inside. */
  readonly now: number;
  readonly changes: readonly ViewChange[];
  /** Only the layout: what it read has changed, and nothing that `run()` did. */
  readonly layoutOnly: boolean;
}

/** What a tick asked for, in program order. */
export type Operation =
  | {
      readonly kind: "call";
      readonly call: CallId;
      readonly work: string;
      readonly arguments: readonly Encoded[];
      readonly again?: string | undefined;
      /** The occurrence of an `every` in whose body it stands. */
      readonly occurrence?: string | undefined;
      /** ms since the epoch: a repeated run waits a little. */
      readonly notBefore?: number | undefined;
    }
  | { readonly kind: "stop"; readonly work: string }
  | { readonly kind: "restart"; readonly work: string }
  | { readonly kind: "once"; readonly key: string }
  | { readonly kind: "timer"; readonly key: string; readonly due: number }
  | { readonly kind: "step"; readonly key: string; readonly options: StepSettings }
  | ({
      readonly kind: "schedule";
      readonly key: string;
      readonly next: number;
      /** Due at once: `immediately`. */
      readonly open: readonly number[];
    } & ScheduleSettings)
  | ({ readonly kind: "create" } & MapElement)
  | { readonly kind: "remove"; readonly map: string; readonly key: string }
  /** A tick was shown how a run of a call that keeps no results has ended: the next one may follow. */
  | {
      readonly kind: "delivered";
      readonly key: string;
      readonly call: CallId;
      readonly run: number;
    }
  /** The body of an `every` has settled, or a `schedule` has been true. */
  | {
      readonly kind: "close";
      readonly key: string;
      readonly due: number;
      readonly occurrence: string;
    };

export interface StepSettings {
  readonly retries: number;
  /** Seconds before the second attempt; doubles, at most 60. */
  readonly backoff: number;
  readonly atMostOnce: boolean;
}

export interface FlowWrite {
  readonly component: string;
  readonly patch: StatePatch;
}

/** Content of a tab before its url is known to be up. */
export type TabContent =
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "loading" }
  /** Built web files, by their folder in the flow's bundle. */
  | { readonly kind: "static"; readonly directory: string }
  | { readonly kind: "component"; readonly component: string }
  | { readonly kind: "tabs"; readonly tabs: readonly TabView[] };

export interface TabView {
  readonly name: string;
  readonly icon?: string | undefined;
  readonly content: TabContent;
}

export interface FlowError {
  /** Of an error of the engine's own, `flow/foreign-await`; absent on the app's errors. */
  readonly slug?: string | undefined;
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** The call whose failure this is, if it is one's. */
  readonly call?: CallId | undefined;
}

export type TickOutcome =
  /** `run()` has returned, or waits for what the ledger does not hold yet. */
  | {
      readonly kind: "settled" | "suspended";
      readonly ending?: { readonly code: 0 | 1; readonly message: string } | undefined;
    }
  /** Nothing of the tick counts but this. */
  | { readonly kind: "failed"; readonly error: FlowError };

export interface TickReport {
  readonly tick: number;
  readonly outcome: TickOutcome;
  readonly writes: readonly FlowWrite[];
  readonly operations: readonly Operation[];
  /** Every call that was reached, and whether anybody looked at its promise. */
  readonly reached: Readonly<Record<CallId, { readonly looked: boolean }>>;
  /** What a change must touch to be worth another tick. */
  readonly reads: readonly string[];
  readonly layoutReads: readonly string[];
  readonly tabs: readonly TabView[];
  /** Lines beyond those that the tick before printed, too. */
  readonly lines: readonly { readonly stream: "stdout" | "stderr"; readonly line: string }[];
  /** Wall time, ms. */
  readonly took: number;
}

/** `configureCommands` and `configureApi`. */
export type HandlerKind = "command" | "route";

/** A request as a route's handler sees it, but for its signal. */
export interface ApiCall extends JsonObject {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
}

/** Controller → flow thread. */
export type ToFlow =
  | { readonly kind: "tick"; readonly request: TickRequest }
  | {
      readonly kind: "step";
      readonly key: string;
      readonly attempt: number;
      readonly idempotencyKey: string;
    }
  | {
      readonly kind: "command";
      readonly request: number;
      readonly handler: HandlerKind;
      /** `retrain`, or `POST /items/:id`. */
      readonly name: string;
      /** Of a route, an `ApiCall`. */
      readonly arguments: Encoded;
      readonly now: number;
      readonly changes: readonly ViewChange[];
    };

/** Controller → flow thread, last: steps are told by their signal, then the thread ends. */
export interface FlowEnd {
  readonly kind: "end";
}

/** Flow thread → controller. */
export type FromFlow =
  | {
      readonly kind: "constructed";
      readonly title: string | undefined;
      readonly components: readonly ConstructedComponent[];
      readonly commands: readonly string[];
      /** `POST /items/:id`, in the order in which they are tried. */
      readonly routes: readonly string[];
    }
  | { readonly kind: "ticked"; readonly report: TickReport }
  | {
      readonly kind: "stepped";
      readonly key: string;
      readonly attempt: number;
      readonly outcome: StepOutcome;
    }
  | { readonly kind: "commanded"; readonly request: number; readonly answer: CommandAnswer }
  | { readonly kind: "printed"; readonly stream: "stdout" | "stderr"; readonly line: string }
  /** The module, a constructor, or code beside ticks threw. */
  | { readonly kind: "broke"; readonly error: FlowError };

export type CommandAnswer =
  | {
      readonly kind: "returned";
      readonly value: Encoded;
      readonly writes: readonly FlowWrite[];
      readonly operations: readonly Operation[];
      readonly ending?: { readonly code: 0 | 1; readonly message: string } | undefined;
    }
  | {
      readonly kind: "threw";
      readonly status: number;
      readonly message: string;
      /** Of what the app did not mean to throw: its place in the app's code, for the log. */
      readonly stack?: string | undefined;
    };

/** How read keys are written, so that the core and the flow's thread mean the same. */
export const readKeys = {
  field: (component: string, field: string): string => `field ${component} ${field}`,
  work: (work: string, what: "status" | "machine" | "url" | "counts"): string => `${what} ${work}`,
  call: (call: CallId): string => `call ${call}`,
  mark: (key: string): string => `mark ${key}`,
  path: (path: string): string => `path ${path}`,
  map: (map: string): string => `map ${map}`,
} as const;

/** Ends the key of every mark that belongs to one occurrence of an `every`. */
export const inOccurrence = (occurrence: string): string => ` in ${occurrence}`;
