import { pathNoWriter } from "#diagnostics/catalogue.gen.ts";
import { graphName, type Handover } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Trace } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** A Path that a work is handed while nothing ever writes it: its owner never runs, or never touches it. */
export function checkNoWriter(interpreter: Interpreter, { followed, handed }: Picture): void {
  const reported = new Set<HeapObject>();
  for (const handover of handed) {
    const reason = reported.has(handover.path) ? undefined : whyUnwritten(followed.every, handover);
    if (reason === undefined) continue;
    reported.add(handover.path);
    report(interpreter, handover, reason);
  }
}

function report({ sink }: Interpreter, { path, consumer, span }: Handover, reason: string): void {
  const name = path.facts?.kind === "path" ? (path.facts.name ?? "") : "";
  const related = [{ span: path.span, message: "declared here" }];
  sink.report(
    pathNoWriter(
      span,
      { path: name, consumer: graphName(consumer) ?? "work", reason },
      { related },
    ),
  );
}

/** A clause, or `undefined` where something writes it or may. */
export function whyUnwritten(trace: Trace, { path }: Pick<Handover, "path">): string | undefined {
  const owner = path.facts?.kind === "path" ? path.facts.owner : undefined;
  if (owner?.facts?.kind !== "work") return undefined;
  const name = graphName(owner) ?? "its work";
  const lost = [...trace.escaped].some(
    ({ facts }) => facts?.kind === "flow" || facts?.kind === "work" || facts?.kind === "map",
  );
  if (!lost && !runs(trace, owner)) return `\`${name}\` is never run`;
  return trace.written.has(path) || trace.escaped.has(path)
    ? undefined
    : `\`${name}.run()\` does nothing with it`;
}

function runs(trace: Trace, work: HeapObject): boolean {
  if (trace.called.has(work)) return true;
  const options = work.facts?.kind === "work" ? work.facts.options : undefined;
  if (options?.kind !== "object") return false;
  const start = options.slots.entries.get("startWithFlow");
  return start !== undefined && !(start.kind === "known" && start.value !== true);
}
