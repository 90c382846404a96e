/** How a statement, or the middle of an expression, can end. */
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Outcome } from "./store.ts";
import { join, unknown, type Value } from "./value.ts";

export type Completion =
  | { readonly kind: "normal" }
  | { readonly kind: "return"; readonly value: Value }
  | { readonly kind: "break" | "continue"; readonly label: string | undefined }
  /** Thrown, and on its way to the handler of the `try` around it. */
  | { readonly kind: "caught"; readonly value: Value }
  | { readonly kind: "throw"; readonly value: Value }
  /** Out of a generator or an optional chain, to what waits for it, and there it counts `as` this. */
  | { readonly kind: "left"; readonly to: Exit; readonly as: Completion };

/** What a completion can leave to. */
export interface Exit {
  readonly id: number;
}

export const newExit = (interpreter: Interpreter): Exit => ({ id: interpreter.exits++ });

export const normal: Completion = { kind: "normal" };

/** Unwinds to the nearest barrier; with `Left`, the only exceptions the interpreter throws on purpose. */
export class Thrown {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** The same for what leaves from the middle of an expression. */
export class Left {
  readonly completion: Completion & { readonly kind: "left" };
  constructor(to: Exit, as: Completion) {
    this.completion = { kind: "left", to, as };
  }
}

export const whatWasThrown = (span: Span): Value => unknown(span, "it is what was thrown");

export function attempt(run: () => Completion): Completion {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof Thrown) return { kind: "throw", value: thrown.value };
    if (thrown instanceof Left) return thrown.completion;
    throw thrown;
  }
}

export function rethrow(completion: Completion): Completion {
  if (completion.kind === "throw") throw new Thrown(completion.value);
  if (completion.kind === "left") throw new Left(completion.to, completion.as);
  return completion;
}

export const groupKey = ({ result }: { readonly result: Completion }): string => {
  if (result.kind === "left") return `left ${result.to.id} ${groupKey({ result: result.as })}`;
  return result.kind === "break" || result.kind === "continue"
    ? `${result.kind} ${result.label ?? ""}`
    : result.kind;
};

/** One for several that are of one kind. */
export function joinedCompletion(group: readonly Outcome<Completion>[], span: Span): Completion {
  const [first, ...rest] = group;
  if (first === undefined) return normal;
  return rest.reduce<Ended>((a, b) => ({ result: joinTwo(a, b, span), when: [] }), first).result;
}

type Ended = Pick<Outcome<Completion>, "result" | "when">;

function joinTwo(a: Ended, b: Ended, span: Span): Completion {
  if (a.result.kind === "left" && b.result.kind === "left") {
    const inner = ({ result, when }: Ended): Ended =>
      result.kind === "left" ? { result: result.as, when } : { result, when };
    return { ...a.result, as: joinTwo(inner(a), inner(b), span) };
  }
  if (!("value" in a.result && "value" in b.result)) return a.result;
  const value = join(
    { value: a.result.value, when: a.when },
    { value: b.result.value, when: b.when },
    span,
  );
  return { ...a.result, value };
}
