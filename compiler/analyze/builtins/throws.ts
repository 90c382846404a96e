import type { Span } from "#source/span.ts";
import { mayThrow } from "../branch.ts";
import { Thrown } from "../completion.ts";
import type { Interpreter } from "../interpreter.ts";
import { unknown } from "../value.ts";

/** A built-in that surely throws here, as the language's own does with these arguments. */
export function throws(interpreter: Interpreter, span: Span, what: string): never {
  interpreter.hazards++;
  throw new Thrown(unknown(span, `\`${what}\` throws here`));
}

/** Computed by the language itself; what throws there throws here. */
export function asReal<T>(
  interpreter: Interpreter,
  { span, name }: { readonly span: Span; readonly name: string },
  compute: () => T,
): T {
  try {
    return compute();
  } catch {
    return throws(interpreter, span, `${name}()`);
  }
}

/** A built-in of which nobody can tell whether it throws. */
export const perhapsThrows = (interpreter: Interpreter, span: Span): void =>
  mayThrow(interpreter, { value: unknown(span, "it is what was thrown") });
