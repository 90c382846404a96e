/** For each built-in, expressions that use it: the property is that the analyzer computes what an execution does. */
import fc from "fast-check";
import {
  anything,
  args,
  callback,
  comparator,
  list,
  listOf,
  number,
  place,
  primitive,
  record,
  reducer,
  text,
} from "./inputs.ts";

type Property = fc.Arbitrary<string>;

/** A call on a list, and the list after it. */
const onList = (name: string, given: fc.Arbitrary<string>): Property =>
  fc
    .tuple(list, given)
    .map(
      ([array, all]) =>
        `(() => { const a = ${array}; const r = a.${name}(${all}); return [r, a]; })()`,
    );

const iterated = (collection: fc.Arbitrary<string>, name: string): Property =>
  fc.oneof(
    collection.map((one) => `[...${one}.${name}()]`),
    collection.map(
      (one) => `(() => { const i = ${one}.${name}(); return [i.next(), [...i], [...i]]; })()`,
    ),
    collection.map((one) => `Array.from(${one}.${name}(), (x) => String(x))`),
  );

const withCallback = callback.chain((fn) =>
  fc.constantFrom(fn, `${fn}, { label: 1 }`, `${fn}, undefined`),
);
const searched = fc.tuple(anything, args(place, 1)).map((all) => all.filter(Boolean).join(", "));

const ofArrays = {
  at: onList("at", args(place, 1)),
  concat: onList("concat", args(anything)),
  copyWithin: onList("copyWithin", args(place)),
  entries: iterated(list, "entries"),
  every: onList("every", withCallback),
  fill: onList(
    "fill",
    fc.tuple(primitive, args(place, 2)).map((all) => all.filter(Boolean).join(", ")),
  ),
  filter: onList("filter", withCallback),
  find: onList("find", withCallback),
  findIndex: onList("findIndex", withCallback),
  findLast: onList("findLast", withCallback),
  findLastIndex: onList("findLastIndex", withCallback),
  flat: onList("flat", args(fc.oneof(place, fc.constant("Infinity")), 1)),
  flatMap: onList("flatMap", withCallback),
  forEach: onList("forEach", withCallback),
  includes: onList("includes", searched),
  indexOf: onList("indexOf", searched),
  join: onList("join", args(primitive, 1)),
  keys: iterated(list, "keys"),
  lastIndexOf: onList("lastIndexOf", searched),
  map: onList("map", withCallback),
  pop: onList("pop", fc.constant("")),
  push: onList("push", args(anything)),
  reduce: onList(
    "reduce",
    fc.tuple(reducer, args(primitive, 1)).map((all) => all.filter(Boolean).join(", ")),
  ),
  reduceRight: onList(
    "reduceRight",
    fc.tuple(reducer, args(primitive, 1)).map((all) => all.filter(Boolean).join(", ")),
  ),
  reverse: onList("reverse", fc.constant("")),
  shift: onList("shift", fc.constant("")),
  slice: onList("slice", args(place, 2)),
  some: onList("some", withCallback),
  sort: onList("sort", comparator),
  splice: onList("splice", args(place, 4)),
  toReversed: onList("toReversed", fc.constant("")),
  toSorted: onList("toSorted", comparator),
  toSpliced: onList("toSpliced", args(place, 4)),
  toString: onList("toString", fc.constant("")),
  unshift: onList("unshift", args(anything)),
  values: iterated(list, "values"),
  with: onList(
    "with",
    fc.tuple(place, primitive).map((all) => all.join(", ")),
  ),
} satisfies Readonly<Record<string, Property>>;

const entries = listOf(
  fc.tuple(primitive, anything).map((pair) => `[${pair.join(", ")}]`),
  4,
);
const map = entries.map((all) => `new Map(${all})`);
const set = listOf(primitive).map((all) => `new Set(${all})`);

const onCollection = (
  collection: fc.Arbitrary<string>,
  name: string,
  given: fc.Arbitrary<string>,
): Property =>
  fc
    .tuple(collection, given)
    .map(
      ([made, all]) =>
        `(() => { const c = ${made}; const r = c.${name}(${all}); return [typeof r === "boolean" ? r : r === c, [...c], c.size]; })()`,
    );

const visiting = fc.constantFrom(
  "(value, key, all) => { seen.push(value, key, all.size); }",
  "(value, key, all) => { seen.push(key); all.delete(key); }",
  "(value, key, all) => { seen.push(key); if (all.size < 4 && all.set) all.set(all.size, key); }",
  "() => { throw new Error('no'); }",
  "function () { seen.push(this); }",
);
const onEach = (collection: fc.Arbitrary<string>): Property =>
  fc
    .tuple(collection, visiting)
    .map(
      ([made, fn]) =>
        `(() => { const seen = []; const c = ${made}; try { c.forEach(${fn}); } catch { seen.push("threw"); } return [seen, [...c]]; })()`,
    );

