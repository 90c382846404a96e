// What containers keep: collections, copies, references, buffers of things.
import { PassThrough, Readable } from "node:stream";

const keys = new WeakMap<object, any>();
const registry = new Map<unknown, any>();

export const containers: Record<string, (path: any, use: any) => unknown> = {
  async weakMap(path, use) {
    const key = {};
    keys.set(key, path);
    await use.run(keys.get(key));
  },
  async weakMapKeyOfWork(path, use) {
    keys.set(use, { path });
    await use.run(keys.get(use).path);
  },
  async weakRef(path, use) {
    await use.run(new WeakRef(path).deref());
  },
  async weakSet(path, use) {
    const set = new WeakSet([path]);
    if (set.has(path)) await use.run(path);
  },
  async mapOfModule(path, use) {
    registry.set("latest", path);
    const read = () => registry.get("latest");
    await use.run(read());
  },
  async mapByObjectKey(path, use) {
    const key = { one: 1 };
    registry.set(key, path);
    await use.run(registry.get(key));
  },
  async mapForEach(path, use) {
    const got: unknown[] = [];
    new Map([["x", path]]).forEach((value) => got.push(value));
    await use.run(got);
  },
  async mapKeys(path, use) {
    const [key] = new Map([[path, 1]]).keys();
    await use.run(key);
  },
  async mapGrouped(path, use) {
    await use.run(Map.groupBy([path], () => "all").get("all"));
  },
  async objectGrouped(path, use) {
    await use.run(Object.groupBy([path, path], (_, index) => (index ? "odd" : "even")).odd);
  },
  async objectGroupedByUnknown(path, use) {
    const groups: any = Object.groupBy([path], () => process.env["NONE"] ?? "all");
    await use.run(groups.all);
  },
  async setUnion(path, use) {
    const [one] = new Set([1]).union(new Set([path])).difference(new Set([1]));
    await use.run(one);
  },
  async fromEntries(path, use) {
    await use.run(Object.fromEntries(new Map([["path", path]])).path);
  },
  async entriesOf(path, use) {
    for (const [, value] of Object.entries({ path })) await use.run(value);
  },
  async unknownKey(path, use) {
    const key = process.env["NONE"] ?? "x";
    const box: any = {};
    box[key] = path;
    await use.run(box.x);
  },
  async unknownKeyOfList(path, use) {
    const index = Number(process.env["NONE"] ?? 0);
    const list: unknown[] = [];
    list[index] = path;
    await use.run(list[0]);
  },
  async arrayLike(path, use) {
    await use.run(Array.from({ length: 1, 0: path }));
  },
  async arrayFromMapped(path, use) {
    await use.run(Array.from([1], () => path));
  },
  async arrayOf(path, use) {
    await use.run(Array.of(path).at(-1));
  },
  async arrayFill(path, use) {
    await use.run(new Array(2).fill(path).pop());
  },
  async arraySplice(path, use) {
    const list = [1, path, 2];
    const [taken] = list.splice(1, 1);
    await use.run(taken);
  },
  async arrayCopyWithin(path, use) {
    const list: unknown[] = [1, 2, path];
    list.copyWithin(0, 2);
    await use.run(list[0]);
  },
  async arrayWith(path, use) {
    await use.run([1, 2].with(0, path)[0]);
  },
  async arrayToSpliced(path, use) {
    await use.run([1].toSpliced(0, 1, path).toReversed().toSorted(() => 0)[0]);
  },
  async arrayReduce(path, use) {
    await use.run([path].reduce((_, one) => ({ one }), undefined).one);
  },
  async arrayReduceRight(path, use) {
    await use.run([1, path].reduceRight((one) => one));
  },
  async arrayFlat(path, use) {
    await use.run([[[path]]].flat(Number.POSITIVE_INFINITY)[0]);
  },
  async arrayFlatMap(path, use) {
    await use.run([1].flatMap(() => [path])[0]);
  },
  async arrayFindLast(path, use) {
    await use.run([{ path }].findLast(({ path: one }) => one)?.path);
  },
  async arrayConcat(path, use) {
    await use.run([].concat(path, [] as any)[0]);
  },
  async arrayMethodBorrowed(path, use) {
    const list = Array.prototype.map.call({ length: 1, 0: 1 }, () => path);
    await use.run(list[0]);
  },
  async arrayPushBorrowed(path, use) {
    const list: any = { length: 0 };
    Array.prototype.push.call(list, path);
    await use.run(list[0]);
  },
  async arraySliceOfArguments(path, use) {
    async function pass(..._: unknown[]) {
      await use.run(...Array.prototype.slice.call(arguments));
    }
    await pass(path);
  },
  async unshifted(path, use) {
    const queue: unknown[] = [];
    queue.unshift(path);
    for (let next = queue.shift(); next; next = queue.shift()) await use.run(next);
  },
  async lengthCut(path, use) {
    const list = [path, 1];
    list.length = 1;
    await use.run(list[0]);
  },
  async linkedList(path, use) {
    let head: any;
    for (const value of [path, 1, 2]) head = { value, next: head };
    while (head.next) head = head.next;
    await use.run(head.value);
  },
  async cyclic(path, use) {
    const a: any = { path };
    a.self = { a };
    await use.run(a.self.a.self.a.path);
  },
  async streamRead(path, use) {
    const stream = new PassThrough({ objectMode: true });
    stream.write(path);
    await use.run(stream.read());
  },
  async streamData(path, use) {
    const stream = new PassThrough({ objectMode: true });
    stream.on("data", (value) => use.start(value));
    stream.end(path);
  },
  async streamFrom(path, use) {
    for await (const value of Readable.from([path])) await use.run(value);
  },
  async streamTransforms(path, use) {
    const all = await Readable.from([1]).map(() => path).toArray();
    await use.run(all);
  },
  async formatted(path, use) {
    await use.run(Object.assign(Object.create(null), { path }));
  },
  async closureCounter(path, use) {
    const keep = (() => {
      let held: unknown;
      return { put: (value: unknown) => (held = value), take: () => held };
    })();
    keep.put(path);
    await use.run(keep.take());
  },
  async memoized(path, use) {
    const cache: Record<string, unknown> = {};
    const of = (name: string) => (cache[name] ??= { path });
    of("a");
    await use.run(of("a"));
  },
  async frozen(path, use) {
    await use.run(Object.freeze(Object.seal({ path })).path);
  },
  async convertedKeys(path, use) {
    const box: any = {};
    box[1] = path;
    await use.run(box["1"]);
  },
};
