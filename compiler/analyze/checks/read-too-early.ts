import { workMemberTooEarly } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Access } from "../member.ts";

/** What throws until the app stands. */
const later: ReadonlySet<string> = new Set([
  "name",
  "url",
  "internalUrl",
  "status",
  "statuses",
  "machine",
  "local",
  "hasStarted",
  "hasSucceeded",
  "hasFailed",
  "hasStopped",
  "isPending",
  "isRunning",
]);

/** `address = this.serve.url` in a field: there is no such thing yet. */
export function checkReadTooEarly(
  { sink, quiet }: Interpreter,
  object: HeapObject,
  { key, span }: Access,
): void {
  if (quiet > 0 || !later.has(key)) return;
  const { body, facts } = object;
  const type = body.kind === "instance" ? className(body.class) : "component";
  const name = (facts && "name" in facts && typeof facts.name === "string" && facts.name) || type;
  sink.report(workMemberTooEarly(span, { name, member: key }));
}
