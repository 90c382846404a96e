import type { Span } from "#source/span.ts";
import type { HeapObject } from "../heap.ts";
import { allocate } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { toJson } from "../json.ts";
import { makeFixed, makeJson, makeNative } from "../make.ts";
import { known, mixed, unknown, type Value } from "../value.ts";
import { arrayGlobal } from "./array-global.ts";
import { fillCollection } from "./collection.ts";
import {
  asynchronous,
  consoleGlobal,
  dateGlobal,
  deferred,
  nondeterministicMembers,
  processGlobal,
} from "./machine.ts";
import { objectGlobal } from "./object.ts";
import { promiseGlobal } from "./promise.ts";
import { asText, converter, mathGlobal, numberMembers, pure } from "./pure.ts";

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
        call: (_, { arguments: [value], span }) =>
          value?.kind === "known" ? value : mixed(span, value ? [value] : []),
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
