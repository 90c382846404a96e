import type { TryStatement } from "oxc-parser";
import { withFinalizer } from "./aftermath.ts";
import { barrier } from "./branch.ts";
import { type Completion, normal } from "./completion.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { bindPattern } from "./pattern.ts";
import { innerScope } from "./scope.ts";
import { execute, executeAll } from "./semantics.ts";
import type { Value } from "./value.ts";

export function executeTry(interpreter: Interpreter, node: TryStatement, place: Place): Completion {
  const { handler, finalizer, block } = node;
  const span = spanIn(place.module, node);
  const run = (): Completion =>
    handler ? tryAndCatch(interpreter, node, place) : execute(interpreter, block, place);
  return finalizer
    ? withFinalizer(interpreter, { run, after: () => execute(interpreter, finalizer, place), span })
    : run();
}

/** The handler runs from each state in which something in the block may throw. */
function tryAndCatch(interpreter: Interpreter, node: TryStatement, place: Place): Completion {
  const span = spanIn(place.module, node);
  const run = (): Completion => {
    const completion = tryBlock(interpreter, node, place);
    return completion.kind === "caught"
      ? executeHandler(interpreter, { node, value: completion.value }, place)
      : completion;
  };
  return barrier(interpreter, run, { span, absorb: (completion) => completion });
}

/** What is thrown in it, by any of its branches, is caught. */
function tryBlock(interpreter: Interpreter, { block }: TryStatement, place: Place): Completion {
  const span = spanIn(place.module, block);
  const absorb = (completion: Completion): Completion =>
    completion.kind === "throw" ? { kind: "caught", value: completion.value } : completion;
  interpreter.tries++;
  try {
    return barrier(interpreter, () => execute(interpreter, block, place), { span, absorb });
  } finally {
    interpreter.tries--;
  }
}

function executeHandler(
  interpreter: Interpreter,
  { node, value }: { readonly node: TryStatement; readonly value: Value },
  outer: Place,
): Completion {
  if (node.handler === null) return normal;
  const place = { ...outer, scope: innerScope(interpreter, outer.scope) };
  if (node.handler.param)
    bindPattern(interpreter, node.handler.param, { value, place, kind: "let" });
  return executeAll(interpreter, node.handler.body.body, place);
}
