import { describe, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import type { KeptModules } from "#parse/module.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";

/** However a work comes by a secret or a Drive that it uses: it may, and no other. */
interface Way {
  /** What stands in the class, `run` aside where it reads `this.key`. */
  readonly inside: string;
  /** How `run` comes by it. @default this.key */
  readonly key?: string;
  readonly outside?: string;
  readonly made?: string;
}

const ways: Readonly<Record<string, Way>> = {
  field: { inside: "key = make();" },
  privateField: { inside: "#key = make();", key: "this.#key" },
  privateNested: { inside: "#all = { key: make() };", key: "this.#all.key" },
  staticField: { inside: "static key = make();", key: "Use.key" },
  staticPrivate: { inside: "static #key = make();", key: "Use.#key" },
  variable: { inside: "", key: "key", outside: "const key = make();" },
  record: { inside: "", key: "keys.one", outside: "const keys = { one: make() };" },
  called: { inside: "", key: "make()" },
  map: { inside: "", key: "keys.get('a')", outside: "const keys = new Map([['a', make()]]);" },
  unknownEntry: {
    inside: "",
    key: "keys.get(process.env.KEY)",
    outside: "const keys = new Map([['a', make()]]);",
  },
  helper: {
    inside: "",
    key: "helper()",
    outside: "const key = make(); const helper = () => ({ key }).key;",
  },
  getter: { inside: "get key() { return make(); }" },
  accessor: { inside: "accessor key = make();" },
  closure: {
    inside: "give; constructor(key) { super(); this.give = () => key; }",
    key: "this.give()",
    made: "new Use(make())",
  },
  bound: {
    inside: "give = take.bind(undefined, make());",
    key: "this.give()",
    outside: "const take = (key) => key;",
  },
  mapField: { inside: "#keys = new Map([['a', make()]]);", key: "this.#keys.get('a')" },
  setField: { inside: "#keys = new Set([make()]);", key: "[...this.#keys][0]" },
  weakMap: {
    inside: "constructor() { super(); keys.set(this, make()); }",
    key: "keys.get(this)",
    outside: "const keys = new WeakMap();",
  },
  symbolField: { inside: "[s] = make();", key: "this[s]", outside: "const s = Symbol('key');" },
  unknownKey: { inside: "constructor() { super(); this[process.env.NAME ?? 'a'] = make(); }" },
  assigned: { inside: "constructor() { super(); Object.assign(this, { key: make() }); }" },
  assignedLater: { inside: "key;", made: "Object.assign(new Use(), { key: make() })" },
  definedValue: {
    inside: "constructor() { super(); Object.defineProperty(this, 'key', { value: make() }); }",
  },
  definedLater: {
    inside: "key;",
    made: "Object.defineProperty(new Use(), 'key', { value: make() })",
  },
  definedSeveral: {
    inside: "constructor() { super(); Object.defineProperties(this, { key: { value: make() } }); }",
  },
  reflected: {
    inside: "constructor() { super(); Reflect.defineProperty(this, 'key', { value: make() }); }",
  },
  definedGetter: {
    inside: "constructor(key) { super(); Object.defineProperty(this, 'key', { get: () => key }); }",
    made: "new Use(make())",
  },
  defaultArgument: { inside: "key; constructor(key = make()) { super(); this.key = key; }" },
  holder: {
    inside: "#holder = new Holder(make());",
    key: "this.#holder.key()",
    outside:
      "class Holder { #key; constructor(key) { this.#key = key; } key() { return this.#key; } }",
  },
  generator: {
    inside: "keys = give();",
    key: "this.keys.next().value",
    outside: "function* give() { yield make(); }",
  },
  promise: { inside: "key = Promise.resolve(make());", key: "await this.key" },
  inCallback: { inside: "", key: "[1, 2].map(() => make())[0]" },
  inUnknownCallback: { inside: "", key: "process.argv.map(() => make())[0]" },
};

const program = (
  { inside, key = "this.key", outside = "", made = "new Use()" }: Way,
  { make, use }: Kind,
) => `import { App, Drive, Flow, Work, secret } from "thunderhead";
const make = () => ${make};
${outside}
class Use extends Work {
  ${inside}
  async run() { await (${key}).${use}; }
}
class Other extends Work { async run() {} }
class Root extends Flow {
  use = ${made};
  other = new Other();
  async run() {
    await this.use.run();
    await this.other.run();
  }
}
export default new App(new Root());`;

interface Kind {
  readonly make: string;
  readonly use: string;
  readonly listed: "secrets" | "drives";
}

const kinds: readonly Kind[] = [
  { make: 'secret("key")', use: "value()", listed: "secrets" },
  { make: 'new Drive("store")', use: "list()", listed: "drives" },
];

const kept: KeptModules = new Map();

describe.each(kinds)("$make is used, and the graph says by whom", (kind) => {
  test.each(Object.entries(ways))("%s", (_, way) => {
    const sink = collectingSink();
    const host = memoryHost({ "/app/app.ts": program(way, kind) }, diskHost);
    const files = { entry: "/app/app.ts", directory: "/app" };
    const analysis = analyze({ ...files, name: "app", lock: emptyLock, host, kept, sink });
    expect(sink.diagnostics().map(({ message }) => message)).toEqual([]);
    expect(analysis?.graph[kind.listed].flatMap(({ works }) => works)).toEqual(["use"]);
  });
});
