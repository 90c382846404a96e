import { isDeepStrictEqual } from "node:util";
import type { AttemptOrder } from "#protocol/call.ts";
import type { Observer } from "../observer.ts";
import type { Machine } from "../world/machines.ts";

export interface Running {
  readonly order: AttemptOrder;
  /** Where the first of its nodes that started runs. */
  readonly machine: Machine;
  /** Where each runs that does. */
  readonly ranks: Map<number, Machine>;
}

interface Rank {
  readonly order: AttemptOrder;
  readonly rank: number;
}

/** ms within which the other ranks of an attempt are killed once one is lost. */
const longestWidowhood = 20_000;
/** Where they are on machines of their own, which may have been cut off. */
const longestApart = 120_000;

/** Nodes of one attempt: in one order, or each in its own. */
function isTogether(
  known: Running,
  { order, rank, machine }: Rank & { readonly machine: Machine },
): boolean {
  if (known.ranks.has(rank)) return false;
  if (order.node === undefined) return known.order === order && known.machine === machine;
  const { call, attempt } = known.order;
  return call === order.call && attempt === order.attempt;
}

/** 5: at most one attempt of a work executes user code at any instant; numbers rise; several nodes are one attempt. */
export class Attempts {
  /** What runs user code now, by work. */
  readonly running = new Map<string, Running>();
  readonly #highest = new Map<string, number>();
  /** Nodes that have machines of their own. */
  readonly #started = new Set<string>();
  readonly #observer: Observer;

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  starts({ order, rank, machine }: Rank & { readonly machine: Machine }): void {
    const known = this.running.get(order.work);
    const name = `${order.call}#${order.attempt} ${order.node?.rank ?? 0}`;
    if (known && isTogether(known, { order, rank, machine }) && !this.#started.has(name)) {
      known.ranks.set(rank, machine);
      if (order.node !== undefined) this.#started.add(name);
      return;
    }
    if (known !== undefined)
      this.#observer.fail(
        5,
        `${order.work} ${order.call.slice(0, 6)}#${order.attempt} starts on ${machine.id} while #${known.order.attempt} of ${known.order.call.slice(0, 6)} runs on ${known.machine.id}`,
      );
    this.#isAlone(order, machine);
    const highest = this.#highest.get(order.call) ?? 0;
    const isFirst = order.node === undefined || !this.#started.has(name);
    if (order.attempt < highest || (order.attempt === highest && !(order.node && isFirst)))
      this.#observer.fail(5, `attempt ${order.attempt} of ${order.work} after attempt ${highest}`);
    this.#highest.set(order.call, order.attempt);
    if (order.node !== undefined) this.#started.add(name);
    this.running.set(order.work, { order, machine, ranks: new Map([[rank, machine]]) });
    this.#inputsAreRight(order);
  }

  ends({ order, rank, returned }: Rank & { readonly returned: boolean }): void {
    const known = this.running.get(order.work);
    if (known?.order.call !== order.call || known.order.attempt !== order.attempt) return;
    known.ranks.delete(rank);
    if (known.ranks.size === 0) this.running.delete(order.work);
    else if (!returned) this.#endTogether(known, rank);
  }

  #endTogether(known: Running, lost: number): void {
    const { world } = this.#observer;
    const { order, machine } = known;
    const stalls = world.plan.faults.some(({ kind }) => kind === "stall-agent");
    const within = order.node === undefined ? longestWidowhood : longestApart;
    world.timeline.after(within, () => {
      if (this.running.get(order.work) === known && !stalls)
        this.#observer.fail(
          5,
          `${order.work}#${order.attempt} runs on ${machine.id} without its node ${lost}`,
        );
    });
  }

  /** 5: a pool's machine takes one attempt at a time. */
  #isAlone({ work }: AttemptOrder, machine: Machine): void {
    if (!work.startsWith(`${machine.group}.`)) return;
    const other = [...this.running.values()].find(
      (one) => one.machine === machine && one.order.work !== work,
    );
    if (other !== undefined)
      this.#observer.fail(5, `${work} starts on ${machine.id} beside ${other.order.work}`);
  }

  /** 9: an attempt that starts has what it was promised. */
  #inputsAreRight({ work, inputs, arguments: args }: AttemptOrder): void {
    for (const { name, version, manifest } of inputs) {
      const stored = this.#observer.world.volume.versions.get(`${name}@${version}`);
      if (!isDeepStrictEqual(stored?.manifest, manifest))
        this.#observer.fail(9, `${work} starts without ${name}@${version}`);
    }
    for (const argument of args) {
      const given =
        typeof argument === "object" && argument !== null && "version" in argument
          ? argument["version"]
          : undefined;
      if (given !== undefined && !inputs.some(({ version }) => version === given))
        this.#observer.fail(
          9,
          `${work} was given version ${JSON.stringify(given)}, and gets ${inputs.map(({ version }) => version).join()}`,
        );
    }
  }
}
