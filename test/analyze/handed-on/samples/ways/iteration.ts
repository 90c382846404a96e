// What iterations hand from one side to the other: generators that are sent values, iterators made by hand.
export const iteration: Record<string, (path: any, use: any) => unknown> = {
  async sentIn(path, use) {
    function* passing(): Generator<unknown, unknown, unknown> {
      const got = yield 1;
      return got;
    }
    const passes = passing();
    passes.next();
    await use.run(passes.next(path).value);
  },
  async sentInAndKept(path, use) {
    let kept: unknown;
    function* keeping(): Generator<unknown, void, unknown> {
      kept = yield;
    }
    const keeps = keeping();
    keeps.next();
    keeps.next(path);
    await use.run(kept);
  },
  async sentInToAct(path, use) {
    function* acting(): Generator<unknown, void, any> {
      for (;;) {
        const given = yield;
        if (given) use.start(given);
      }
    }
    const acts = acting();
    acts.next();
    acts.next({ path });
  },
  async sentThroughDelegate(path, use) {
    function* inner(): Generator<unknown, unknown, unknown> {
      return yield;
    }
    function* outer(): Generator<unknown, unknown, unknown> {
      return { got: yield* inner() };
    }
    const goes = outer();
    goes.next();
    await use.run(goes.next(path).value);
  },
  async returnedIn(path, use) {
    function* plain() {
      yield 1;
    }
    await use.run(plain().return(path as never).value);
  },
  async thrownIn(path, use) {
    let got: unknown;
    function* catching(): Generator<unknown, void, unknown> {
      try {
        yield;
      } catch (error) {
        got = error;
      }
    }
    const catches = catching();
    catches.next();
    catches.throw(path);
    await use.run(got);
  },
  async yieldedByHand(path, use) {
    function* giving() {
      yield 1;
      yield path;
    }
    const gives = giving();
    gives.next();
    await use.run(gives.next().value);
  },
  async yieldedLast(path, use) {
    function* giving() {
      yield 1;
      return path;
    }
    const gives = giving();
    let step = gives.next();
    while (!step.done) step = gives.next();
    await use.run(step.value);
  },
  async yieldsToActs(path, use) {
    function* acting() {
      yield;
      use.start(path);
      yield;
    }
    const acts = acting();
    acts.next();
    acts.next();
  },
  async finallyOfGenerator(path, use) {
    function* cleaning() {
      try {
        yield 1;
      } finally {
        use.start(path);
      }
    }
    const cleans = cleaning();
    cleans.next();
    cleans.return();
  },
  async generatorMethod(path, use) {
    const box = {
      *[Symbol.iterator]() {
        yield path;
      },
    };
    const [one] = box;
    await use.run(one);
  },
  async generatorThis(path, use) {
    class Box {
      held = path;
      *all() {
        yield this.held;
      }
    }
    await use.run(...new Box().all());
  },
  async asyncGenerator(path, use) {
    async function* giving() {
      yield path;
    }
    for await (const value of giving()) await use.run(value);
  },
  async asyncGeneratorByHand(path, use) {
    async function* giving(): AsyncGenerator<unknown, unknown, unknown> {
      const got = yield;
      return got;
    }
    const gives = giving();
    await gives.next();
    const { value } = await gives.next(path);
    await use.run(value);
  },
  async asyncGeneratorDelegates(path, use) {
    async function* inner() {
      yield* [Promise.resolve(path)];
    }
    async function* outer() {
      yield* inner();
    }
    for await (const value of outer()) await use.run(value);
  },
  async asyncFromArray(path, use) {
    await use.run(await Array.fromAsync([Promise.resolve(path)]));
  },
  async asyncFromMapped(path, use) {
    await use.run(await Array.fromAsync([1], async () => ({ path })));
  },
  async asyncIteratorByHand(path, use) {
    const box = {
      [Symbol.asyncIterator]() {
        let done = false;
        return {
          async next() {
            const step = { value: done ? undefined : path, done };
            done = true;
            return step;
          },
        };
      },
    };
    for await (const value of box) await use.run(value);
  },
  async forAwaitOfPromises(path, use) {
    for await (const value of [Promise.resolve(path)]) await use.run(value);
  },
  async iteratorByHand(path, use) {
    const box = {
      [Symbol.iterator]() {
        let at = 0;
        return { next: () => ({ value: path, done: at++ > 0 }) };
      },
    };
    for (const value of box) await use.run(value);
  },
  async iteratorByHandSpread(path, use) {
    class Once {
      #left = [path];
      [Symbol.iterator]() {
        return this;
      }
      next() {
        const value = this.#left.pop();
        return { value, done: value === undefined };
      }
    }
    await use.run([...(new Once() as any)]);
  },
  async iteratorReturn(path, use) {
    const box = {
      [Symbol.iterator]: () => ({
        next: () => ({ value: 1, done: false }),
        return() {
          use.start(path);
          return { value: undefined, done: true };
        },
      }),
    };
    for (const _ of box) break;
  },
  async iteratorCalledByHand(path, use) {
    const iterator = [path][Symbol.iterator]();
    await use.run(iterator.next().value);
  },
  async iteratorHelpers(path, use) {
    const [one] = [1].values().map(() => path).filter(Boolean).take(1).toArray();
    await use.run(one);
  },
  async iteratorHelperReduce(path, use) {
    await use.run([path].values().reduce((_: unknown, one: unknown) => one, undefined));
  },
  async iteratorHelperForEach(path, use) {
    [path].values().forEach((one) => use.start(one));
  },
  async iteratorFlatMap(path, use) {
    await use.run([1].values().flatMap(() => [path]).next().value);
  },
  async iteratorFrom(path, use) {
    const from = Iterator.from({ next: () => ({ value: path, done: false }) });
    await use.run(from.next().value);
  },
  async iteratorDrop(path, use) {
    await use.run([...[1, path].values().drop(1)]);
  },
  async destructuredIterator(path, use) {
    function* giving() {
      yield 1;
      yield path;
      yield 3;
    }
    const [, , ...[rest]] = giving() as any;
    const [, second] = giving() as any;
    await use.run(second, rest);
  },
  async labelled(path, use) {
    let got: unknown;
    outer: for (const one of [path, undefined]) {
      for (const other of [1, 2]) {
        if (other === 2) continue outer;
        got = one;
        break outer;
      }
    }
    await use.run(got);
  },
  async labelledBlock(path, use) {
    let got: unknown;
    block: {
      got = path;
      if (process.env["NONE"] === undefined) break block;
      got = undefined;
    }
    await use.run(got);
  },
  async forInto(path, use) {
    const box: any = {};
    for (box.held of [path]);
    await use.run(box.held);
  },
  async forInKeys(path, use) {
    const box: any = { path };
    let got: unknown;
    for (const key in box) got = box[key];
    await use.run(got);
  },
  async switchFallsThrough(path, use) {
    let got: unknown;
    switch (process.env["NONE"]) {
      // biome-ignore lint: falls through
      case undefined:
        got = path;
      case "x":
        await use.run(got);
        break;
      default:
    }
  },
  async doWhile(path, use) {
    let got: unknown;
    let next: unknown = path;
    do {
      got = next;
      next = undefined;
    } while (next);
    await use.run(got);
  },
  async recursion(path, use) {
    const down = (levels: number, value: any): any => (levels ? down(levels - 1, { value }) : value);
    await use.run(down(20, path));
  },
  async mutualRecursion(path, use) {
    const even = (n: number, v: unknown): any => (n === 0 ? v : odd(n - 1, v));
    const odd = (n: number, v: unknown): any => even(n - 1, v);
    await use.run(even(90, path));
  },
};
