import { processesHere } from "#agent/state.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { Encoded } from "#protocol/value.ts";
import type { FromWork, ToWork } from "#protocol/work-process.ts";
import { checkProcessTold } from "../invariants/privacy.ts";
import type { World } from "../world.ts";
import type { Machine } from "./machines.ts";
import { type Random, random } from "./random.ts";
import type { Node } from "./timeline.ts";

/** What a work's code does, one thing after the other; deterministic in its order, whatever attempt it is. */
export type Action =
  | { readonly do: "compute"; readonly milliseconds: number }
  | { readonly do: "patch"; readonly set: Readonly<Record<string, Encoded>> }
  | { readonly do: "write"; readonly path: string; readonly content: string }
  | { readonly do: "publish"; readonly path: string }
  /** Reads the work's own secret. */
  | { readonly do: "secret" }
  | { readonly do: "return"; readonly result: Encoded }
  | { readonly do: "throw"; readonly message: string }
  /** Listens, and returns only when it is stopped. */
  | { readonly do: "serve" };

export interface ProcessEvents {
  said(message: FromWork): void;
  ended(code: number | null, signal: string | null): void;
}

/** One work's process: it is slow to start, says what it does, and ends when told, unless it does not listen. */
export class Process {
  readonly #world: World;
  readonly #order: AttemptOrder;
  readonly #rank: number;
  #returned = false;
  readonly #actions: readonly Action[];
  readonly #events: ProcessEvents;
  readonly #chance: Random;
  readonly #node: Node;
  /** By Path name: what stands at `local`. */
  readonly written = new Map<string, string>();
  #next = 0;
  #awaits: number | undefined;
  #requests = 0;
  #checkpointed: string | undefined;
  alive = true;

