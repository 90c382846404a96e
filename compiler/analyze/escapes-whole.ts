import type { Span } from "#source/span.ts";
import { escapes } from "./escapes.ts";
import { isHidden } from "./hidden-keys.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Scope } from "./scope.ts";
import { mixed, type Value } from "./value.ts";

/** Code that sees the variables of the functions around it runs here: `eval`. Each may be another from here on. */
export function escapesWhole(interpreter: Interpreter, { scope }: Place, span: Span): Value {
  const all = variablesAround(scope);
  const reason = "what `eval` does is not followed";
  const result = escapes(
    interpreter,
    all.map(({ value }) => value),
    span,
    reason,
  );
  for (const { scope: at, name, value } of all) {
    interpreter.store.write(at.slots, name, mixed(span, [value, result], reason));
  }
  return result;
}

interface Variable {
  readonly scope: Scope;
  readonly name: string;
  readonly value: Value;
}

const isVariable = (name: string): boolean =>
  name !== "this" && !isHidden(name) && !name.startsWith("#");

function variablesAround(scope: Scope): readonly Variable[] {
  const found: Variable[] = [];
  for (let at: Scope | undefined = scope; at?.parent; at = at.parent)
    for (const [name, value] of at.slots.entries)
      if (value.kind !== "accessor" && isVariable(name)) found.push({ scope: at, name, value });
  return found;
}
