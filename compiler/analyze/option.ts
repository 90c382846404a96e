import { barrier, forkChoices } from "./branch.ts";
import { narrow } from "./decide.ts";
import type { Interpreter } from "./interpreter.ts";
import { get } from "./member.ts";
import { known, spanOf, unknown, type Value } from "./value.ts";

/**
 * An option of a component. One that is nothing, or perhaps nothing, has none: the framework asks `options?.port`.
 * It is asked for when the app has been followed, where nothing waits for what a getter throws.
 */
export function optionOf(interpreter: Interpreter, options: Value, key: string): Value {
  const value = narrow(interpreter, options);
  if (value.kind !== "oneOf") return single(interpreter, value, key);
  return forkChoices(interpreter, value, (one) => single(interpreter, one, key));
}

function single(interpreter: Interpreter, options: Value, key: string): Value {
  const span = spanOf(options);
  if (options.kind === "known") return known(undefined, span);
  const completion = barrier(
    interpreter,
    () => ({ kind: "return", value: get(interpreter, options, { key, span }) }),
    {
      span,
      absorb: (one) =>
        one.kind === "return" ? one : { kind: "return", value: unknown(span, "reading it throws") },
    },
  );
  return completion.kind === "return" ? completion.value : known(undefined, span);
}
