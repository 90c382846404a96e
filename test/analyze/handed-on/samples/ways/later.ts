// What happens after: promises settled by whoever, microtasks, timers, disposal.
export const later: Record<string, (path: any, use: any) => unknown> = {
  async withResolvers(path, use) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    resolve(path);
    await use.run(await promise);
  },
  async withResolversRejected(path, use) {
    const { promise, reject } = Promise.withResolvers<unknown>();
    reject({ path });
    await promise.catch((error) => use.run(error.path));
  },
  async promiseTry(path, use) {
    await use.run(await (Promise as any).try((value: unknown) => value, path));
  },
  async promiseExecutor(path, use) {
    await use.run(await new Promise((resolve) => resolve({ path })));
  },
  async promiseThenArgument(path, use) {
    await Promise.resolve(path).then(use.run.bind(use));
  },
  async promiseThenSecond(path, use) {
    await Promise.reject(path).then(undefined, (error) => use.run(error));
  },
  async promiseFinally(path, use) {
    await Promise.resolve(path)
      .finally(() => undefined)
      .then((value) => use.run(value));
  },
  async promiseChain(path, use) {
    await Promise.resolve(1)
      .then(() => Promise.resolve(path))
      .then((value) => ({ value }))
      .then(({ value }) => use.run(value));
  },
  async promiseAny(path, use) {
    await use.run(await Promise.any([Promise.reject(1), Promise.resolve(path)]));
  },
  async promiseRace(path, use) {
    await use.run(await Promise.race([new Promise(() => {}), Promise.resolve(path)]));
  },
  async promiseAllSettled(path, use) {
    const [first] = await Promise.allSettled([Promise.resolve(path)]);
    await use.run((first as any).value);
  },
  async promiseAllSettledReason(path, use) {
    const all: any[] = await Promise.allSettled([Promise.reject(path)]);
    await use.run(all.map(({ reason }) => reason));
  },
  async promiseAllOfIterable(path, use) {
    await use.run(await Promise.all(new Set([Promise.resolve(path)])));
  },
  async anyErrors(path, use) {
    await Promise.any([Promise.reject(path)]).catch((error) => use.run(error.errors));
  },
  async thenable(path, use) {
    await use.run(await { then: (done: (value: unknown) => void) => done(path) });
  },
  async thenableClass(path, use) {
    class Later {
      then(done: (value: unknown) => unknown) {
        return done([path]);
      }
    }
    await use.run(await new Later());
  },
  async unawaited(path, use) {
    let got: unknown;
    const fill = async () => {
      got = path;
    };
    void fill();
    await use.run(got);
  },
  async asyncReturnsPromise(path, use) {
    const of = async () => (async () => path)();
    await use.run(await of());
  },
  async microtask(path, use) {
    let got: unknown;
    queueMicrotask(() => {
      got = path;
    });
    await null;
    await use.run(got);
  },
  async microtaskStarts(path, use) {
    queueMicrotask(() => use.start(path));
    await null;
  },
  async nextTick(path, use) {
    process.nextTick((value: unknown) => use.start(value), path);
  },
  async timer(path, use) {
    setTimeout((value: unknown) => use.start(value), 0, path);
  },
  async immediate(path, use) {
    setImmediate(() => use.start(path));
  },
  async interval(path, use) {
    const id = setInterval(
      (value: unknown) => {
        clearInterval(id);
        use.start(value);
      },
      1,
      path,
    );
  },
  async disposed(path, use) {
    {
      using _held = { [Symbol.dispose]: () => use.start(path) };
    }
  },
  async disposedLater(path, use) {
    let got: unknown;
    {
      await using _held = {
        async [Symbol.asyncDispose]() {
          got = path;
        },
      };
    }
    await use.run(got);
  },
  async disposableStack(path, use) {
    const Stack = (globalThis as any).DisposableStack;
    const stack = new Stack();
    stack.defer(() => use.start(path));
    stack.dispose();
  },
  async disposableUse(path, use) {
    let got: unknown;
    {
      using stack = new (globalThis as any).DisposableStack();
      stack.adopt(path, (value: unknown) => {
        got = value;
      });
    }
    await use.run(got);
  },
  async callbackOnObject(path, use) {
    const hooks: { done?: (value: unknown) => void } = {};
    hooks.done = (value) => use.start(value);
    hooks.done?.(path);
  },
  async callbackList(path, use) {
    const hooks: ((value: unknown) => unknown)[] = [];
    hooks.push((value) => use.start(value));
    for (const hook of hooks) hook(path);
  },
  async callbackByName(path, use) {
    const table: Record<string, (value: unknown) => unknown> = { go: (value) => use.start(value) };
    table[process.env["NONE"] ?? "go"]!(path);
  },
  async callbackInMap(path, use) {
    const table = new Map([["go", (value: unknown) => use.start(value)]]);
    table.get("go")?.(path);
  },
  async middleware(path, use) {
    const layers = [
      (value: any, next: any) => next({ value }),
      (value: any, next: any) => next(value.value),
    ];
    const run = (at: number, value: unknown): unknown =>
      layers[at] ? layers[at](value, (one: unknown) => run(at + 1, one)) : use.start(value);
    run(0, path);
  },
  async reducerStore(path, use) {
    const listeners = new Set<(state: any) => void>();
    let state: any = {};
    const dispatch = (action: any) => {
      state = { ...state, [action.type]: action.payload };
      for (const tell of listeners) tell(state);
    };
    listeners.add(({ made }) => made && use.start(made));
    dispatch({ type: "made", payload: path });
  },
};
