/**
 * The agent's own process: performs what the pure agent (runtime-shim/agent) asks for, and reports what came
 * of it. It owns the link to the controller, the works' process groups and the files of this machine. What
 * it must not do is decide: whether an attempt is over, and how, is the reducer's.
 */
import type { AgentEffect, AttemptEffect } from "#agent/effect.ts";
import type { AgentEvent } from "#agent/event.ts";
import { reduce } from "#agent/reducer.ts";
import { type AgentState, newAgent } from "#agent/state.ts";
import type { Identity, Secrets, Volume } from "#core/bindings.ts";
import { agentProtocol } from "#protocol/agent.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import { type Link, openLink } from "./agent-link.ts";
import { prepareAttempt } from "./agent-prepare.ts";
import { reachable, watchService } from "./agent-probe.ts";
import { startWork, type WorkProcess } from "./agent-process.ts";
import { type Settlements, settlementsIn } from "./agent-settlements.ts";

export interface AgentOptions {
  readonly machine: string;
  /** `ws://…` of the controller. */
  readonly controller: string;
  /** Kept across restarts of the agent; holds unacknowledged settlements. */
  readonly directory: string;
  readonly volume: Volume;
  readonly identity: Identity;
  readonly secrets: Secrets;
  readonly environments: Environments;
  readonly exit: (code: number) => void;
}

/** Builds what a work needs besides its bundle, or finds it built. */
export interface Environments {
  prepare(
    order: AttemptOrder,
    options: { readonly onProgress: (line: string) => void; readonly signal: AbortSignal },
  ): Promise<PreparedEnvironment>;
}

export interface PreparedEnvironment {
  readonly python?: string | undefined;
  readonly pythonModule?: string | undefined;
}

export interface Agent {
  /** Whoever started the agent is gone, or wants it gone: everything ends, then `exit`. */
  orphan(): void;
}

/** What is alive for one attempt. */
interface Running {
  readonly preparing: AbortController;
  readonly ended: AbortController;
  process?: WorkProcess;
}

export async function runAgent(options: AgentOptions): Promise<Agent> {
  const settlements = settlementsIn(options.directory);
  const host = new AgentHost(options, settlements);
  host.dispatch({ kind: "started", kept: await settlements.read() });
  host.connect();
  return { orphan: () => host.dispatch({ kind: "orphaned" }) };
}

class AgentHost {
  #state: AgentState;
  #link: Link | undefined;
  readonly #running = new Map<string, Running>();
  readonly #options: AgentOptions;
  readonly #settlements: Settlements;

  constructor(options: AgentOptions, settlements: Settlements) {
    this.#options = options;
    this.#settlements = settlements;
    this.#state = newAgent(options.machine);
  }