const shared = (collection: fc.Arbitrary<string>) => ({
  has: onCollection(collection, "has", args(primitive, 1)),
  delete: onCollection(collection, "delete", args(primitive, 1)),
  clear: onCollection(collection, "clear", fc.constant("")),
  keys: iterated(collection, "keys"),
  values: iterated(collection, "values"),
  entries: iterated(collection, "entries"),
  forEach: onEach(collection),
});

const withSet = (name: string): Property =>
  fc
    .tuple(set, set)
    .map(
      ([a, b]) =>
        `(() => { const r = ${a}.${name}(${b}); return typeof r === "boolean" ? r : [...r]; })()`,
    );

const algebra = [
  "union",
  "intersection",
  "difference",
  "symmetricDifference",
  "isSubsetOf",
  "isSupersetOf",
  "isDisjointFrom",
];

const onText = (name: string): Property =>
  fc.tuple(text, args(fc.oneof(place, text), 2)).map(([one, all]) => `${one}.${name}(${all})`);
const onNumber = (name: string): Property =>
  fc.tuple(number, args(place, 1)).map(([one, all]) => `(${one}).${name}(${all})`);
const plain = (name: string, given = args(primitive)): Property =>
  given.map((all) => `${name}(${all})`);

const jsonTexts = fc.oneof(
  text,
  fc.json({ maxDepth: 3 }).map((json) => JSON.stringify(json)),
  fc.constantFrom(
    `'{"__proto__": 1, "a": [1, {"b": null}]}'`,
    `'[1,]'`,
    `'-0'`,
    `''`,
    "undefined",
    "5",
  ),
);

const objects = {
  assign: fc
    .tuple(record, args(fc.oneof(record, list, primitive), 2))
    .map(([target, all]) => `Object.assign(${[target, all].filter(Boolean).join(", ")})`),
  create: fc
    .oneof(fc.constant("null"), record)
    .map((one) => `((made) => [made.a, Object.keys(made)])(Object.create(${one}))`),
  defineProperties: fc
    .tuple(record, primitive)
    .map(
      ([one, value]) =>
        `({ ...Object.defineProperties(${one}, { a: { value: ${value}, enumerable: true } }) })`,
    ),
  defineProperty: fc
    .tuple(record, primitive, fc.boolean())
    .map(
      ([one, value, enumerable]) =>
        `({ ...Object.defineProperty(${one}, "added", { value: ${value}, enumerable: ${enumerable} }) })`,
    ),
  entries: fc.oneof(record, list, primitive).map((one) => `Object.entries(${one})`),
  freeze: record.map((one) => `Object.freeze(${one})`),
  fromEntries: fc.oneof(entries, map, list).map((one) => `Object.fromEntries(${one})`),
  getOwnPropertyNames: record.map((one) => `Object.getOwnPropertyNames(${one})`),
  getPrototypeOf: fc
    .oneof(record, list)
    .map((one) => `Object.getPrototypeOf(Object.create(${one})) !== undefined`),
  groupBy: fc.tuple(list, callback).map(([one, fn]) => `({ ...Object.groupBy(${one}, ${fn}) })`),
  hasOwn: fc
    .tuple(fc.oneof(record, list), fc.oneof(primitive, fc.constantFrom('"a"', '"length"', "0")))
    .map((all) => `Object.hasOwn(${all.join(", ")})`),
  is: args(primitive, 2).map((all) => `Object.is(${all})`),
  keys: fc
    .oneof(
      record,
      list,
      primitive,
      fc.constant("new Error('x')"),
      fc.constant("class { static s = 1; static m() {} }"),
    )
    .map((one) => `Object.keys(${one})`),
  preventExtensions: record.map((one) => `Object.preventExtensions(${one})`),
  seal: record.map((one) => `Object.seal(${one})`),
  values: fc.oneof(record, list, primitive).map((one) => `Object.values(${one})`),
};

const segments = args(
  fc.oneof(text, fc.constantFrom('"/"', '".."', '"."', '"a"', '"/b/"', '"c.txt"', "5")),
  3,
);

const prefixed = (
  prefix: string,
  properties: Readonly<Record<string, Property>>,
): Readonly<Record<string, Property>> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [`${prefix}${name}`, property]),
  );
const each = (
  names: readonly string[],
  property: (name: string) => Property,
): Readonly<Record<string, Property>> =>
  Object.fromEntries(names.map((name) => [name, property(name)]));

/** What is called with what is thrown away. */
const functions = {
  apply: fc
    .tuple(list, fc.constantFrom("undefined", "{ label: 1 }"))
    .map(([all, self]) => `(function (...all) { return [this, ...all]; }).apply(${self}, ${all})`),
  bind: fc
    .tuple(args(primitive, 2), args(primitive, 2))
    .map(
      ([first, rest]) =>
        `(function (...all) { return [this, ...all]; }).bind(${first || "1"})(${rest})`,
    ),
  call: args(primitive).map((all) => `(function (...all) { return [this, ...all]; }).call(${all})`),
};

export interface Names {
  readonly text: readonly string[];
  readonly number: readonly string[];
  readonly math: readonly string[];
}

