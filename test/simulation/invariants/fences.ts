import type { Observer } from "../observer.ts";
import type { Fault } from "../world/faults.ts";

/** ms: a connection that is cut is given up, a beat reads the record, and what does not listen is killed. */
const longestLife = 45_000;

/** 5: an attempt that was given up stops by itself, whether or not anybody can tell it. */
export class Fences {
  readonly #observer: Observer;

  constructor(observer: Observer) {
    this.#observer = observer;
  }

  raised(work: string, generation: number): void {
    const { world } = this.#observer;
    const { running } = this.#observer.attempts;
    const known = running.get(work);
    if (known === undefined || (known.order.generation ?? 0) >= generation) return;
    const since = world.timeline.now;
    world.timeline.after(longestLife, () => {
      if (running.get(work) === known && !world.plan.faults.some((fault) => excuses(fault, since)))
        this.#observer.fail(
          5,
          `${work}#${known.order.attempt} runs on ${known.machine.id} ${longestLife} ms after its fence was raised`,
        );
    });
  }
}

/** While it can read nothing, or does nothing at all, an agent cannot know. */
const excuses = ({ kind, at, lasts }: Fault, since: number): boolean =>
  (kind === "store-unreachable" || kind === "stall-agent") &&
  at < since + longestLife &&
  at + lasts > since;
