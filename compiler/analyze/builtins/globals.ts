import type { Span } from "#source/span.ts";
import { lift } from "../decide.ts";
import { escapes } from "../escapes.ts";
import type { HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import { allocate } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { toJson } from "../json.ts";
import { spreadInto } from "../literal.ts";
import { makeArray, makeFixed, makeJson, makeNative, makeRecord } from "../make.ts";
import { elementsOf, get, hasUnknownProperties, ownEntries } from "../member.ts";
import { callBack } from "../semantics.ts";
import {
  type Known,
  known,
  mixed,
  type Primitive,
  type Taint,
  unknown,
  type Value,
} from "../value.ts";
import { fillCollection } from "./collection.ts";
import { promiseGlobal } from "./promise.ts";

const nowhere: Span = { file: "", start: 0, end: 0 };

/** The names that every module sees. */
export function globals(): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ["undefined", known(undefined, nowhere)],
    ["NaN", known(Number.NaN, nowhere)],
    ["Infinity", known(Number.POSITIVE_INFINITY, nowhere)],
    ["Object", objectGlobal()],
    ["Array", arrayGlobal()],
    ["Math", mathGlobal()],
    ["JSON", jsonGlobal()],
    ["Number", converter("Number", Number, numberMembers())],
    [
      "String",
      makeNative("String", { call: (_, { arguments: [value], span }) => asText(value, span) }),
    ],
    ["Boolean", converter("Boolean", Boolean)],
    [
      "parseInt",
      pure("parseInt", (text, radix) => Number.parseInt(String(text), Number(radix ?? 0))),
    ],
    ["parseFloat", pure("parseFloat", (text) => Number.parseFloat(String(text)))],
    ["isNaN", pure("isNaN", (value) => Number.isNaN(Number(value)))],
    ["encodeURIComponent", pure("encodeURIComponent", (text) => encodeURIComponent(String(text)))],
    ["Promise", promiseGlobal()],
    ["Map", collectionGlobal("map")],
    ["Set", collectionGlobal("set")],
    ["Date", dateGlobal()],
    ["console", consoleGlobal()],
    ["process", processGlobal()],
    ["fetch", asynchronous("fetch")],
    ["setTimeout", deferred("setTimeout")],
    ["setInterval", deferred("setInterval")],
    ["setImmediate", deferred("setImmediate")],
    ["crypto", nondeterministicMembers("crypto", ["randomUUID", "getRandomValues"])],
    ["performance", nondeterministicMembers("performance", ["now"])],
    [
      "structuredClone",
      makeNative("structuredClone", {
        call: (_, { arguments: [value], span }) => value ?? known(undefined, span),
      }),
    ],
    ...[
      "Error",
      "TypeError",
      "RangeError",
      "RegExp",
      "URL",
      "URLSearchParams",
      "AbortController",
      "WeakMap",
      "WeakSet",
    ].map((name) => [name, exotic(name)] as const),
  ]);
}

const pure = (name: string, compute: (...args: Primitive[]) => Primitive): HeapObject =>
  makeNative(name, {
    call: (_, { arguments: args, span }) =>
      lift(
        args.length === 0 ? [known(undefined, span)] : args,
        (...values) => {
          const plain = values.filter((one): one is Known => one.kind === "known");
          return plain.length === values.length
            ? known(compute(...plain.map(({ value }) => value)), span)
            : mixed(span, values);
        },
        span,
      ),
  });

const converter = (
  name: string,
  convert: (value: Primitive) => Primitive,
  members: Readonly<Record<string, Value>> = {},
): HeapObject => {
  const body = pure(name, convert).body;
  return makeNative(
    name,
    body.kind === "native"
      ? { call: body.call }
      : { call: (_, { span }) => known(undefined, span) },
    members,
  );
};

function asText(value: Value | undefined, span: Span): Value {
  if (value === undefined) return known("", span);
  return lift(
    [value],
    (one = value) =>
      one.kind === "known"
        ? known(String(one.value), span)
        : one.kind === "text" || one.kind === "symbol"
          ? one
          : mixed(span, [one]),
    span,
  );
}

const numberMembers = (): Readonly<Record<string, Value>> => ({
  isInteger: pure("isInteger", (value) => Number.isInteger(value)),
  isFinite: pure("isFinite", (value) => Number.isFinite(value)),
  isNaN: pure("isNaN", (value) => Number.isNaN(value)),
  parseInt: pure("parseInt", (text, radix) => Number.parseInt(String(text), Number(radix ?? 0))),
  parseFloat: pure("parseFloat", (text) => Number.parseFloat(String(text))),
  MAX_SAFE_INTEGER: known(Number.MAX_SAFE_INTEGER, nowhere),
});

export const mathFunctions = [
  "abs",
  "ceil",
  "floor",
  "round",
  "trunc",
  "max",
  "min",
  "pow",
  "sqrt",
  "log2",
  "log10",
  "log",
  "sign",
  "exp",
] as const;

