import type { Directive, Statement, VariableDeclaration } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { withFinalizer } from "./aftermath.ts";
import { type Completion, normal } from "./completion.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { findSlot } from "./member.ts";
import { nameOfTarget } from "./named.ts";
import { awaitValue } from "./promise.ts";
import { lookup } from "./scope.ts";
import { call, executeAll } from "./semantics.ts";
import { wellKnown } from "./symbol.ts";

export const isUsing = ({ kind }: VariableDeclaration): boolean =>
  kind === "using" || kind === "await using";

/** What is `using` is disposed of however the block ends. */
export function thenDispose(
  interpreter: Interpreter,
  {
    statement,
    rest,
  }: {
    readonly statement: VariableDeclaration;
    readonly rest: readonly (Statement | Directive)[];
  },
  place: Place,
): Completion {
  const span = spanIn(place.module, statement);
  const names = statement.declarations.flatMap(({ id }) => nameOfTarget(id) ?? []);
  const after = (): Completion => {
    for (const name of names.toReversed()) dispose(interpreter, { name, span, place });
    return normal;
  };
  return withFinalizer(interpreter, {
    run: () => executeAll(interpreter, rest, place),
    after,
    span,
  });
}

function dispose(
  interpreter: Interpreter,
  { name, span, place }: { readonly name: string; readonly span: Span; readonly place: Place },
): void {
  const value = lookup(interpreter, place.scope, name);
  if (value?.kind !== "object") return;
  const method = findSlot(value, wellKnown.asyncDispose) ?? findSlot(value, wellKnown.dispose);
  const site = { self: value, arguments: [], argumentSpans: [], span, awaited: true };
  if (method && method.kind !== "accessor")
    awaitValue(interpreter, call(interpreter, method, site), span);
}
