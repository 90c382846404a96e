import type { Span } from "#source/span.ts";
import type { BitSet } from "./bit-set.ts";
import type { Closure, HeapObject } from "./heap.ts";
import type { Taint, Value } from "./value.ts";

/** What one pass over a flow's `run()` and the bodies it calls has shown. */
export interface Trace {
  readonly calls: CallRecord[];
  /** Works that any of them calls. */
  readonly called: Set<HeapObject>;
  readonly schedules: ScheduleRecord[];
  readonly files: FileUse[];
  /** Paths whose owner did something with them that may write. */
  readonly written: Set<HeapObject>;
  /** Works whose body was followed. */
  readonly bodies: Set<HeapObject>;
  /** Secrets and Drives that works' bodies read, or hand to code that can't be followed. */
  readonly needed: Map<HeapObject, Set<HeapObject>>;
  readonly made: Made[];
  /** What ticks have handed to code that can't be followed. */
  readonly escaped: Set<HeapObject>;
  readonly foreignAwaits: {
    readonly what: Taint;
    readonly span: Span;
    readonly flow: HeapObject | undefined;
  }[];
  /** Functions that ran, by where their code stands. */
  readonly functions: Map<string, RanFunction>;
  readonly writes: StateWrite[];
  readonly effects: Effect[];
  readonly marks: Mark[];
  /** Awaits at which the tick may end. */
  readonly suspensions: Reached[];
  /** What works do with their own Paths' `.local`, in order. */
  readonly locals: LocalUse[];
  /** Where ticks read a Path's `.local`. */
  readonly localsInTicks: { readonly path: HeapObject; readonly span: Span }[];
  readonly execs: Exec[];
  /** What works call that cannot be followed. */
  readonly openCalls: Exec[];
  /** Functions of the machine that a tick calls. */
  readonly unrepeatable: {
    /** `fs`, `crypto`; empty for a global. */
    readonly module: string;
    readonly name: string;
    readonly span: Span;
    readonly flow: HeapObject | undefined;
  }[];
}

/** A work calls something outside of the app: its Python script, a library. */
export interface Exec {
  readonly work: HeapObject;
  readonly arguments: readonly Value[];
  /** What each argument holds, as it was then: from there on it may be changed. */
  readonly contents: readonly (readonly (readonly [key: string, value: Value])[])[];
  readonly span: Span;
}

/** A place that a tick gets to, and how. */
export interface Reached {
  readonly span: Span;
  /** The calls that lead there, outermost first. */
  readonly stack: readonly Span[];
  /** In every first tick. */
  readonly certain: boolean;
  readonly flow: HeapObject | undefined;
  /** Conditions around it that are true in one tick only: `once()`, `schedule()`. */
  readonly gates: readonly Taint[];
}

/** A function of the app, and who ran it. */
export interface RanFunction {
  readonly closure: Closure;
  /** Works in whose process it ran. */
  readonly works: Set<HeapObject>;
  /** Flows in whose ticks it ran. */
  readonly flows: Set<HeapObject>;
}

/** A flow's field is assigned, or an array changed in place. */
export interface StateWrite extends Reached {
  readonly during: "tick" | "handler" | "work" | "step" | "layout";
  readonly object: HeapObject;
  /** Absent where an array is changed in place. */
  readonly field?: string | undefined;
  readonly value?: Value | undefined;
}

/** `stop()` or `restart()` of a work. */
export interface Effect extends Reached {
  readonly kind: "stop" | "restart";
  readonly work: HeapObject;
  /** How many calls the tick had made before. */
  readonly callsBefore: number;
}

/** Something durable that goes by a name. */
export interface Mark extends Reached {
  readonly method: "step" | "sleep" | "elapsed" | "once" | "every" | "schedule";
  readonly key: Value | undefined;
  readonly duration?: Value | undefined;
}

export interface LocalUse {
  readonly work: HeapObject;
  readonly path: HeapObject;
  readonly how: "reads" | "writes";
  readonly span: Span;
}

/** A component that a tick makes. */
export interface Made {
  readonly object: HeapObject;
  readonly flow: HeapObject | undefined;
}

export interface CallRecord {
  readonly flow: HeapObject;
  readonly work: HeapObject;
  readonly arguments: readonly Value[];
  readonly argumentSpans: readonly Span[];
  /** Paths, Drives and secrets in each argument as it was handed over. */
  readonly carried: readonly (readonly HeapObject[])[];
  readonly span: Span;
  /** The calls that lead there, outermost first. */
  readonly stack: readonly Span[];
  /** The numbers of works that surely have a finished call behind them here. */
  readonly finished: BitSet;
  /** Of those that may have. */
  readonly perhapsFinished: BitSet;
  /** Reached in every first tick. */
  readonly certain: boolean;
  awaited: boolean;
}

export interface ScheduleRecord {
  readonly flow: HeapObject;
  readonly cron: Value;
  readonly timezone: Value;
  readonly span: Span;
}

/** A work's body opens a file by a plain string. */
export interface FileUse {
  readonly work: HeapObject;
  readonly how: "reads" | "writes";
  readonly path: string;
  /** Where the string stands. */
  readonly origin: Span;
  /** The expression in the call that opens it. */
  readonly span: Span;
}

export const newTrace = (): Trace => ({
  calls: [],
  called: new Set(),
  schedules: [],
  files: [],
  written: new Set(),
  bodies: new Set(),
  needed: new Map(),
  made: [],
  escaped: new Set(),
  foreignAwaits: [],
  functions: new Map(),
  writes: [],
  effects: [],
  marks: [],
  suspensions: [],
  locals: [],
  localsInTicks: [],
  execs: [],
  openCalls: [],
  unrepeatable: [],
});
