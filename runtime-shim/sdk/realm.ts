/**
 * SDK: what apps import. Its classes are thin: what `new Work()`, `path.local` or `this.step()` mean depends
 * on where the code runs, so each asks the *realm*: the flow's worker thread (construction and ticks), or a
 * work's own process. Boot enters exactly one realm before the app's module is evaluated.
 */
import type { MachineState } from "#protocol/status.ts";
import type { App, AppOptions } from "./app.ts";
import type { ComponentMap } from "./component-map.ts";
import type { Drive } from "./drive.ts";
import type { Flow } from "./flow.ts";
import type { Path } from "./path.ts";
import type { Duration, Key, Status } from "./types.ts";
import type { Work, WorkOptions } from "./work.ts";

export interface Realm {
  /** Called by the base-class constructors; what they answer is what `new` yields. */
  work(target: Work, options: WorkOptions): Work;
  flow(target: Flow): Flow;
  map<T extends Work | Flow>(target: ComponentMap<T>, max: number): ComponentMap<T>;
  app(app: App, root: Flow | Work, options: AppOptions): void;
  readonly works: WorkOperations;
  readonly flows: FlowOperations;
  readonly paths: PathOperations;
  readonly drives: DriveOperations;
  secret(name: string): Promise<string>;
  config(name: string, fallback: string | number | boolean | undefined): string | number | boolean;
  asset(relative: string): string;
}

/** What framework members of a Work do here; each throws, naming the place it belongs to, where it can't. */
export interface WorkOperations {
  name(work: Work): string;
  host(work: Work): string;
  port(work: Work): number;
  url(work: Work): string;
  internalUrl(work: Work): string;
  statuses(work: Work): readonly Status[];
  machine(work: Work): MachineState;
  counts(work: Work): { readonly successes: number; readonly failures: number };
  signal(work: Work): AbortSignal;
  attempt(work: Work): number;
  callId(work: Work): string;
  node(work: Work): {
    readonly rank: number;
    readonly count: number;
    readonly mainAddress: string;
    readonly mainPort: number;
  };
  again<W extends Work>(work: W, key: Key | number): W;
  start(work: Work, args: readonly unknown[]): void;
  ready(work: Work, timeout: Duration | undefined): Promise<void>;
  stop(work: Work): void;
  restart(work: Work): void;
  /** Runs the work's script to its end; only in the work's own process. */
  runPython(work: Work, run: PythonRun): Promise<void>;
}

export interface PythonRun {
  /** As the work's class names it. */
  readonly script: string;
  readonly args: readonly string[];
  /** Beside the work's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | undefined;
}

export interface StepContext {
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly attempt: number;
}
export interface StepOptions {
  readonly retries?: number;
  readonly backoff?: Duration;
  readonly atMostOnce?: boolean;
}
export interface EveryOptions {
  readonly key?: Key;
  readonly timezone?: string;
  readonly immediately?: boolean;
  readonly overlap?: "skip" | "queue";
  readonly catchUp?: "latest" | "all";
}

export interface FlowOperations {
  name(flow: Flow): string;
  step<T>(
    flow: Flow,
    key: Key,
    effect: (context: StepContext) => T | Promise<T>,
    options: StepOptions,
  ): Promise<T>;
  sleep(flow: Flow, key: Key, duration: Duration): Promise<void>;
  elapsed(flow: Flow, key: Key, duration: Duration): boolean;
  once(flow: Flow, key: Key): boolean;
  every(
    flow: Flow,
    cron: string,
    body: (due: string) => Promise<void>,
    options: EveryOptions,
  ): Promise<void>;
  schedule(
    flow: Flow,
    cron: string,
    options: { readonly key?: Key; readonly timezone?: string; readonly immediately?: boolean },
  ): boolean;
  peek<R>(flow: Flow, call: Promise<R>): R | undefined;
  stop(flow: Flow, message: string): void;
  fail(flow: Flow, message: string): void;
}

export interface PathOperations {
  local(path: Path): string;
  previous(path: Path): string | null;
  size(path: Path): number | null;
  version(path: Path): string | null;
  exists(path: Path): Promise<boolean>;
  restore(path: Path): Promise<boolean>;
  publish(path: Path, move: boolean): Promise<{ version: string; size: number }>;
  copyTo(path: Path, destination: string): Promise<string>;
}

export interface DriveOperations {
  put(drive: Drive, file: string, as: string | undefined): Promise<void>;
  get(drive: Drive, key: string, to: string | undefined): Promise<string>;
  list(drive: Drive, prefix: string): Promise<string[]>;
  delete(drive: Drive, key: string): Promise<void>;
}

let current: Realm | undefined;

export function enterRealm(realm: Realm): void {
  current = realm;
}

export function realm(): Realm {
  if (current === undefined) {
    throw new Error(
      "This file describes a Thunderhead app. Start it with `thunderhead run app.ts`.",
    );
  }
  return current;
}
