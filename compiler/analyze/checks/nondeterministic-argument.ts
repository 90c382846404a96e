import { flowNondeterministicArgument } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { methodAround, textAt } from "../source-place.ts";
import type { Taint, Value } from "../value.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";
import { isInside } from "./places.ts";

/** The clock or chance in an argument: the identity of a call, which would be another on every tick. */
export function checkNondeterministic(interpreter: Interpreter, { followed }: Picture): void {
  const keys = new Map<string, number>();
  // Works of one array are called by the same expression: one mistake, told of the first.
  const told = new Set<string>();
  for (const call of followed.every.calls) {
    call.arguments.forEach((argument, index) => {
      const span = call.argumentSpans[index] ?? call.span;
      const [taint] = leavesIn(argument).flatMap(taintsOf);
      const place = `${span.file} ${span.start}`;
      if (!taint || told.has(place)) return;
      told.add(place);
      report(interpreter, { taint, span, work: graphName(call.work) ?? "work", keys });
    });
  }
}

function taintsOf(value: Value): readonly Taint[] {
  const taints =
    value.kind === "unknown"
      ? value.taints
      : value.kind === "object" && value.body.kind === "exotic"
        ? (value.body.taints ?? [])
        : [];
  return taints.filter(({ kind }) => kind === "nondeterministic");
}

interface Argument {
  readonly taint: Taint;
  readonly span: Span;
  readonly work: string;
  readonly keys: Map<string, number>;
}

function report(interpreter: Interpreter, argument: Argument): void {
  const { taint, span, work } = argument;
  const related = isInside(taint.span, span)
    ? []
    : [{ span: taint.span, message: `\`${taint.what}\` is asked here` }];
  const fix = fixFor(interpreter, argument);
  interpreter.sink.report(
    flowNondeterministicArgument(span, { expression: taint.what, work }, { related, fix }),
  );
}

const stepKeys: Readonly<Record<string, string>> = {
  "Date.now()": "now",
  "performance.now()": "now",
  "Math.random()": "random",
};

/** A step remembers what it was the first time. A step may not touch components, so only what does not is wrapped. */
function fixFor(interpreter: Interpreter, { taint, span, keys }: Argument): Fix | undefined {
  const wrapped = isInside(taint.span, span) ? taint.span : span;
  const text = textAt(interpreter, wrapped);
  const place = methodAround(interpreter, wrapped);
  if (
    !place?.async ||
    place.repeated ||
    taint.what === "new Date()" ||
    /\bthis\b|\bawait\b|^\.\.\./u.test(text)
  )
    return undefined;
  const name = stepKeys[taint.what] ?? "id";
  const count = (keys.get(name) ?? 0) + 1;
  keys.set(name, count);
  const key = JSON.stringify(count === 1 ? name : `${name}-${count}`);
  const edits = [{ span: wrapped, text: `await this.step(${key}, () => ${text})` }];
  return { title: "Remember it in a step", edits };
}
