import { workArgumentNotJson } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { spanOf } from "../value.ts";
import type { Picture } from "./checks.ts";
import { describeObstacle, jsonObstacle } from "./json-obstacle.ts";
import { elsewhere } from "./places.ts";

/** What a call is handed travels to its process, and is what the call is known by. */
export function checkArguments({ sink }: Interpreter, { followed }: Picture): void {
  const told = new Set<string>();
  for (const call of followed.every.calls) {
    call.arguments.forEach((argument, index) => {
      const problem = jsonObstacle(argument);
      const span = call.argumentSpans[index] ?? call.span;
      const place = `${span.file} ${span.start}`;
      if (problem === undefined || told.has(place)) return;
      told.add(place);
      const values = {
        work: graphName(call.work) ?? "work",
        value: describeObstacle(problem),
      };
      const related = elsewhere(spanOf(problem.value), span, "this is what JSON cannot carry");
      sink.report(workArgumentNotJson(span, values, { related }));
    });
  }
}
