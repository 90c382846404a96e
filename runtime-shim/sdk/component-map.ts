import type { Flow } from "./flow.ts";
import { realm } from "./realm.ts";
import type { Work } from "./work.ts";

/** Components made in `run()`, by key. `create` is idempotent; keys match `[A-Za-z0-9_-]{1,63}`. */
export class ComponentMap<T extends Work | Flow> implements Iterable<[string, T]> {
  readonly max: number;

  constructor(options: { max: number }) {
    this.max = options.max;
    // biome-ignore lint/correctness/noConstructorReturn: the realm holds the elements.
    return realm().map(this, options.max);
  }
  get size(): number {
    return elsewhere();
  }
  create<C extends T, A extends unknown[]>(
    _key: string,
    _type: new (...args: A) => C,
    ..._args: A
  ): C {
    return elsewhere();
  }
  has(_key: string): boolean {
    return elsewhere();
  }
  get(_key: string): T | undefined {
    return elsewhere();
  }
  delete(_key: string): void {
    elsewhere();
  }
  keys(): IterableIterator<string> {
    return elsewhere();
  }
  values(): IterableIterator<T> {
    return elsewhere();
  }
  entries(): IterableIterator<[string, T]> {
    return elsewhere();
  }
  [Symbol.iterator](): Iterator<[string, T]> {
    return this.entries();
  }
}

function elsewhere(): never {
  throw new Error("A ComponentMap lives in a flow; it has no elements here.");
}
