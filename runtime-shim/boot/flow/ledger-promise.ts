/**
 * A promise for what the ledger holds or will hold. It is pre-caught, so that a failure nobody awaits is
 * the core's affair and no unhandled rejection; and it notes whether anybody looked, which decides whether
 * the failure was caught. `then` is the one door: `await`, `catch`, `finally` and the combinators all use it.
 */
export class LedgerPromise<T> extends Promise<T> {
  #looked: (() => void) | undefined;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  static make<T>(onLook: () => void): Deferred<T> {
    let resolve: (value: T) => void = () => {};
    let reject: (reason: unknown) => void = () => {};
    const promise = new LedgerPromise<T>((fulfil, refuse) => {
      resolve = fulfil;
      reject = refuse;
    });
    Promise.prototype.then.call(promise, undefined, () => {});
    promise.#looked = onLook;
    return { promise, resolve, reject };
  }

  // biome-ignore lint/suspicious/noThenProperty: noting who looks is what this class is for.
  override then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#looked?.();
    return super.then(fulfilled, rejected);
  }
}

export interface Deferred<T> {
  readonly promise: LedgerPromise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}
