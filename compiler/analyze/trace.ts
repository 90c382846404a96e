import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
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
  readonly made: Made[];
  /** What ticks have handed to code that can't be followed. */
  readonly escaped: Set<HeapObject>;
  readonly foreignAwaits: {
    readonly what: Taint;
    readonly span: Span;
    readonly flow: HeapObject | undefined;
  }[];
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
  readonly span: Span;
  /** Works that surely have a finished call behind them here. */
  readonly finished: readonly HeapObject[];
  /** Works that may have. */
  readonly mayHaveFinished: (work: HeapObject) => boolean;
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
  made: [],
  escaped: new Set(),
  foreignAwaits: [],
});
