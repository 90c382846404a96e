/** Notes in the trace what the checks ask about later; nothing while something is only tried out. */
import type { Span } from "#source/span.ts";
import { gatesIn } from "./decide.ts";
import type { CallSite, Closure, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { ownEntries } from "./member.ts";
import type { Effect, Exec, LocalUse, Mark, Reached } from "./trace.ts";
import { choicesOf, leaves, type Value } from "./value.ts";

export function reached(interpreter: Interpreter, span: Span): Reached {
  const { stack, undecided, phase } = interpreter;
  return {
    span,
    stack: [...stack],
    certain: undecided === 0,
    flow: phase.flow,
    gates: gatesIn(interpreter.assumptions),
  };
}

export function noteFunction({ phase, quiet }: Interpreter, closure: Closure): void {
  const { trace, work, flow, kind } = phase;
  if (trace === undefined || quiet > 0) return;
  const key = `${closure.module.file}:${closure.code.start}`;
  const ran = trace.functions.get(key) ?? { closure, works: new Set(), flows: new Set() };
  trace.functions.set(key, ran);
  if (kind === "work" && work) ran.works.add(work);
  if (kind === "tick" && flow) ran.flows.add(flow);
}

export function noteWrite(
  interpreter: Interpreter,
  object: HeapObject,
  { field, value, span }: { readonly field?: string; readonly value?: Value; readonly span: Span },
): void {
  const { phase, quiet } = interpreter;
  const { kind: during, trace } = phase;
  if (quiet > 0 || during === "construct" || during === "constant") return;
  trace?.writes.push({ ...reached(interpreter, span), during, object, field, value });
}

export function noteEffect(
  interpreter: Interpreter,
  { kind, work, span }: Pick<Effect, "kind" | "work" | "span">,
): void {
  const { trace } = interpreter.phase;
  if (interpreter.quiet > 0 || interpreter.phase.kind !== "tick") return;
  trace?.effects.push({
    ...reached(interpreter, span),
    kind,
    work,
    callsBefore: trace.calls.length,
  });
}

export function noteMark(
  interpreter: Interpreter,
  method: Mark["method"],
  { span, key, duration }: Pick<Mark, "span" | "key" | "duration">,
): void {
  if (interpreter.quiet > 0 || interpreter.phase.kind !== "tick") return;
  interpreter.phase.trace?.marks.push({ ...reached(interpreter, span), method, key, duration });
}

export function noteSuspension(interpreter: Interpreter, span: Span): void {
  if (interpreter.quiet > 0 || interpreter.phase.kind !== "tick") return;
  interpreter.phase.trace?.suspensions.push(reached(interpreter, span));
}

/** A value that names a Path's `.local`, or something below it, is opened. */
export function noteLocal(
  interpreter: Interpreter,
  file: Value,
  { how, span }: Pick<LocalUse, "how" | "span">,
): void {
  const { work, trace } = interpreter.phase;
  if (work === undefined || interpreter.quiet > 0) return;
  for (const leaf of choicesOf(file).flatMap(({ value }) => leaves(value))) {
    if (leaf.kind === "symbol" && leaf.means.kind === "local")
      trace?.locals.push({ work, path: leaf.means.path, how, span });
  }
}

/** Where an unknown function gets them, they may be written. */
export function noteLocals(interpreter: Interpreter, { arguments: args, span }: CallSite): void {
  for (const argument of args) noteLocal(interpreter, argument, { how: "writes", span });
}

export function noteLocalInTick(interpreter: Interpreter, path: HeapObject, span: Span): void {
  const { phase, quiet } = interpreter;
  if (phase.kind === "tick" && quiet === 0) phase.trace?.localsInTicks.push({ path, span });
}

export function noteOpenCall({ phase, quiet }: Interpreter, site: CallSite): void {
  const { trace, work } = phase;
  if (work && quiet === 0) trace?.openCalls.push(execOf(work, site));
}

export function noteExec(interpreter: Interpreter, site: CallSite): void {
  const { trace, work } = interpreter.phase;
  noteLocals(interpreter, site);
  if (work && interpreter.quiet === 0) trace?.execs.push(execOf(work, site));
}

const execOf = (work: HeapObject, { arguments: args, span }: CallSite): Exec => ({
  work,
  span,
  arguments: args,
  contents: args.map((one) => (one.kind === "object" ? ownEntries(one) : [])),
});

export function noteUnrepeatable(
  { phase, quiet }: Interpreter,
  called: { readonly module: string; readonly name: string; readonly span: Span },
): void {
  if (phase.kind === "tick" && quiet === 0)
    phase.trace?.unrepeatable.push({ ...called, flow: phase.flow });
}
