/**
 * The abstract interpreter's own state: one for each analysis. It evaluates syntax trees over abstract values
 * and never executes user code. Whatever it does not understand becomes *unknown because (span)*; it neither
 * guesses nor crashes. What framework classes mean is not here but in the files of the node kinds, which
 * hook in as native classes.
 */
import type { Node } from "oxc-parser";
import type { Sink } from "#diagnostics/sink.ts";
import type { FileHost } from "#source/host.ts";
import type { Span } from "#source/span.ts";
import type { Pending } from "./branch.ts";
import type { Exit } from "./completion.ts";
import { type Deferred, noneDeferred } from "./deferred.ts";
import type { Body, HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { fuelPerAnalysis, stepsPerObject } from "./limits.ts";
import type { Loader, Module } from "./module.ts";
import type { Phase } from "./phase.ts";
import type { Scope } from "./scope.ts";
import type { Semantics } from "./semantics.ts";
import { Store } from "./store.ts";
import { type Called, newStrand, noneCalled, type Strand } from "./strand.ts";
import { type Assumption, type Unknown, unknown, type Value } from "./value.ts";

export interface Interpreter {
  readonly store: Store;
  readonly sink: Sink;
  readonly loader: Loader;
  readonly semantics: Semantics;
  /** What `globalThis` is: names that the language does not have are properties of it. */
  readonly shared: HeapObject;
  readonly globals: { readonly get: (name: string) => Value | undefined };
  readonly pendings: Pending[];
  readonly assumptions: Assumption[];
  /** Steps left; at 0 everything is unknown, so that no program keeps the compiler busy for ever. */
  fuel: number;
  /** Where the analysis gave up, and why: the graph is not whole then. */
  gaveUp: { readonly span: Span | undefined; readonly reason: string } | undefined;
  /** Calls on the stack. */
  depth: number;
  /** Syntax inside syntax, of these calls together. */
  nesting: number;
  /** Further down on this stack, recursion that is cut off is taken back. */
  watching: boolean;
  /** Where these calls stand, outermost first. */
  readonly stack: Span[];
  /** Branches around this point whose condition is not known. */
  undecided: number;
  /** `try` blocks around this point: inside of one, a branch that throws is not over. */
  tries: number;
  /** Counts what may throw: an async function compares it. */
  hazards: number;
  /** What `throw` was given so far, where that carries something: what an async function rejects with. */
  readonly thrown: Value[];
  /** Told of each `await` in an async function that is not awaited itself. */
  onAwait: (() => void) | undefined;
  /** Changes by what runs beside this: after every `await` they may have been made. */
  deferred: Deferred;
  /** Unknown values that a branch was decided by. */
  readonly tested: WeakSet<object>;
  /** Counts what was cut off because it went too deep. */
  cuts: number;
  /** Code that is followed all the same, for any arguments. */
  readonly anyway: Set<object>;
  /** Gives each place that completions can leave to its number. */
  exits: number;
  /** The optional chains around this point, innermost last. */
  readonly chains: Exit[];
  /** Above 0 while something is executed only to see what it changes: nothing is recorded or reported then. */
  quiet: number;
  /** Above 0 in code that something unknown only may have got hold of: what it makes is not reported. */
  guesses: number;
  /** While something unknown calls what it got hold of: how often each function was followed. */
  calledBack: Map<HeapObject, number> | undefined;
  phase: Phase;
  strand: Strand;
  readonly called: Called;
  /** Causes of unknown values that were reported, by place. */
  readonly explained: Set<string>;
  /** Every component made so far, in order. */
  readonly components: HeapObject[];
  /** Files of the project that were read while the app was constructed. */
  readonly inputs: { readonly path: string; readonly span: Span }[];
  /** Relative to the app's folder, for what the app names by file. */
  readonly files: FileHost;
  readonly folder: string;
}

export function interpreter(
  parts: Pick<Interpreter, "sink" | "loader" | "semantics" | "globals" | "files" | "folder"> & {
    readonly fuel?: number | undefined;
  },
): Interpreter {
  const store = new Store();
  const deferred = noneDeferred();
  store.touched = deferred.touched;
  const made: Interpreter = {
    ...parts,
    store,
    shared: sharedObject(store),
    pendings: [],
    assumptions: [],
    fuel: parts.fuel ?? fuelPerAnalysis,
    gaveUp: undefined,
    depth: 0,
    nesting: 0,
    watching: false,
    stack: [],
    undecided: 0,
    tries: 0,
    hazards: 0,
    thrown: [],
    onAwait: undefined,
    deferred,
    tested: new WeakSet(),
    cuts: 0,
    anyway: new Set(),
    exits: 0,
    chains: [],
    quiet: 0,
    guesses: 0,
    calledBack: undefined,
    phase: { kind: "construct" },
    strand: newStrand(store),
    called: noneCalled(),
    explained: new Set(),
    components: [],
    inputs: [],
  };
  store.onTooDeep = () => giveUp(made, tooDeep);
  return made;
}

function sharedObject(store: Store): HeapObject {
  const span = { file: "", start: 0, end: 0 };
  const slots = store.slots();
  slots.entries.set(restKey, unknown(span, "`globalThis.*` is known when the app runs"));
  return { kind: "object", body: { kind: "record" }, slots, prototype: undefined, span };
}

export interface Place {
  readonly scope: Scope;
  readonly module: Module;
}

export const spanIn = (module: Module, node: Pick<Node, "start" | "end">): Span => ({
  file: module.file,
  start: node.start,
  end: node.end,
});

export function allocate(
  interpreter: Interpreter,
  body: Body,
  { span, prototype }: { readonly span: Span; readonly prototype?: HeapObject | undefined },
): HeapObject {
  interpreter.fuel -= stepsPerObject;
  return { kind: "object", body, slots: interpreter.store.slots(), prototype, span };
}

/** One step; false when there is none left. */
export function spend(interpreter: Interpreter): boolean {
  interpreter.fuel--;
  return interpreter.fuel > 0;
}

const tooDeep = "values are nested in each other deeper than it can look into";
const tooManySteps = "working it out takes more steps than the compiler allows itself";

export function outOfFuel(interpreter: Interpreter, span: Span): Unknown {
  giveUp(interpreter, tooManySteps, span);
  return unknown(span, interpreter.gaveUp?.reason ?? tooManySteps);
}

/** From here on nothing is followed. */
export function giveUp(interpreter: Interpreter, reason: string, span?: Span): void {
  interpreter.fuel = Math.min(interpreter.fuel, 0);
  interpreter.gaveUp ??= { span: span ?? interpreter.stack.at(-1), reason };
}
