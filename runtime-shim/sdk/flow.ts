import type { ApiRequest } from "./api.ts";
import type { Layout } from "./layout.ts";
import { type EveryOptions, realm, type StepContext, type StepOptions } from "./realm.ts";
import type { Duration, Key } from "./types.ts";

/**
 * A cheap control loop on the controller. `run()` is called from the top whenever something it read has
 * changed; calling a work there means *ensure this call has happened*.
 * @example class Boring extends Flow { source = new SourceFile(); override async run() { await this.source.run(); } }
 */
export abstract class Flow {
  constructor() {
    // biome-ignore lint/correctness/noConstructorReturn: the realm decides what `new` yields: a proxy that sees fields being set.
    return realm().flow(this);
  }

  // biome-ignore lint/suspicious/noExplicitAny: subclasses narrow the arguments (api.d.ts).
  abstract run(...args: any[]): Promise<unknown>;
  configureLayout?(): Layout;
  // biome-ignore lint/suspicious/noExplicitAny: each command has arguments of its own (api.d.ts).
  configureCommands?(): Readonly<Record<string, (args: any) => unknown>>;
  configureApi?(): Readonly<Record<string, (request: ApiRequest) => unknown>>;

  get name(): string {
    return realm().flows.name(this);
  }
  /** Runs `effect` beside the tick, at least once; its outcome is recorded. */
  step<T>(
    key: Key,
    effect: (context: StepContext) => T | Promise<T>,
    options: StepOptions = {},
  ): Promise<T> {
    return realm().flows.step(this, key, effect, options);
  }
  sleep(key: Key, duration: Duration): Promise<void> {
    return realm().flows.sleep(this, key, duration);
  }
  /** True once that long has passed since first asked; wakes the flow. */
  elapsed(key: Key, duration: Duration): boolean {
    return realm().flows.elapsed(this, key, duration);
  }
  /** True in exactly one committed tick, together with that tick's writes. */
  once(key: Key): boolean {
    return realm().flows.once(this, key);
  }
  every(
    cron: string,
    body: (due: string) => Promise<void>,
    options: EveryOptions = {},
  ): Promise<void> {
    return realm().flows.every(this, cron, body, options);
  }
  schedule(
    cron: string,
    options: { key?: Key; timezone?: string; immediately?: boolean } = {},
  ): boolean {
    return realm().flows.schedule(this, cron, options);
  }
  /** The result of a finished call, or `undefined`, without ending the tick. */
  peek<R>(call: Promise<R>): R | undefined {
    return realm().flows.peek(this, call);
  }
  stop(message = ""): void {
    realm().flows.stop(this, message);
  }
  fail(message = ""): void {
    realm().flows.fail(this, message);
  }
}
