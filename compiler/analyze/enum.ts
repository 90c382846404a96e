import type { TSEnumDeclaration } from "oxc-parser";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { makeRecord } from "./make.ts";
import { write } from "./member.ts";
import { binary } from "./operator.ts";
import { declare, innerScope } from "./scope.ts";
import { evaluate } from "./semantics.ts";
import { known, type Value } from "./value.ts";

/** Not erasable, so not for apps themselves, but packages have them. */
export function evaluateEnum(
  interpreter: Interpreter,
  node: TSEnumDeclaration,
  outer: Place,
): HeapObject {
  const record = makeRecord(interpreter, [], spanIn(outer.module, node));
  const place = { ...outer, scope: innerScope(interpreter, outer.scope) };
  let previous: Value = known(-1, spanIn(outer.module, node));
  for (const member of node.body.members) {
    const span = spanIn(place.module, member);
    const name =
      member.id.type === "Identifier"
        ? member.id.name
        : member.id.type === "Literal"
          ? member.id.value
          : "";
    const value: Value = member.initializer
      ? evaluate(interpreter, member.initializer, place)
      : binary("+", previous, known(1, span), span);
    write(interpreter, record, name, value);
    if (value.kind === "known" && typeof value.value === "number")
      write(interpreter, record, String(value.value), known(name, span));
    declare(interpreter, place.scope, name, value);
    previous = value;
  }
  return record;
}