function mathGlobal(): HeapObject {
  const functions = mathFunctions.map(
    (name) =>
      [
        name,
        pure(name, (...args) => Reflect.apply(Math[name], undefined, args.map(Number))),
      ] as const,
  );
  return makeFixed({
    ...Object.fromEntries(functions),
    PI: known(Math.PI, nowhere),
    E: known(Math.E, nowhere),
    random: nondeterministic("Math.random"),
  });
}

const tainted = (what: string, span: Span, kind: Taint["kind"]): Value =>
  unknown(span, `\`${what}\` has another value each time`, { taints: [{ kind, what, span }] });

const nondeterministic = (name: string): HeapObject =>
  makeNative(name, { call: (_, { span }) => tainted(`${name}()`, span, "nondeterministic") });

const nondeterministicMembers = (object: string, names: readonly string[]): HeapObject =>
  makeFixed(Object.fromEntries(names.map((name) => [name, nondeterministic(`${object}.${name}`)])));

const asynchronous = (name: string): HeapObject =>
  makeNative(name, {
    call: (_, { span }) =>
      unknown(span, `\`${name}()\` answers when the app runs`, {
        taints: [{ kind: "foreign", what: `${name}()`, span }],
      }),
  });

const deferred = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { arguments: args, span }) => escapes(interpreter, args.slice(0, 1), span),
  });

function dateGlobal(): HeapObject {
  return makeNative(
    "Date",
    {
      call: (_, { span }) => tainted("Date()", span, "nondeterministic"),
      construct: (interpreter, { arguments: args, span }) => {
        const taints =
          args.length === 0
            ? [{ kind: "nondeterministic" as const, what: "new Date()", span }]
            : mixed(span, args).taints;
        return allocate(interpreter, { kind: "exotic", name: "Date", taints }, { span });
      },
    },
    { now: nondeterministic("Date.now") },
  );
}

const consoleGlobal = (): HeapObject => {
  const print = makeNative("log", { call: (_, { span }) => known(undefined, span) });
  return makeFixed(
    Object.fromEntries(
      ["log", "info", "warn", "error", "debug", "table", "time", "timeEnd", "trace"].map((name) => [
        name,
        print,
      ]),
    ),
  );
};

/** `process.env` and the rest depend on the machine. */
function processGlobal(): HeapObject {
  const process = makeFixed({});
  const read = (what: string): Value =>
    unknown(nowhere, `\`${what}\` depends on the machine it is read on`);
  process.facts = undefined;
  return {
    ...process,
    body: { kind: "native", name: "process", call: (_, { span }) => known(undefined, span) },
    slots: {
      ...process.slots,
      entries: new Map([
        ["env", environment()],
        ["argv", read("process.argv")],
        ["platform", read("process.platform")],
      ]),
    },
  };
}

function environment(): HeapObject {
  const env = makeFixed({});
  const slots = {
    ...env.slots,
    entries: new Map([[restKey, unknown(nowhere, "`process.env.*` is read when the app runs")]]),
  };
  return { ...env, slots };
}

const exotic = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { span }) => allocate(interpreter, { kind: "exotic", name }, { span }),
    instancePrototype: makeFixed({}),
    construct: (interpreter, { target, arguments: [message], span }) => {
      if (name.endsWith("Error"))
        interpreter.store.write(target.slots, "message", message ?? known("", span));
      return name.endsWith("Error")
        ? target
        : allocate(interpreter, { kind: "exotic", name }, { span });
    },
  });

const collectionGlobal = (kind: "map" | "set"): HeapObject =>
  makeNative(kind === "map" ? "Map" : "Set", {
    call: (_, { span }) => known(undefined, span),
    construct: (interpreter, { arguments: [items], span }) => {
      const collection = allocate(interpreter, { kind }, { span });
      const given =
        items !== undefined &&
        !(items.kind === "known" && (items.value === undefined || items.value === null));
      fillCollection(interpreter, collection, given ? iterate(interpreter, items, span) : [], span);
      return collection;
    },
  });

function jsonGlobal(): HeapObject {
  return makeFixed({
    stringify: makeNative("JSON.stringify", {
      call: (_, { arguments: [value, , indent], span }) => {
        const json = value && toJson(value);
        if (json === undefined || "problem" in json) return mixed(span, value ? [value] : []);
        const space =
          indent?.kind === "known" &&
          (typeof indent.value === "number" || typeof indent.value === "string")
            ? indent.value
            : undefined;
        return known(JSON.stringify(json.json, undefined, space), span);
      },
    }),
    parse: makeNative("JSON.parse", {
      call: (interpreter, { arguments: [text], span }) => {
        if (text?.kind !== "known" || typeof text.value !== "string")
          return mixed(span, text ? [text] : []);
        try {
          return makeJson(interpreter, JSON.parse(text.value), span);
        } catch {
          return unknown(span, "this is not JSON");
        }
      },
    }),
  });
}

