import type { ArrowFunctionExpression, Class, Function as FunctionNode } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./module.ts";
import type { NodeFacts } from "./node-facts.ts";
import type { Scope } from "./scope.ts";
import type { Delta, Slots } from "./store.ts";
import type { Taint, Value } from "./value.ts";

/** One allocation. What it is stands in `body`; what it owns, in `slots`, which the store can undo and join. */
export interface HeapObject {
  readonly kind: "object";
  readonly body: Body;
  readonly slots: Slots;
  readonly prototype: HeapObject | undefined;
  /** Where it is made. */
  readonly span: Span;
  /** What the framework knows of it, on instances of its classes; set by their constructors. */
  facts?: NodeFacts | undefined;
}

export type Body =
  | { readonly kind: "record" }
  | { readonly kind: "array" }
  | { readonly kind: "instance"; readonly class: HeapObject }
  | Closure
  | ClassBody
  | Native
  | PromiseBody
  /** Map and Set: slots `0…` hold entries `[key, value]` or values. */
  | { readonly kind: "map" | "set" }
  | { readonly kind: "iterator"; readonly yields: "keys" | "values" | "entries" }
  | { readonly kind: "symbol"; readonly key: string }
  | GeneratorBody
  /** Something of the language that JSON can't carry: a Date, an Error, a RegExp. */
  | { readonly kind: "exotic"; readonly name: string; readonly taints?: readonly Taint[] };

export interface Closure {
  readonly kind: "closure";
  readonly code: FunctionNode | ArrowFunctionExpression;
  readonly scope: Scope;
  readonly module: Module;
  /** The object whose method this is: where `super.x` looks. */
  readonly home?: HeapObject | undefined;
}

export interface ClassBody {
  readonly kind: "class";
  readonly name: string;
  readonly code: Class;
  readonly scope: Scope;
  readonly module: Module;
  readonly parent: Value | undefined;
  readonly instancePrototype: HeapObject;
  /** Values of computed field keys, evaluated once. */
  readonly keys: ReadonlyMap<object, Value>;
  /** What decorators make of a field's value. */
  readonly decorated: ReadonlyMap<object, readonly Value[]>;
}

/** A call of a generator function: its code runs as something goes through it. */
export interface GeneratorBody {
  readonly kind: "generator";
  readonly closure: Closure;
  readonly site: CallSite;
}

export interface CallSite {
  readonly self: Value;
  readonly arguments: readonly Value[];
  /** Set where it is called by `new` or `super()`: the object under construction. */
  readonly target?: HeapObject | undefined;
  readonly span: Span;
  /** The spans of the argument expressions. */
  readonly argumentSpans: readonly Span[];
  /** Set where the call is awaited on the spot: then what an async function throws is thrown here. */
  readonly awaited?: boolean | undefined;
}

export interface Native {
  readonly kind: "native";
  /** As messages name it: `Date.now`. */
  readonly name: string;
  readonly call: (interpreter: Interpreter, site: CallSite) => Value;
  /** Present on what `new` and `extends` accept. */
  readonly construct?:
    | ((interpreter: Interpreter, site: CallSite & { readonly target: HeapObject }) => Value)
    | undefined;
  readonly instancePrototype?: HeapObject | undefined;
  /** What it runs of the app: the work or flow of a `run`, the function that is bound. Whoever gets hold of it may call it. */
  readonly runs?: Value | undefined;
}

/** What awaiting it yields and means. */
export interface PromiseBody {
  readonly kind: "promise";
  readonly value: Value;
  /** Works of which a call is over once this has resolved. */
  readonly finishes: readonly HeapObject[];
  /** Marks the calls behind it as awaited. */
  readonly onAwait: readonly (() => void)[];
  /** A promise that a tick may not await, and what made it. */
  readonly foreign?: { readonly what: string; readonly span: Span } | undefined;
  /** Awaiting it may end the tick. */
  readonly suspends: boolean;
  /** It is one call: over however it ends. */
  readonly single?: true | undefined;
  /** It is rejected with this, and never resolves. */
  readonly rejected?: Value | undefined;
  /** It may be rejected with this, among others. */
  readonly reason?: Value | undefined;
  /** It may be rejected, and then some of this has not happened. */
  readonly uncertain?: Delta | undefined;
}
