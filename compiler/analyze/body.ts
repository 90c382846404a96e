import { barrier } from "./branch.ts";
import { checkReturn } from "./checks/return-not-json.ts";
import { normal, Thrown } from "./completion.ts";
import { exchangeDeferred } from "./deferred.ts";
import { reachable } from "./edges.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { findSlot, ownEntries } from "./member.ts";
import { noteNeeded } from "./needed.ts";
import { changesOnRecord, onRecord } from "./on-record.ts";
import { declaredPath } from "./path.ts";
import { inPhase, type Phase } from "./phase.ts";
import { resolved } from "./promise.ts";
import { repeatUnknown } from "./repeat.ts";
import { runSlot } from "./run-slot.ts";
import { call } from "./semantics.ts";
import { newStrand } from "./strand.ts";
import { known, unknown, type Value } from "./value.ts";
import { widen } from "./widen.ts";

/**
 * Follows a work's `run` with these arguments, as its own process would. What it changes of itself may be
 * seen by the flow at any time; what it returns is what the call yields.
 */
export function body(interpreter: Interpreter, work: HeapObject, site: CallSite): Value {
  const run = runSlot(work);
  if (run === undefined) return known(undefined, site.span);
  if (run.kind === "accessor") return unknown(site.span, "its `run` is a getter");
  interpreter.phase.trace?.bodies.add(work);
  const strand = interpreter.strand;
  interpreter.strand = newStrand(interpreter.store);
  try {
    return inPhase(interpreter, workPhase(interpreter, work), () =>
      followed(interpreter, { work, run, site }),
    );
  } finally {
    interpreter.strand = strand;
  }
}

function workPhase(interpreter: Interpreter, work: HeapObject): Phase {
  const { trace } = interpreter.phase;
  const observe = (object: HeapObject) => {
    noteNeeded(interpreter, object);
    if (object.facts?.kind === "path") trace?.written.add(declaredPath(object));
    if (object !== work) return;
    for (const path of reachableFields(work)) trace?.written.add(declaredPath(path));
  };
  return { kind: "work", work, trace, observe };
}

/** The work itself goes somewhere: so do its Paths. */
const reachableFields = (work: HeapObject): readonly HeapObject[] =>
  ownEntries(work).flatMap(([, value]) => reachable(value, ["path"]));

function followed(
  interpreter: Interpreter,
  { work, run, site }: { readonly work: HeapObject; readonly run: Value; readonly site: CallSite },
): Value {
  let result: Value = unknown(site.span, "the work's result is known when the app runs");
  const { tries } = interpreter;
  interpreter.tries = 0;
  const deferred = exchangeDeferred(interpreter);
  interpreter.store.open();
  interpreter.undecided++;
  try {
    barrier(
      interpreter,
      () => {
        const promise = call(interpreter, run, { ...site, self: work, awaited: true });
        result = resolved(promise);
        checkReturn(interpreter, work, result);
        followNotice(interpreter, work, site);
        return normal;
      },
      { span: site.span, absorb: () => normal },
    );
  } catch (thrown) {
    if (!(thrown instanceof Thrown)) throw thrown;
  }
  interpreter.undecided--;
  interpreter.tries = tries;
  exchangeDeferred(interpreter, deferred);
  const changes = changesOnRecord(interpreter.store, interpreter.store.close());
  widen(interpreter, changes, { span: site.span, reason: "a work changes it while it runs" });
  return onRecord(interpreter.store, result);
}

/** `onInterrupt` may run beside it. */
function followNotice(interpreter: Interpreter, work: HeapObject, { span }: CallSite): void {
  const method = findSlot(work, "onInterrupt");
  if (method === undefined || method.kind === "accessor") return;
  const notice = unknown(span, "it is a notice");
  const site = { self: work, arguments: [notice], argumentSpans: [span], span, awaited: true };
  repeatUnknown(interpreter, { span, reason: "a notice changes it" }, () => {
    call(interpreter, method, site);
  });
}