  connect(): void {
    this.#link = openLink({
      url: this.#options.controller,
      onOpen: () => this.dispatch({ kind: "connected" }),
      onMessage: (message) => this.dispatch({ kind: "told", message }),
      onClose: () => this.dispatch({ kind: "disconnected" }),
    });
  }

  dispatch(event: AgentEvent): void {
    const { state, effects } = reduce(this.#state, event, Date.now());
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
        return void setTimeout(() => this.dispatch({ kind: "beat" }), effect.milliseconds).unref();
      case "exit":
        return void this.#exit(effect.code);
      default:
        return void this.#performFor(effect);
    }
  }

  #performFor(effect: AttemptEffect): void {
    const { key } = effect;
    switch (effect.kind) {
      case "prepare":
        return void this.#prepare(effect);
      case "cancel-prepare":
        return void this.#running.get(key)?.preparing.abort();
      case "spawn":
        return void this.#spawn(effect);
      case "tell":
        return void this.#running.get(key)?.process?.tell(effect.message);
      case "signal":
        return void this.#running.get(key)?.process?.signal(effect.signal);
      case "probe":
        return void this.#probe(effect);
      case "publish":
        return void this.#publish(effect);
      case "read-secret":
        return void this.#readSecret(effect);
      case "remember":
        return void this.#remember(effect);
      case "forget":
        return void this.#settlements.forget(key);
      case "release":
        this.#running.delete(key);
        return void this.#options.volume
          .release(effect.order)
          .catch(report(`cleaning up after ${effect.order.work}`));
      case "wake":
        return void later(effect.milliseconds, () =>
          this.dispatch({ kind: "due", key, timer: effect.timer }),
        );
    }
  }

  async #greet({ running }: Extract<AgentEffect, { kind: "greet" }>): Promise<void> {
    const { machine, identity } = this.#options;
    this.#link?.send({
      kind: "hello",
      protocol: agentProtocol,
      machine,
      proof: await identity.prove(),
      running,
    });
  }

  async #prepare({ key, order }: Extract<AttemptEffect, { kind: "prepare" }>): Promise<void> {
    const running: Running = { preparing: new AbortController(), ended: new AbortController() };
    this.#running.set(key, running);
    const onProgress = (detail: string): void => this.dispatch({ kind: "progress", key, detail });
    const prepared = await prepareAttempt(order, {
      ...this.#options,
      onProgress,
      signal: running.preparing.signal,
    });
    this.dispatch(
      "failure" in prepared
        ? { kind: "unprepared", key, ...prepared }
        : { kind: "prepared", key, ...prepared },
    );
  }

  #spawn({ key, order, places, environment }: Extract<AttemptEffect, { kind: "spawn" }>): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    running.process = startWork({
      order,
      places,
      environment,
      onMessage: (message) => this.dispatch({ kind: "said", key, message }),
      onLine: (stream, line) => this.dispatch({ kind: "line", key, stream, line }),
      onEnd: (code, signal) => {
        running.ended.abort();
        this.dispatch({ kind: "ended", key, code, signal });
      },
    });
  }

  #probe({ key, order }: Extract<AttemptEffect, { kind: "probe" }>): void {
    const running = this.#running.get(key);
    const { port, host = "127.0.0.1", settings } = order;
    if (running === undefined || port === undefined) return;
    const address = `${reachable(host)}:${port}`;
    void watchService({
      host,
      port,
      ...settings.health,
      signal: running.ended.signal,
      onChange: (ready) => this.dispatch({ kind: "service", key, ready, address }),
      onGraceOver: () =>
        this.dispatch({
          kind: "line",
          key,
          stream: "stderr",
          line: `thunderhead: nothing answers on ${address}${settings.health.path} after ${settings.health.grace} s. Does ${order.work} listen on this.host and this.port?`,
        }),
    });
  }

  async #publish({
    key,
    order,
    output,
    move,
    number,
    request,
  }: Extract<AttemptEffect, { kind: "publish" }>): Promise<void> {
    const path = output.name;
    try {
      const published = await this.#options.volume.publish(order, output, { move, number });
      this.dispatch({ kind: "published", key, request, path, published });
    } catch (error) {
      this.dispatch({ kind: "publish-failed", key, request, path, message: messageOf(error) });
    }
  }

  async #readSecret({
    key,
    request,
    name,
  }: Extract<AttemptEffect, { kind: "read-secret" }>): Promise<void> {
    const value = await this.#options.secrets.read(name).catch(() => undefined);
    this.dispatch({ kind: "secret", key, request, name, value });
  }

  async #remember({
    key,
    order,
    settlement,
  }: Extract<AttemptEffect, { kind: "remember" }>): Promise<void> {
    // A full disk must not hold back what the controller can record itself.
    await this.#settlements.keep({ order, settlement }).catch(report("keeping a settlement"));
    this.dispatch({ kind: "remembered", key });
  }

  async #exit(code: number): Promise<void> {
    await this.#link?.close();
    this.#options.exit(code);
  }
}

/** Node's timers hold 24 days at most, and fire at once when given more. */
const longestTimer = 2 ** 31 - 1;

function later(milliseconds: number, then: () => void): void {
  const rest = milliseconds - longestTimer;
  setTimeout(
    () => (rest > 0 ? later(rest, then) : then()),
    Math.min(milliseconds, longestTimer),
  ).unref();
}

const report =
  (what: string) =>
  (error: unknown): void =>
    void process.stderr.write(`thunderhead agent: ${what}: ${messageOf(error)}\n`);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
