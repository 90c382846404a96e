import { workUrlArgument } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";
import { elsewhere } from "./places.ts";

/** The url of a service among the arguments by which a call is known. */
export function checkUrlArguments({ sink }: Interpreter, { followed }: Picture): void {
  const told = new Set<string>();
  for (const call of followed.every.calls) {
    call.arguments.forEach((argument, index) => {
      const span = call.argumentSpans[index] ?? call.span;
      const url = leavesIn(argument).find(
        (leaf) => leaf.kind === "symbol" && leaf.means.kind === "url",
      );
      const place = `${span.file} ${span.start}`;
      if (url?.kind !== "symbol" || url.means.kind !== "url" || told.has(place)) return;
      told.add(place);
      const values = {
        work: graphName(call.work) ?? "work",
        other: graphName(url.means.work) ?? "work",
      };
      const related = elsewhere(url.span, span, "the url is read here");
      sink.report(workUrlArgument(span, values, { related }));
    });
  }
}
