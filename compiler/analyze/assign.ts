import type { AssignmentExpression, UpdateExpression } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { readFrom, refer, writeTo } from "./assign-to.ts";
import { forkValue } from "./branch.ts";
import { expand, lift, narrow, nullish, truth } from "./decide.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { spanIn } from "./interpreter.ts";
import { evaluateNamed, nameOfTarget } from "./named.ts";
import { binary, numeric } from "./operator.ts";
import { assignPattern } from "./pattern.ts";
import { evaluate } from "./semantics.ts";
import { asPrimitive } from "./to-primitive.ts";
import { type Assumption, choicesOf, known, type Value } from "./value.ts";

export function evaluateAssignment(
  interpreter: Interpreter,
  node: AssignmentExpression,
  place: Place,
): Value {
  const { left, operator } = node;
  if (left.type === "ObjectPattern" || left.type === "ArrayPattern") {
    const value = evaluate(interpreter, node.right, place);
    assignPattern(interpreter, left, { value, place });
    return value;
  }
  const reference = refer(interpreter, left, place);
  if (operator === "=") {
    const value = evaluateNamed(interpreter, node.right, place, nameOfTarget(left));
    writeTo(interpreter, reference, value, place);
    return value;
  }
  const before = readFrom(interpreter, reference, left, place);
  const write = (value: Value) => writeTo(interpreter, reference, value, place);
  if (operator === "&&=" || operator === "||=" || operator === "??=")
    return logicalAssignment(interpreter, { node, before, operator, write }, place);
  const span = spanIn(place.module, node);
  const right = asPrimitive(interpreter, evaluate(interpreter, node.right, place), span);
  const value = binary(operator.slice(0, -1), asPrimitive(interpreter, before, span), right, span);
  write(value);
  return value;
}

interface Logical {
  readonly node: AssignmentExpression;
  readonly before: Value;
  readonly operator: "&&=" | "||=" | "??=";
  readonly write: (value: Value) => void;
}

function logicalAssignment(
  interpreter: Interpreter,
  { node, before, operator, write }: Logical,
  place: Place,
): Value {
  const assigned = () => {
    const value = evaluate(interpreter, node.right, place);
    write(value);
    return value;
  };
  const value = expand(interpreter, narrow(interpreter, before));
  const decided = operator === "??=" ? nullish(value) : truth(value);
  const writes = operator === "||=" ? decided === false : decided === true;
  if (decided !== undefined) return writes ? assigned() : value;
  return forkValue(
    interpreter,
    choicesOf(value).flatMap(({ value: one, when }) => sidesFor({ operator, one, when, assigned })),
    spanIn(place.module, node),
  );
}

/** What each possibility of the value before leads to; both where nobody knows. */
function sidesFor({ operator, one, when, assigned }: Before): readonly Side[] {
  const answer = operator === "??=" ? nullish(one) : truth(one);
  const kept: Side = { when, run: () => one };
  const written: Side = { when, run: assigned };
  if (answer === undefined) return [written, kept];
  return answer === (operator !== "||=") ? [written] : [kept];
}

interface Before {
  readonly operator: Logical["operator"];
  readonly one: Value;
  readonly when: readonly Assumption[];
  readonly assigned: () => Value;
}

interface Side {
  readonly when: readonly Assumption[];
  readonly run: () => Value;
}

export function evaluateUpdate(
  interpreter: Interpreter,
  node: UpdateExpression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const reference = refer(interpreter, node.argument, place);
  const read = asPrimitive(
    interpreter,
    readFrom(interpreter, reference, node.argument, place),
    span,
  );
  const before = numeric(read, span);
  const after = oneMore(before, node.operator, span);
  writeTo(interpreter, reference, after, place);
  return node.prefix ? after : before;
}

const oneMore = (value: Value, operator: "++" | "--", span: Span): Value =>
  lift(
    [value],
    (one = value) => {
      const big = one.kind === "known" && typeof one.value === "bigint";
      return binary(operator === "++" ? "+" : "-", one, known(big ? 1n : 1, span), span);
    },
    span,
  );
