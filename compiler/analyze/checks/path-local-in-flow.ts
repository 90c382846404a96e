import { pathLocalInFlow } from "#diagnostics/catalogue.gen.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";
import { isInside } from "./places.ts";

/** `.local` read in a tick; handed to a call, it has been told of already. */
export function checkLocalInFlow({ sink }: Interpreter, { followed }: Picture): void {
  const { calls, localsInTicks } = followed.every;
  const handed = calls.flatMap((call) => call.arguments.flatMap((one) => leavesIn(one)));
  const told = handed.flatMap((leaf) =>
    leaf.kind === "symbol" && leaf.means.kind === "local" ? [leaf.span] : [],
  );
  for (const { path, span } of localsInTicks) {
    if (told.some((other) => isInside(span, other))) continue;
    const name = (path.facts?.kind === "path" && path.facts.name) || "path";
    sink.report(pathLocalInFlow(span, { path: name }));
  }
}
