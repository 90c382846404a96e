import type { BootPhase } from "./agent.ts";
import type { CallId } from "./call.ts";
import type { Observation } from "./observed.ts";
import type { Failure, MachineState, Status } from "./status.ts";
import type { Json } from "./value.ts";

/** HTTP API and WebSocket that the console, `--json` readers and scripts see. Shapes are versioned and additive. */
export const apiVersion = 1;

export interface StateDocument {
  readonly version: number;
  /** The root flow's public state. */
  readonly state: Readonly<Record<string, Json>>;
  /** Every component's by name, the root's as `root`. */
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export interface LayoutTab {
  readonly name: string;
  readonly url: string | null;
  readonly loading: boolean;
  readonly icon?: string | undefined;
  /** Shows this component's status page instead of a url. */
  readonly component?: string | undefined;
  readonly tabs?: readonly LayoutTab[] | undefined;
}

export interface LayoutDocument {
  readonly tabs: readonly LayoutTab[];
}

export interface ComponentStatus {
  readonly kind: "flow" | "work" | "map";
  readonly class: string | null;
  readonly status: Status;
  readonly machine: MachineState;
  readonly url: string;
  readonly attempt: number;
  readonly displayName: string;
  /** Which machine the attempt runs on; absent on a laptop. */
  readonly on?: string | undefined;
  /** What the attempt is doing before it runs: "Installing fastapi, uvicorn". Absent once it runs. */
  readonly phase?: string | undefined;
  /** What `phase` says will not pass by itself: its machine's boot failed. */
  readonly stuck?: true | undefined;
  /** How the last attempt failed, with its mapped stack; absent on any other stage than `failed`. */
  readonly failure?: Failure | undefined;
}

/** A machine of a deployed app's works. */
export interface MachineStatus {
  /** `i-0123456789abcdef0`; `null` until the cloud has named it. */
  readonly machine: string | null;
  readonly group: string;
  readonly stage: "asked" | "booting" | "on" | "silent" | "broken" | "ending";
  /** ISO 8601: since when it is up, or was asked for. */
  readonly at: string;
  readonly boot?: readonly BootPhase[] | undefined;
  /** From being asked for to its agent's first word. */
  readonly bootSeconds?: number | undefined;
  /** What machines of its group have usually taken for that. */
  readonly usualSeconds?: number | undefined;
}

/** One Path as it flows: who makes it and who reads it, by component name. */
export interface PathFlow {
  /** `source.boringFile` */
  readonly name: string;
  readonly producer: string;
  readonly consumers: readonly string[];
}

export interface StatusDocument {
  readonly launch: string;
  readonly title: string;
  readonly components: Readonly<Record<string, ComponentStatus>>;
  /** The app's data edges, from the manifest's `paths` and `reads`. */
  readonly paths?: readonly PathFlow[] | undefined;
  /** Pairs of components: the first is over before the second begins. */
  readonly order?: readonly (readonly [string, string])[] | undefined;
  /** Absent on a laptop. */
  readonly machines?: readonly MachineStatus[] | undefined;
}

export interface LogLine {
  readonly component: string;
  readonly stream: "stdout" | "stderr" | "system";
  readonly line: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Why a call stands where it stands, for `thunderhead logs --why`. */
export interface CallReport {
  readonly work: string;
  /** `null` where the flow has not come to the work. */
  readonly call: CallId | null;
  readonly arguments: readonly Json[];
  /** The last that was started; 0 before the first. */
  readonly attempt: number;
  /** ISO 8601: since when. */
  readonly at: string | null;
  /** Hash of the code that its last attempt ran; `null` before the first. */
  readonly bundle: string | null;
  /** `ran` since this start of the launch; `skipped`, since it was done before it. */
  readonly verdict: "ran" | "skipped" | "running" | "waits" | "failed" | "stopped" | "unreached";
  /** Sentences. */
  readonly why: string;
}

export interface CallsDocument {
  readonly version: typeof apiVersion;
  readonly launch: string;
  readonly calls: readonly CallReport[];
}

/** Server → page on `/api/v1/ws`. On connecting: `hello`, then `status`, `layout`, `state`, and the last 1,000 log lines. */
export type ConsoleMessage =
  | {
      readonly kind: "hello";
      readonly api: number;
      readonly launch: string;
      readonly title: string;
    }
  | ({ readonly kind: "status" } & StatusDocument)
  | ({ readonly kind: "layout" } & LayoutDocument)
  | ({ readonly kind: "state" } & StateDocument)
  | { readonly kind: "logs"; readonly lines: readonly LogLine[] }
  /** The app has ended; the page stays readable. */
  | { readonly kind: "exit"; readonly code: number; readonly message: string };

/** What `run --json` prints, one object a line; also what the controller's stdout says to the CLI. */
export type RunEvent =
  | { readonly event: "launch"; readonly id: string; readonly directory: string }
  | { readonly event: "listening"; readonly url: string; readonly token: string }
  | {
      readonly event: "status";
      readonly work: string;
      readonly call: string;
      readonly attempt: number;
      readonly stage: Status["stage"];
      readonly reason: Status["reason"] | null;
      readonly message: string | null;
    }
  | { readonly event: "url"; readonly work: string; readonly url: string }
  /** For the command line, which has the app graph; it passes none of them on. */
  | { readonly event: "observed"; readonly what: Observation }
  | {
      readonly event: "log";
      readonly component: string;
      readonly stream: LogLine["stream"];
      readonly line: string;
    }
  | {
      readonly event: "exit";
      readonly code: number;
      readonly message: string;
      readonly components: Readonly<
        Record<string, { readonly status: Status; readonly state: Readonly<Record<string, Json>> }>
      >;
    };
