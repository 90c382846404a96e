import type { Node } from "oxc-parser";
import { flowEndlessLoop } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import { type Interpreter, spanIn } from "../interpreter.ts";
import { descendantsInside } from "../source-place.ts";
import type { Picture } from "./checks.ts";
import { endlessLoops } from "./loops.ts";

/** A loop of a tick whose rounds are all the same: it waits for nothing, or for what has come already. */
export function checkEndlessLoops({ sink }: Interpreter, { followed }: Picture): void {
  for (const { closure, flows } of followed.every.functions.values()) {
    const [flow] = flows;
    if (flow === undefined || closure.module.installed) continue;
    for (const loop of endlessLoops(closure)) {
      const parts = descendantsInside(loop);
      if (parts.some(({ type }) => type === "AwaitExpression") && parts.some(mayDiffer)) continue;
      const head = { start: loop.start, end: Math.min(loop.end, loop.body.start) };
      sink.report(
        flowEndlessLoop(spanIn(closure.module, head), { flow: graphName(flow) ?? "root" }),
      );
    }
  }
}

/** Something that makes a round another than the one before. */
function mayDiffer(node: Node): boolean {
  if (node.type === "AssignmentExpression" || node.type === "UpdateExpression") return true;
  if (node.type !== "CallExpression") return false;
  const { callee } = node;
  // A helper may do anything; calls of works, sleeps and prints do the same again.
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return true;
  return !/^(?:run|start|ready|sleep|step|log|info|warn|error|all|race)$/u.test(
    callee.property.name,
  );
}