function objectGlobal(): HeapObject {
  const list = (
    name: string,
    pick: (
      interpreter: Parameters<typeof makeArray>[0],
      entry: readonly [string, Value],
      span: Span,
    ) => Value,
  ): HeapObject =>
    makeNative(name, {
      call: (interpreter, { arguments: [object], span }) =>
        lift(
          object ? [object] : [],
          (one) =>
            one?.kind === "object" && !hasUnknownProperties(one)
              ? makeArray(
                  interpreter,
                  ownEntries(one).map((entry) => pick(interpreter, entry, span)),
                  span,
                )
              : mixed(
                  span,
                  one
                    ? [
                        one,
                        ...(one.kind === "object" ? ownEntries(one).map(([, held]) => held) : []),
                      ]
                    : [],
                ),
          span,
        ),
    });
  const same = makeNative("freeze", {
    call: (_, { arguments: [object], span }) => object ?? known(undefined, span),
  });
  return makeNative(
    "Object",
    {
      call: (_, { arguments: [object], span }) => object ?? known(undefined, span),
      instancePrototype: undefined,
    },
    {
      keys: list("keys", (_, [key], span) => known(key, span)),
      values: list("values", (_, [, value]) => value),
      entries: list("entries", (interpreter, [key, value], span) =>
        makeArray(interpreter, [known(key, span), value], span),
      ),
      freeze: same,
      seal: same,
      fromEntries: makeNative("fromEntries", {
        call: (interpreter, { arguments: [entries], span }) => {
          const pairs = (entries && iterate(interpreter, entries, span))?.map((pair) =>
            pair.kind === "object" ? elementsOf(pair) : undefined,
          );
          if (pairs === undefined || pairs.some((pair) => pair?.[0]?.kind !== "known"))
            return mixed(
              span,
              entries ? [entries, ...(pairs ?? []).flatMap((pair) => pair ?? [])] : [],
            );
          return makeRecord(
            interpreter,
            pairs.flatMap((pair) =>
              pair?.[0]?.kind === "known"
                ? [[String(pair[0].value), pair[1] ?? known(undefined, span)] as const]
                : [],
            ),
            span,
          );
        },
      }),
      assign: makeNative("assign", {
        call: (interpreter, { arguments: [target, ...sources], span }) => {
          if (target?.kind !== "object")
            return mixed(span, [...(target ? [target] : []), ...sources]);
          for (const source of sources) spreadInto(interpreter, target, source);
          return target;
        },
      }),
      hasOwn: makeNative("hasOwn", {
        call: (_, { arguments: [object, key], span }) =>
          object?.kind === "object" && key?.kind === "known" && !hasUnknownProperties(object)
            ? known(object.slots.entries.has(String(key.value)), span)
            : mixed(span, object ? [object] : []),
      }),
    },
  );
}

/** More elements than this are not structure. */
const longestArray = 100_000;

function arrayGlobal(): HeapObject {
  return makeNative(
    "Array",
    {
      call: (interpreter, { arguments: args, span }) => makeArray(interpreter, args, span),
      construct: (interpreter, { arguments: args, span }) => {
        const [length] = args;
        if (args.length !== 1 || length?.kind !== "known" || typeof length.value !== "number")
          return makeArray(interpreter, args, span);
        if (length.value > longestArray) return unknown(span, "the array is too long");
        return makeArray(
          interpreter,
          Array.from({ length: length.value }, () => known(undefined, span)),
          span,
        );
      },
    },
    {
      isArray: makeNative("isArray", {
        call: (_, { arguments: [value], span }) =>
          value === undefined || value.kind === "unknown" || value.kind === "oneOf"
            ? mixed(span, value ? [value] : [])
            : known(value.kind === "object" && value.body.kind === "array", span),
      }),
      of: makeNative("of", {
        call: (interpreter, { arguments: args, span }) => makeArray(interpreter, args, span),
      }),
      from: makeNative("from", {
        call: (interpreter, { arguments: [source, map], span }) => {
          const items =
            source && (iterate(interpreter, source, span) ?? arrayLike(interpreter, source, span));
          if (items === undefined)
            return escapes(
              interpreter,
              [mixed(span, source ? [source] : []), ...(map ? [map] : [])],
              span,
            );
          return makeArray(
            interpreter,
            map
              ? items.map((one, index) =>
                  callBack(interpreter, map, [one, known(index, span)], span),
                )
              : items,
            span,
          );
        },
      }),
    },
  );
}

function arrayLike(
  interpreter: Parameters<typeof get>[0],
  source: Value,
  span: Span,
): readonly Value[] | undefined {
  if (source.kind !== "object" || source.body.kind !== "record") return undefined;
  const length = get(interpreter, source, { key: "length", span });
  if (length.kind !== "known" || typeof length.value !== "number" || length.value > longestArray)
    return undefined;
  return Array.from({ length: length.value }, (_, index) =>
    get(interpreter, source, { key: String(index), span }),
  );
}
