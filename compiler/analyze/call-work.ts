import { body as workBody } from "./body.ts";
import { carriedBy } from "./carried.ts";
import { checkLayoutActs } from "./checks/layout-acts.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makePromise } from "./promise.ts";
import { finishedHere, perhapsFinishedHere, start } from "./strand.ts";
import type { CallRecord } from "./trace.ts";
import type { Value } from "./value.ts";

/** A flow ensures a call: it is recorded with what is known of the order, and its body gives the result. */
export function callWork(interpreter: Interpreter, work: HeapObject, site: CallSite): Value {
  const { trace, flow, kind } = interpreter.phase;
  if (kind === "layout") checkLayoutActs(interpreter, work, { method: "run", span: site.span });
  const record: CallRecord = {
    flow: flow ?? work,
    work,
    arguments: site.arguments,
    argumentSpans: site.argumentSpans,
    carried: site.arguments.map((argument) => carriedBy(interpreter, argument)),
    span: site.span,
    stack: [...interpreter.stack],
    finished: finishedHere(interpreter),
    perhapsFinished: perhapsFinishedHere(interpreter),
    certain: interpreter.undecided === 0,
    awaited: false,
  };
  if (interpreter.quiet === 0) {
    trace?.calls.push(record);
    trace?.called.add(work);
  }
  start(interpreter, work);
  const value = workBody(interpreter, work, site);
  const onAwait = [
    () => {
      record.awaited = true;
    },
  ];
  return makePromise(
    interpreter,
    { value, finishes: [work], onAwait, suspends: true, single: true },
    site.span,
  );
}
