import type { TaggedTemplateExpression, TemplateLiteral } from "oxc-parser";
import { onCallee } from "./call-expression.ts";
import { notEnumerable } from "./hidden-keys.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { makeArray } from "./make.ts";
import { write } from "./member.ts";
import { call, evaluate } from "./semantics.ts";
import { known, type Value } from "./value.ts";

/** `` tag`a${1}` `` calls `tag` with the texts, which have a `raw` form, and the values. */
export function evaluateTagged(
  interpreter: Interpreter,
  node: TaggedTemplateExpression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const texts = stringsOf(interpreter, node.quasi, place);
  const spans = [span, ...node.quasi.expressions.map((one) => spanIn(place.module, one))];
  return onCallee(interpreter, node.tag, place, ({ callee, self }) => {
    const values = node.quasi.expressions.map((one) => evaluate(interpreter, one, place));
    const args = [texts, ...values];
    return call(interpreter, callee, { self, arguments: args, argumentSpans: spans, span });
  });
}

function stringsOf(interpreter: Interpreter, { quasis }: TemplateLiteral, place: Place): Value {
  const [first] = quasis;
  const span = first ? spanIn(place.module, first) : place.module.start;
  const at = (text: string | null | undefined) => known(text ?? undefined, span);
  const texts = makeArray(
    interpreter,
    quasis.map(({ value }) => at(value.cooked)),
    span,
  );
  const raw = makeArray(
    interpreter,
    quasis.map(({ value }) => at(value.raw)),
    span,
  );
  write(interpreter, texts, "raw", raw);
  interpreter.store.write(texts.slots, notEnumerable("raw"), known(true, span));
  return texts;
}
