import type { MachineState } from "#protocol/status.ts";
import type { CloudCompute } from "./cloud-compute.ts";
import type { Layout } from "./layout.ts";
import { realm } from "./realm.ts";
import type { Secret } from "./secret.ts";
import type { Duration, Key, Notice, Status } from "./types.ts";

export interface WorkOptions {
  cloudCompute?: CloudCompute | undefined;
  port?: number | undefined;
  /** Deployed, the whole internet may call the port: no login, no list of networks. @default false */
  public?: boolean | undefined;
  host?: string | undefined;
  cacheCalls?: boolean | undefined;
  rerunOn?: "code" | undefined;
  onNewCall?: "queue" | "replace" | undefined;
  startWithFlow?: boolean | undefined;
  raiseException?: boolean | undefined;
  retries?: number | { limit: number; backoff?: Duration } | undefined;
  timeout?: Duration | undefined;
  displayName?: string | undefined;
  build?:
    | {
        requirements?: readonly string[];
        python?: string;
        image?: string;
        commands?: readonly string[];
        env?: Readonly<Record<string, string | Secret>>;
      }
    | undefined;
  env?: Readonly<Record<string, string | Secret>> | undefined;
  health?: { path?: string; grace?: Duration } | undefined;
}

/**
 * Long-running code with a machine of its own in the cloud, and a process and directory of its own here.
 * @example class Train extends Work { model = new Path("model"); override async run(data: Path) { … } }
 */
export abstract class Work {
  constructor(options: WorkOptions = {}) {
    // biome-ignore lint/correctness/noConstructorReturn: the realm decides what `new` yields: in a flow, a proxy whose `run` ensures the call.
    return realm().work(this, options);
  }

  // biome-ignore lint/suspicious/noExplicitAny: subclasses narrow the arguments (api.d.ts).
  abstract run(...args: any[]): Promise<unknown>;
  onInterrupt?(notice: Notice): void | Promise<void>;
  configureLayout?(): Layout;

  get name(): string {
    return realm().works.name(this);
  }
  get host(): string {
    return realm().works.host(this);
  }
  get port(): number {
    return realm().works.port(this);
  }
  /** `""` until the port answers, then a public URL without a trailing slash. */
  get url(): string {
    return realm().works.url(this);
  }
  get internalUrl(): string {
    return realm().works.internalUrl(this);
  }
  get status(): Status {
    return this.statuses.at(-1) ?? { stage: "pending", at: new Date(0).toISOString() };
  }
  /** The last 64. */
  get statuses(): readonly Status[] {
    return realm().works.statuses(this);
  }
  get machine(): MachineState {
    return realm().works.machine(this);
  }
  get hasStarted(): boolean {
    return this.status.stage !== "pending";
  }
  get hasSucceeded(): boolean {
    return this.status.stage === "succeeded";
  }
  get hasFailed(): boolean {
    return this.status.stage === "failed";
  }
  get hasStopped(): boolean {
    return this.status.stage === "stopped";
  }
  get isPending(): boolean {
    return this.status.stage === "pending";
  }
  get isRunning(): boolean {
    return this.status.stage === "running";
  }
  get numSuccesses(): number {
    return realm().works.counts(this).successes;
  }
  get numFailures(): number {
    return realm().works.counts(this).failures;
  }
  protected get signal(): AbortSignal {
    return realm().works.signal(this);
  }
  /** Counts from 1. */
  protected get attempt(): number {
    return realm().works.attempt(this);
  }
  /** Stable across attempts: the idempotency key for the outside world. */
  protected get callId(): string {
    return realm().works.callId(this);
  }
  protected get node(): {
    readonly rank: number;
    readonly count: number;
    readonly mainAddress: string;
    readonly mainPort: number;
  } {
    return realm().works.node(this);
  }
  /** The same arguments, another call. */
  again(key: Key | number): this {
    return realm().works.again(this, key);
  }
  /** `run` without a promise. */
  start(...args: Parameters<this["run"]>): void {
    realm().works.start(this, args);
  }
  ready(options: { timeout?: Duration } = {}): Promise<void> {
    return realm().works.ready(this, options.timeout);
  }
  stop(): void {
    realm().works.stop(this);
  }
  restart(): void {
    realm().works.restart(this);
  }
}
