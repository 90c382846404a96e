/**
 * How deep the interpreter goes: it recurses as the program does, on a stack that has an end. Calls inside calls
 * are cut off, and what recursion without a known end would have changed is unknown then; syntax inside syntax
 * that nobody writes by hand ends the analysis, as fuel does.
 */
import { orRepair } from "./aftermath.ts";
import type { CallSite } from "./heap.ts";
import { giveUp, type Interpreter } from "./interpreter.ts";
import {
  deepestCall,
  deepestNesting,
  mostAnyway,
  nestedStatement,
  nestingOfCalls,
  watchedCall,
  watchedNesting,
} from "./limits.ts";
import { repeatUnknown } from "./repeat.ts";
import { known, mixed, unknown, type Value } from "./value.ts";
import { widen } from "./widen.ts";

interface Further {
  readonly run: (given: CallSite["arguments"]) => Value;
  /** Of a function: where calls of it are cut off, it is followed once more, for any arguments. */
  readonly code?: object;
}

/** One call further in. */
export function deeper(interpreter: Interpreter, site: CallSite, further: Further): Value {
  if (interpreter.depth >= deepestCall || interpreter.nesting >= nestingOfCalls)
    return tooDeep(interpreter, site, further);
  const run = () => further.run(site.arguments);
  interpreter.depth++;
  const { watching } = interpreter;
  const watch =
    !watching && (interpreter.depth >= watchedCall || interpreter.nesting >= watchedNesting);
  try {
    return watch ? watched(interpreter, site, run) : run();
  } finally {
    interpreter.watching = watching;
    interpreter.depth--;
  }
}

function tooDeep(
  interpreter: Interpreter,
  { span, arguments: given }: CallSite,
  { run, code }: Further,
): Value {
  interpreter.cuts++;
  const { anyway, nesting } = interpreter;
  const { holds } = mixed(span, given);
  const any = () =>
    unknown(span, `this recursion goes deeper than ${deepestCall} calls`, { holds });
  if (code === undefined || anyway.has(code) || anyway.size >= mostAnyway) return any();
  if (nesting >= nestingOfCalls + mostAnyway) return any();
  anyway.add(code);
  let result: Value = any();
  repeatUnknown(interpreter, { span, reason: "a recursion without a known end changes it" }, () => {
    result = run(given.map(any));
  });
  anyway.delete(code);
  return mixed(span, [any(), result]);
}

/** Where recursion is cut off further down, what it would have gone on changing is unknown. */
function watched(interpreter: Interpreter, { span }: CallSite, run: () => Value): Value {
  interpreter.watching = true;
  const before = interpreter.cuts;
  const completion = orRepair(interpreter, {
    span,
    run: () => ({ kind: "return", value: run() }),
    spoiled: () => interpreter.cuts > before,
    repair: (changes) =>
      widen(interpreter, changes, { span, reason: "a recursion without a known end changes it" }),
  });
  return completion.kind === "return" ? completion.value : known(undefined, span);
}

/** An expression in an expression, a statement in a statement; undefined where that goes too deep. */
export function nested<Result>(
  interpreter: Interpreter,
  kind: "expression" | "statement",
  run: () => Result,
): Result | undefined {
  const weight = kind === "statement" ? nestedStatement : 1;
  if (interpreter.nesting + weight > deepestNesting) {
    giveUp(interpreter, "it is nested deeper than anybody writes by hand");
    return undefined;
  }
  interpreter.nesting += weight;
  try {
    return run();
  } finally {
    interpreter.nesting -= weight;
  }
}
