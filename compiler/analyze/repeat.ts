import type { Span } from "#source/span.ts";
import { barrier, fork } from "./branch.ts";
import { type Completion, normal } from "./completion.ts";
import type { Interpreter } from "./interpreter.ts";
import { widen } from "./widen.ts";

/**
 * Any number of repetitions, none included. What an iteration changes is unknown before the next, so the body
 * is executed a second time, from a state that holds for all of them.
 */
export function repeat(
  interpreter: Interpreter,
  { span, reason }: { readonly span: Span; readonly reason: string },
  body: () => Completion,
): Completion {
  const round = () => {
    const completion = body();
    return completion.kind === "break" && completion.label === undefined ? normal : completion;
  };
  const once = (): Completion => {
    const changed = probe(interpreter, body, span);
    widen(interpreter, changed, { span, reason });
    return round();
  };
  return fork(
    interpreter,
    [
      { when: [], run: () => normal },
      { when: [], run: once },
    ],
    span,
  );
}

/** What one execution changes; nothing of it stays, and nothing of it is recorded. */
function probe(interpreter: Interpreter, body: () => Completion, span: Span) {
  interpreter.undecided++;
  interpreter.store.open();
  interpreter.quiet++;
  try {
    barrier(interpreter, body, { span, absorb: () => normal });
  } finally {
    interpreter.quiet--;
    interpreter.undecided--;
  }
  return interpreter.store.close();
}

export function repeatUnknown(
  interpreter: Interpreter,
  options: { readonly span: Span; readonly reason: string },
  body: () => void,
): void {
  repeat(interpreter, options, () => {
    body();
    return normal;
  });
}
