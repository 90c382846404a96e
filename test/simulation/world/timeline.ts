/** Something that lives and dies, sleeps and wakes: what is scheduled for it dies and sleeps with it. */
export interface Node {
  readonly name: string;
  alive: boolean;
  pausedUntil: number;
}

interface Entry {
  at: number;
  readonly order: number;
  readonly node: Node | undefined;
  readonly run: () => void | Promise<void>;
}

/** The one queue of everything that will happen, by virtual time; equal times keep the order of asking. */
export class Timeline {
  now = 0;
  events = 0;
  #order = 0;
  readonly #heap: Entry[] = [];

  /** After `delay` ms, if `node` is still alive then; a paused node gets it when it wakes. */
  after(delay: number, run: () => void | Promise<void>, node?: Node): void {
    this.#push({ at: this.now + Math.max(0, delay), order: this.#order++, node, run });
  }

  /** Runs the next thing; false when there is none before `until`. */
  async step(until: number): Promise<boolean> {
    const entry = this.#pop(until);
    if (entry === undefined) return false;
    this.now = Math.max(this.now, entry.at);
    const { node } = entry;
    if (node !== undefined && !node.alive) return true;
    if (node !== undefined && node.pausedUntil > this.now) {
      this.#push({ ...entry, at: node.pausedUntil });
      return true;
    }
    this.events += 1;
    const pending = entry.run();
    if (pending !== undefined) await pending;
    return true;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(until: number): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    if (top === undefined || top.at > until) return undefined;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) child += 1;
      const smallest = heap[child];
      if (smallest === undefined || !before(smallest, last)) break;
      heap[index] = smallest;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

const before = (left: Entry, right: Entry): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);
