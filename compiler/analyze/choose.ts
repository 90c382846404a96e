import type { Span } from "#source/span.ts";
import { fork, forkValue } from "./branch.ts";
import type { Completion } from "./completion.ts";
import { expand, narrow, sidesOf, truth } from "./decide.ts";
import { noteTest } from "./deferred.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Value } from "./value.ts";

/** One of two values by a test; both, joined, where the test is not known. */
export function choose(
  interpreter: Interpreter,
  test: Value,
  { yes, no, span }: { readonly yes: () => Value; readonly no: () => Value; readonly span: Span },
): Value {
  const value = expand(interpreter, test);
  const decided = truthUnder(interpreter, value);
  if (decided !== undefined) return decided ? yes() : no();
  const sides = testedSides(interpreter, value);
  return forkValue(
    interpreter,
    [
      { when: sides.yes, run: yes },
      { when: sides.no, run: no },
    ],
    span,
  );
}

/** What either side assumes was tested, and may be otherwise the next time. */
function testedSides(interpreter: Interpreter, value: Value): ReturnType<typeof sidesOf> {
  const sides = sidesOf(value);
  for (const { subject } of [...sides.yes, ...sides.no])
    if (typeof subject === "object") noteTest(interpreter, subject);
  return sides;
}

/** Truth, also where an enclosing branch has tested this very value. */
export function truthUnder(interpreter: Interpreter, value: Value): boolean | undefined {
  const decided = truth(narrow(interpreter, value));
  if (decided !== undefined) return decided;
  const assumed = interpreter.assumptions.findLast(({ subject }) => subject === value);
  return typeof assumed?.value === "boolean" ? assumed.value : undefined;
}

/** One of two continuations by a test; both, joined, where it is not known. */
export function branch(
  interpreter: Interpreter,
  test: Value,
  {
    yes,
    no,
    span,
  }: { readonly yes: () => Completion; readonly no: () => Completion; readonly span: Span },
): Completion {
  const value = expand(interpreter, test);
  const decided = truthUnder(interpreter, value);
  if (decided !== undefined) return decided ? yes() : no();
  const sides = testedSides(interpreter, value);
  return fork(
    interpreter,
    [
      { when: sides.yes, run: yes },
      { when: sides.no, run: no },
    ],
    span,
  );
}
