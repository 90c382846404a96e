/** Optional chains: `a?.b.c(d)` ends as a whole where `a` is missing, and goes on where it is there. */
import type { Expression } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { barrier, fork } from "./branch.ts";
import { type Completion, Left, newExit, normal } from "./completion.ts";
import { narrow, nullish } from "./decide.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { evaluate } from "./semantics.ts";
import { type Choice, choicesOf, known, type Value } from "./value.ts";

export function evaluateChain(interpreter: Interpreter, node: Expression, place: Place): Value {
  const span = spanIn(place.module, node);
  const exit = newExit(interpreter);
  interpreter.chains.push(exit);
  const run = (): Completion => ({ kind: "return", value: evaluate(interpreter, node, place) });
  const absorb = (completion: Completion): Completion =>
    completion.kind === "left" && completion.to === exit ? completion.as : completion;
  try {
    const completion = barrier(interpreter, run, { span, absorb });
    return completion.kind === "return" ? completion.value : known(undefined, span);
  } finally {
    interpreter.chains.pop();
  }
}

/** What stands before a `?.`: where it is missing, or may be, the chain around it ends here. */
export function orEnd(interpreter: Interpreter, value: Value, span: Span): Value {
  const exit = interpreter.chains.at(-1);
  const found = narrow(interpreter, value);
  const missing = nullish(found);
  if (missing === false || exit === undefined) return found;
  const end: Completion = { kind: "return", value: known(undefined, span) };
  if (missing === true) throw new Left(exit, end);
  const there = choicesOf(found).filter((choice) => nullish(choice.value) !== true);
  const gone = choicesOf(found).filter((choice) => nullish(choice.value) !== false);
  const leaves = ({ when }: Choice) => ({
    when,
    run: (): Completion => {
      throw new Left(exit, end);
    },
  });
  const [only] = there;
  const stays = { when: only && there.length === 1 ? only.when : [], run: () => normal };
  fork(interpreter, [stays, ...gone.map(leaves)], span);
  if (found.kind !== "oneOf") return found;
  return only && there.length === 1 ? only.value : { ...found, choices: there };
}
