import { workReturnNotJson } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { choicesOf, spanOf, type Value } from "../value.ts";
import { describeObstacle, jsonObstacle } from "./json-obstacle.ts";

/** What a work returns travels to the flow as JSON, a Path or a Drive. */
export function checkReturn(interpreter: Interpreter, work: HeapObject, result: Value): void {
  const { facts } = work;
  if (facts?.kind !== "work" || interpreter.quiet > 0) return;
  const type = facts.making?.type;
  for (const { value } of choicesOf(result)) {
    const problem = jsonObstacle(value);
    if (problem === undefined) continue;
    const at = spanOf(problem.value);
    interpreter.sink.report(
      workReturnNotJson(at.file === "" ? spanOf(result) : at, {
        class: type ? className(type) : "Work",
        value: describeObstacle(problem),
      }),
    );
  }
}
