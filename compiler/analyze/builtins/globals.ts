import type { Span } from "#source/span.ts";
import type { HeapObject } from "../heap.ts";
import { makeKeeper } from "../keeper.ts";
import { makeFixed, makeNative } from "../make.ts";
import { urlAt } from "../project-file.ts";
import { symbolGlobal } from "../symbol.ts";
import { known, type Value } from "../value.ts";
import { arrayGlobal } from "./array-global.ts";
import { collectionGlobal } from "./collection.ts";
import { errorGlobal, otherErrors } from "./error.ts";
import { cloneFunction, jsonGlobal } from "./json.ts";
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
import { booleanGlobal, globalFunctions, mathGlobal, numberGlobal, stringGlobal } from "./pure.ts";
import { reflectGlobal } from "./reflect.ts";

const nowhere: Span = { file: "", start: 0, end: 0 };

/** The names that every module sees. */
export interface Globals {
  readonly get: (name: string) => Value | undefined;
}

type Make = (others: Globals) => Value;

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["undefined", () => known(undefined, nowhere)],
  ["NaN", () => known(Number.NaN, nowhere)],
  ["Infinity", () => known(Number.POSITIVE_INFINITY, nowhere)],
  ["Object", objectGlobal],
  ["Reflect", reflectGlobal],
  ["Array", arrayGlobal],
  ["Math", mathGlobal],
  ["JSON", jsonGlobal],
  ["Number", numberGlobal],
  ["String", stringGlobal],
  ["Boolean", booleanGlobal],
  ...globalFunctions,
  ["Promise", promiseGlobal],
  ["Map", () => collectionGlobal("map")],
  ["Set", () => collectionGlobal("set")],
  ["Date", dateGlobal],
  ["Symbol", symbolGlobal],
  ["console", consoleGlobal],
  ["process", processGlobal],
  ["fetch", () => asynchronous("fetch")],
  ["setTimeout", () => deferred("setTimeout")],
  ["setInterval", () => deferred("setInterval")],
  ["setImmediate", () => deferred("setImmediate")],
  ["crypto", () => nondeterministicMembers("crypto", ["randomUUID", "getRandomValues"])],
  ["performance", () => nondeterministicMembers("performance", ["now"])],
  ["structuredClone", cloneFunction],
  ["Error", () => errorGlobal("Error")],
  ...otherErrors.map((name): [string, Make] => [
    name,
    (others) => errorGlobal(name, others.get("Error")),
  ]),
  ...["RegExp", "URL", "URLSearchParams", "AbortController", "WeakMap", "WeakSet"].map(
    (name): [string, Make] => [name, () => exotic(name)],
  ),
]);

export const globalNames: readonly string[] = [...makers.keys()];

/** One set for each analysis, since an app may change them; each made when it is asked for, since few are. */
export function globals(): Globals {
  const made = new Map<string, Value>();
  const all: Globals = {
    get: (name) => {
      const before = made.get(name);
      if (before !== undefined) return before;
      const value = makers.get(name)?.(all);
      if (value !== undefined) made.set(name, value);
      return value;
    },
  };
  return all;
}

const exotic = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { span, arguments: given }) =>
      makeKeeper(interpreter, name, { given, span }),
    instancePrototype: makeFixed({}),
    construct: (interpreter, { span, arguments: given }) =>
      (name === "URL" ? urlAt(given, span) : undefined) ??
      makeKeeper(interpreter, name, { given, span }),
  });