  constructor(
    world: World,
    how: {
      readonly order: AttemptOrder;
      readonly rank: number;
      readonly machine: Machine;
      readonly events: ProcessEvents;
    },
  ) {
    const { order, events, machine, rank } = how;
    this.#world = world;
    this.#order = order;
    this.#rank = rank;
    this.#events = events;
    // A process lives and dies with its agent's node; it does not pause with it.
    this.#node = {
      name: `${order.work} ${order.call.slice(0, 6)}#${order.attempt}`,
      alive: true,
      pausedUntil: 0,
    };
    this.#chance = random(
      world.seed,
      `process ${order.call} ${order.attempt}${rank === 0 ? "" : ` ${rank}`}`,
    );
    this.#actions = world.app.script(order, (name) => this.#inputOf(name));
    world.observer.attempts.starts({ order, rank, machine });
    checkProcessTold(world.observer, order, { kind: "begin", order });
    // Of several nodes it hits one.
    const hit = rank === order.attempt % (order.nodes ?? 1);
    const dies = hit && world.faults.hits("out-of-memory", world.workIndex(order.work), 4);
    const leaves = hit && world.faults.hits("exits-silently", world.workIndex(order.work), 4);
    if (dies || leaves) world.observer.budgets.blame(order);
    if (dies) this.#after(this.#chance.between(100, 3000), () => this.#end(null, "SIGKILL"));
    else if (leaves) this.#after(this.#chance.between(100, 3000), () => this.#end(0, null));
    this.#after(this.#chance.between(30, 300), () => this.#start());
  }

  tell(message: ToWork): void {
    if (!this.alive) return;
    checkProcessTold(this.#world.observer, this.#order, message);
    const awaited = "request" in message && message.request === this.#awaits;
    if (awaited && (message.kind === "published" || message.kind === "secret")) this.#resume();
    else if (awaited && message.kind === "publish-failed") {
      if (this.#checkpointed !== undefined) this.#resume();
      else this.#throw(message.message);
    } else if (message.kind === "interrupt") this.#interrupt();
  }

  signal(name: "SIGTERM" | "SIGKILL"): void {
    if (!this.alive) return;
    if (name === "SIGKILL") this.#end(null, "SIGKILL");
    else if (!this.#world.faults.hits("ignores-term", this.#world.workIndex(this.#order.work), 4))
      this.#after(this.#chance.between(5, 1500), () => this.#end(null, "SIGTERM"));
  }

  /** Its agent or machine is gone, and it with them. */
  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    this.#node.alive = false;
    const [order, rank, returned] = [this.#order, this.#rank, this.#returned];
    if (!returned && (order.nodes ?? 1) > 1) this.#world.widowed.add(this.#attempt);
    this.#world.observer.attempts.ends({ order, rank, returned });
  }

  get #attempt(): string {
    return `${this.#order.call}#${this.#order.attempt}`;
  }

  #inputOf(name: string): string | undefined {
    const input = this.#order.inputs.find((each) => each.name === name);
    return input && this.#world.volume.versions.get(`${name}@${input.version}`)?.content;
  }

  #start(): void {
    this.#say({ kind: "ready" });
    this.#say({ kind: "running" });
    this.#run();
  }

  #run(): void {
    const action = this.#actions[this.#next];
    if (!this.alive || action === undefined || this.#awaits !== undefined) return;
    if (action.do === "serve") return;
    this.#next += 1;
    if (action.do === "compute") {
      this.#after(action.milliseconds * (0.5 + this.#chance.next()), () => this.#run());
      return;
    }
    if (action.do === "secret") {
      this.#say({ kind: "secret", request: this.#ask(), name: this.#order.work });
      return;
    }
    if (action.do === "publish") {
      this.#publish(action.path);
      return;
    }
    if (action.do === "patch")
      this.#say({ kind: "patch", patch: { set: action.set, removed: [] } });
    if (action.do === "write") this.written.set(action.path, action.content);
    // As collective operations do, without a time limit of their own.
    if (action.do === "return" && this.#world.widowed.has(this.#attempt)) return;
    if (action.do === "return") this.#settle({ kind: "succeeded", result: action.result });
    else if (action.do === "throw") this.#throw(action.message);
    else this.#after(1, () => this.#run());
  }

  #publish(path: string): void {
    this.#say({ kind: "publish", request: this.#ask(), path, move: false });
  }

  #ask(): number {
    const all = processesHere(this.#order);
    this.#requests += 1;
    this.#awaits = this.#requests * all + (all > 1 ? this.#rank : 0);
    return this.#awaits;
  }

  #throw(message: string): void {
    this.#world.observer.budgets.blame(this.#order);
    this.#settle({ kind: "failed", failure: { reason: "user-exception", message } });
  }

  #resume(): void {
    this.#awaits = undefined;
    if (this.#checkpointed === undefined) this.#run();
    else this.#say({ kind: "interrupted" });
  }

  /** `onInterrupt` keeps what there is of the first Path. */
  #interrupt(): void {
    if (this.#checkpointed !== undefined) return;
    const [path] = this.written.keys();
    this.#checkpointed = path ?? "";
    if (path === undefined || this.#awaits !== undefined)
      this.#after(20, () => this.#say({ kind: "interrupted" }));
    else this.#publish(path);
  }

  #settle(outcome: Extract<FromWork, { kind: "settled" }>["outcome"]): void {
    const last = outcome.kind === "succeeded" ? { finished: this.#order.call } : {};
    this.#returned = outcome.kind === "succeeded";
    this.#say({ kind: "settled", outcome, patch: { set: last, removed: [] } });
    this.#after(this.#chance.between(2, 60), () => this.#end(0, null));
  }

  #say(message: FromWork): void {
    if (this.alive) this.#events.said(message);
  }

  #end(code: number | null, signal: string | null): void {
    if (!this.alive) return;
    this.kill();
    this.#events.ended(code, signal);
  }

  #after(delay: number, run: () => void): void {
    this.#world.timeline.after(delay, run, this.#node);
  }
}
