import type { Span } from "#source/span.ts";
import { barrier, mayThrow } from "./branch.ts";
import { runClosure } from "./call.ts";
import { type Completion, Left, newExit, normal } from "./completion.ts";
import type { GeneratorBody, HeapObject } from "./heap.ts";
import { hiddenPrefix } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { awaitValue } from "./promise.ts";
import type { Walk } from "./semantics.ts";
import { known, type Value } from "./value.ts";

/** Present on a generator that has run: it yields nothing any more. */
export const spent = `${hiddenPrefix}spent`;

interface Generator {
  readonly object: HeapObject;
  readonly body: GeneratorBody;
}

/**
 * A generator runs while something goes through it: `yield` executes what is done with each item, right there,
 * so both take turns as they do in an execution. What leaves the way early passes the generator's `finally`.
 */
export function runGenerator(
  interpreter: Interpreter,
  { object, body: { closure, site } }: Generator,
  { span, each, finished, sent }: Walk,
): Completion {
  const done = (value: Value): Completion => (finished ? finished(value) : normal);
  if (object.slots.entries.has(spent) && !sent) return done(known(undefined, span));
  interpreter.store.write(object.slots, spent, known(true, span));
  const exit = newExit(interpreter);
  const yields = (value: Value): Value => {
    const item = closure.code.async ? awaitValue(interpreter, value, span) : value;
    hand(interpreter, { item, each, exit, span });
    if (sent === undefined) return known(undefined, span);
    mayThrow(interpreter, { value: sent() });
    return sent();
  };
  const run = (): Completion => ({
    kind: "return",
    value: runClosure(interpreter, closure, { ...site, yields }),
  });
  return barrier(interpreter, run, {
    span,
    absorb: (completion) => {
      if (completion.kind === "left" && completion.to === exit) return completion.as;
      return completion.kind === "return" ? done(completion.value) : completion;
    },
  });
}

/** Whatever else than going on comes of it is none of the generator's business. */
function hand(
  interpreter: Interpreter,
  {
    item,
    each,
    exit,
    span,
  }: {
    readonly item: Value;
    readonly each: Walk["each"];
    readonly exit: ReturnType<typeof newExit>;
    readonly span: Span;
  },
): void {
  const completion = barrier(interpreter, () => each(item), {
    span,
    absorb: (one) => (one.kind === "normal" ? one : { kind: "left", to: exit, as: one }),
  });
  if (completion.kind === "left") throw new Left(completion.to, completion.as);
}