/** By the name under which the analyzer has them. */
export const properties = (names: Names): Readonly<Record<string, Property>> => ({
  ...prefixed("[].", ofArrays),
  ...prefixed("map.", {
    ...shared(map),
    get: fc.tuple(map, args(primitive, 1)).map(([made, all]) => `${made}.get(${all})`),
    set: onCollection(map, "set", args(primitive, 2)),
  }),
  ...prefixed("set.", {
    ...shared(set),
    add: onCollection(set, "add", args(primitive, 1)),
    ...each(algebra, withSet),
  }),
  ...prefixed("iterator.", {
    next: list.map(
      (one) => `(() => { const i = ${one}.values(); return [i.next(), i.next(), [...i]]; })()`,
    ),
    toArray: set.map((one) => `${one}.values().toArray()`),
  }),
  ...prefixed("function.", functions),
  ...prefixed('"".', each(names.text, onText)),
  ...prefixed("0.", each(names.number, onNumber)),
  ...prefixed(
    "true.",
    each(["toString", "valueOf"], (name) =>
      fc.constantFrom("true", "false").map((one) => `${one}.${name}()`),
    ),
  ),
  "{}.hasOwnProperty": fc
    .tuple(record, primitive)
    .map(([one, name]) => `(${one}).hasOwnProperty(${name})`),
  Array: args(fc.oneof(primitive, place), 2).map(
    (all) => `[new Array(${all}), Array(${all}).length]`,
  ),
  "Array.from": fc
    .tuple(
      fc.oneof(
        list,
        text,
        set,
        map,
        fc.constantFrom(
          "{ length: 2 }",
          "{ length: '2', 0: 1 }",
          "{ length: -1 }",
          "{}",
          "null",
          "5",
        ),
      ),
      fc.option(withCallback),
    )
    .map(([from, fn]) => `Array.from(${from}${fn === null ? "" : `, ${fn}`})`),
  "Array.isArray": args(anything, 1).map((all) => `Array.isArray(${all})`),
  "Array.of": args(anything).map((all) => `Array.of(${all})`),
  Object: args(fc.oneof(record, fc.constantFrom("null", "undefined")), 1).map(
    (all) => `[Object(${all}), new Object(${all})]`,
  ),
  ...prefixed("Object.", objects),
  ...prefixed(
    "Math.",
    each(names.math, (name) => plain(`Math.${name}`)),
  ),
  "JSON.stringify": fc
    .tuple(
      fc.oneof(anything, fc.constant("new Map()"), fc.constant("undefined")),
      args(fc.oneof(fc.constantFrom("null", "['a']", "(key, one) => one", "2"), place), 2),
    )
    .map(([one, all]) => `JSON.stringify(${[one, all].filter(Boolean).join(", ")})`),
  "JSON.parse": fc
    .tuple(jsonTexts, fc.constantFrom("", "", ", (key, one) => 1"))
    .map((all) => `JSON.parse(${all.join("")})`),
  Number: plain("Number"),
  ...prefixed(
    "Number.",
    each(["isInteger", "isSafeInteger", "isFinite", "isNaN", "parseInt", "parseFloat"], (name) =>
      plain(`Number.${name}`),
    ),
  ),
  String: plain("String", args(primitive, 2)),
  "String.fromCharCode": plain("String.fromCharCode", args(place)),
  "String.raw": args(primitive, 1).map((value) => `String.raw\`a\\n\${${value || 0}}\\u0041\``),
  "String.fromCodePoint": plain("String.fromCodePoint", args(place)),
  Boolean: args(anything, 2).map((all) => `Boolean(${all})`),
  ...each(["parseInt", "parseFloat", "isNaN", "isFinite", "BigInt"], (name) => plain(name)),
  ...each(["encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI"], (name) =>
    plain(name, args(fc.oneof(text, primitive), 1)),
  ),
  structuredClone: fc
    .oneof(anything, map, set)
    .map(
      (one) =>
        `(() => { const a = ${one}; const b = structuredClone(a); return [b, typeof a === "object" && a !== null ? a !== b : true]; })()`,
    ),
  Map: fc
    .oneof(entries, list, fc.constantFrom("", "null", "5"))
    .map((one) => `[...new Map(${one})]`),
  "Map.groupBy": fc.tuple(list, callback).map(([one, fn]) => `[...Map.groupBy(${one}, ${fn})]`),
  Set: fc
    .oneof(list, text, fc.constantFrom("", "null", "5"))
    .map((one) => `(() => { const s = new Set(${one}); return [...s, s.size]; })()`),
  ...each(
    ["Error", "TypeError", "RangeError", "SyntaxError", "EvalError", "URIError", "ReferenceError"],
    (name) =>
      args(primitive, 1).map(
        (all) =>
          `(() => { const e = new ${name}(${all}); return [e.name, e.message, e instanceof Error, e instanceof ${name}, Object.keys(e), { ...e }, ${name}(${all}).message]; })()`,
      ),
  ),
  ...prefixed(
    "path.",
    each(
      ["basename", "dirname", "extname", "isAbsolute", "join", "normalize", "relative", "resolve"],
      (name) => plain(`path.${name}`, segments),
    ),
  ),
});
