import { pathAsText } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { declaredPath } from "../path.ts";
import { choicesOf, type Value } from "../value.ts";

/** `${path}` and `path + "x"` throw; in a work's own process its file was meant. */
export function checkPathAsText(
  { sink, phase, quiet }: Interpreter,
  value: Value,
  span: Span,
): void {
  if (quiet > 0) return;
  const path = choicesOf(value).find(
    ({ value: one }) => one.kind === "object" && one.facts?.kind === "path",
  )?.value;
  if (path?.kind !== "object") return;
  const { facts } = declaredPath(path);
  const given =
    facts?.kind === "path" && facts.path.kind === "known" ? facts.path.value : undefined;
  const name = (facts?.kind === "path" && facts.name) || String(given ?? "Path");
  const end = { ...span, start: span.end };
  const fix =
    phase.kind === "work"
      ? { title: "Name its file here", edits: [{ span: end, text: ".local" }] }
      : undefined;
  sink.report(pathAsText(span, { path: name }, { fix }));
}
