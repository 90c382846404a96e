import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Trace } from "./trace.ts";
import type { Taint } from "./value.ts";

/**
 * What is being executed: the same expression means different things in a constructor, in a tick of a flow, in
 * a command or route of one, in a work's own process, and in a `step`.
 */
export interface Phase {
  readonly kind: "construct" | "tick" | "handler" | "work" | "step" | "layout" | "constant";
  /** The flow whose tick, handler or layout this is. */
  readonly flow?: HeapObject | undefined;
  /** Flows whose `run` this is inside of, that of the tick first. */
  readonly running?: readonly HeapObject[] | undefined;
  /** The work whose `run` this is. */
  readonly work?: HeapObject | undefined;
  readonly trace?: Trace | undefined;
  /** An object goes where the interpreter can't follow, or its content is used there. */
  readonly observe?: ((object: HeapObject, span: Span) => void) | undefined;
  readonly foreignAwait?: ((interpreter: Interpreter, what: Taint, span: Span) => void) | undefined;
}

/** Executes as part of another phase, and comes back. */
export function inPhase<T>(interpreter: Interpreter, phase: Phase, run: () => T): T {
  const outer = interpreter.phase;
  interpreter.phase = phase;
  try {
    return run();
  } finally {
    interpreter.phase = outer;
  }
}
