/**
 * The agent's own process: performs what the pure agent (runtime-shim/agent) asks for, and reports what came
 * of it. It owns the link to the controller, the works' process groups and the files of this machine. What
 * it must not do is decide: whether an attempt is over, and how, is the reducer's.
 */
import type { AgentEffect, AttemptEffect } from "#agent/effect.ts";
import type { AgentEvent } from "#agent/event.ts";
import { reduce } from "#agent/reducer.ts";
import { type AgentState, type Notice, newAgent } from "#agent/state.ts";
import type { Drives, Fences, Identity, Logs, Secrets, Volume } from "#core/bindings.ts";
import type { LeaderPlace } from "#core/leadership.ts";
import { agentProtocol, type BootPhase } from "#protocol/agent.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import { AttemptHost, type AttemptHostOptions } from "./agent-attempt.ts";
import { diskIn } from "./agent-disk.ts";
import { nextLife } from "./agent-life.ts";
import { type Link, openLink } from "./agent-link.ts";
import { type Settlements, settlementsIn } from "./agent-settlements.ts";
import { later } from "./later.ts";
import { SteadyClock } from "./steady-clock.ts";

export interface AgentOptions {
  readonly machine: string;
  /** `ws://…` of the controller, or who tells where it is now. */
  readonly controller: string | (() => Promise<LeaderPlace | undefined>);
  /** Kept across restarts of the agent; holds unacknowledged settlements. */
  readonly directory: string;
  readonly volume: Volume;
  readonly drives: Drives;
  readonly identity: Pick<Identity, "prove">;
  readonly secrets: Secrets;
  readonly environments: Environments;
  /** Asked while no controller is heard. Absent where an agent ends with its controller. */
  readonly fences?: Pick<Fences, "read"> | undefined;
  /** Gets every line of the works, whether a controller hears it or not. */
  readonly logs?: Pick<Logs, "add"> | undefined;
  readonly exit: (code: number) => void;
  /** Where other machines of the app reach this one. */
  readonly address?: string | undefined;
  /** How this machine came up, told with each hello. */
  readonly boot?: readonly BootPhase[] | undefined;
  /** Why nothing can run here. */
  readonly bootFailed?: string | undefined;
}

/** Builds what a work needs besides its bundle, or finds it built. */
export interface Environments {
  prepare(
    order: AttemptOrder,
    options: {
      /** Its folder here. */
      readonly bundle: string;
      readonly onProgress: (line: string) => void;
      readonly signal: AbortSignal;
    },
  ): Promise<PreparedEnvironment>;
}

export interface PreparedEnvironment {
  readonly python?: string | undefined;
  readonly pythonModule?: string | undefined;
}

export interface Agent {
  /** Whoever started the agent is gone, or wants it gone: everything ends, then `exit`. */
  orphan(): void;
  /** The machine will be taken away at `deadline`, ISO 8601. May be told again and again. */
  notice(reason: Notice["reason"], deadline: string): void;
}

export async function runAgent(options: AgentOptions): Promise<Agent> {
  const disk = diskIn(options.directory);
  const settlements = settlementsIn(disk);
  const host = new AgentHost(options, { settlements, life: await nextLife(disk) });
  host.dispatch({ kind: "started", kept: await settlements.read() });
  host.connect();
  return {
    orphan: () => host.dispatch({ kind: "orphaned" }),
    notice: (reason, deadline) => host.dispatch({ kind: "notice", reason, deadline }),
  };
}

/** On this machine's disk. */
interface Kept {
  readonly settlements: Settlements;
  readonly life: number;
}

class AgentHost {
  readonly #life: number;
  #state: AgentState;
  #link: Link | undefined;
  /** Of the connection there is. */
  #nonce = "";
  readonly #clock = new SteadyClock();
  readonly #attempts = new Map<string, AttemptHost>();
  readonly #options: AttemptHostOptions;

  constructor(options: AgentOptions, { settlements, life }: Kept) {
    this.#life = life;
    this.#options = { ...options, settlements, dispatch: (event) => this.dispatch(event) };
    this.#state = newAgent(options.machine);
  }

  connect(): void {
    const { controller } = this.#options;
    this.#link = openLink({
      where: typeof controller === "string" ? async () => ({ address: controller }) : controller,
      onOpen: (nonce) => {
        this.#nonce = nonce;
        this.dispatch({ kind: "connected" });
      },
      onMessage: (message) => this.dispatch({ kind: "told", message }),
      onClose: () => this.dispatch({ kind: "disconnected" }),
    });
  }

  dispatch(event: AgentEvent): void {
    const { state, effects } = reduce(this.#state, event, this.#clock.now());
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: AgentEffect): void {
    switch (effect.kind) {
      case "send":
        return void this.#link?.send(effect.message);
      case "greet":
        return void this.#greet(effect);
      case "beat-later":
        return void later(effect.milliseconds, () => this.dispatch({ kind: "beat" }));
      case "reconnect":
        return void this.#link?.renew();
      case "read-fences":
        return void this.#readFences(effect.works);
      case "exit":
        return void this.#exit(effect.code);
      default:
        return void this.#performFor(effect);
    }
  }

  #performFor(effect: AttemptEffect): void {
    const attempt = this.#attempts.get(effect.key) ?? new AttemptHost(effect.key, this.#options);
    this.#attempts.set(effect.key, attempt);
    attempt.perform(effect);
    // The last of an attempt's effects.
    if (effect.kind === "forget") this.#attempts.delete(effect.key);
  }

  async #greet({ running, number }: AgentEffect & { readonly kind: "greet" }): Promise<void> {
    const { machine, identity, boot, bootFailed, address } = this.#options;
    const nonce = this.#nonce;
    try {
      const proof = await identity.prove(nonce);
      // Meanwhile there may be another connection, which has a greeting of its own.
      if (nonce !== this.#nonce) return;
      const hello = { kind: "hello", protocol: agentProtocol, machine, proof, running } as const;
      const failed = bootFailed === undefined ? {} : { bootFailed };
      const connection = { life: this.#life, number };
      const more = { ...(boot && { boot }), ...(address && { address }), ...failed };
      this.#link?.send({ ...hello, connection, ...more });
    } catch (error) {
      process.stderr.write(`thunderhead agent: cannot prove who it is: ${String(error)}\n`);
      if (nonce === this.#nonce) this.#link?.renew();
    }
  }

  async #readFences(works: readonly string[]): Promise<void> {
    const { fences } = this.#options;
    if (fences === undefined) return;
    const orders = Object.values(this.#state.attempts).map(({ order }) => order);
    const ids = new Map(orders.map(({ work, workId }) => [work, workId]));
    const read = await fences.read(works.flatMap((work) => ids.get(work) ?? []));
    const generations = works.flatMap((work) => {
      const generation = read[ids.get(work) ?? ""];
      return generation === undefined ? [] : [[work, generation] as const];
    });
    this.dispatch({ kind: "fences", generations: Object.fromEntries(generations) });
  }

  async #exit(code: number): Promise<void> {
    await this.#link?.close();
    this.#options.exit(code);
  }
}
