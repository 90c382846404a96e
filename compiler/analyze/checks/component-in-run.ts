import type { Class } from "oxc-parser";
import { flowComponentInRun } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { className } from "../class-reference.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { importEdits, methodAround, textAt } from "../source-place.ts";
import type { Made } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** `new Work()` in a tick makes one more with every tick. */
export function checkComponentInRun(interpreter: Interpreter, { followed }: Picture): void {
  for (const trace of new Set([followed.first, followed.every])) {
    const owned = new Set(trace.made.flatMap(({ object }) => [...object.slots.entries.values()]));
    for (const made of trace.made) if (!owned.has(made.object)) report(interpreter, made);
  }
}

function report(interpreter: Interpreter, { object, flow }: Made): void {
  const { facts } = object;
  if (facts?.kind !== "work" && facts?.kind !== "flow") return;
  if (facts.making === undefined) return;
  const { type, span } = facts.making;
  const values = { class: className(type), flow: (flow && graphName(flow)) ?? "root" };
  interpreter.sink.report(
    flowComponentInRun(span, values, { fix: fixFor(interpreter, { object, type, span }) }),
  );
}

interface Making {
  readonly object: HeapObject;
  readonly type: HeapObject;
  readonly span: Span;
}

/** A ComponentMap beside the other fields, and `create` where `new` stood. */
function fixFor(interpreter: Interpreter, { object, type, span }: Making): Fix | undefined {
  const place = methodAround(interpreter, span);
  const args =
    object.facts?.kind === "work" || object.facts?.kind === "flow"
      ? (object.facts.making?.argumentSpans ?? [])
      : [];
  const name = className(type);
  const callee = /^new\s+([\w$.]+)\s*(?:\(|$)/u.exec(textAt(interpreter, span))?.[1];
  if (place === undefined || callee !== name || (place.repeated && args.length === 0))
    return undefined;
  const texts = args.map((argument) => textAt(interpreter, argument));
  const field = freeField(place.class, name);
  const key = place.repeated ? `String(${texts[0] ?? ""})` : JSON.stringify(lowerFirst(name));
  const create = { span, text: `this.${field}.create(${[key, name, ...texts].join(", ")})` };
  const start = place.class.body.start + 1;
  const declared = {
    span: { file: span.file, start, end: start },
    text: `\n  ${field} = new ComponentMap<${name}>({ max: ${place.repeated ? 8 : 1} });`,
  };
  const edits = [...importEdits(interpreter, span.file, "ComponentMap"), declared, create];
  return { title: `Make it in a ComponentMap, \`${field}\``, edits };
}

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

function freeField(owner: Class, name: string): string {
  const taken = owner.body.body.flatMap((element) =>
    "key" in element && element.key.type === "Identifier" ? [element.key.name] : [],
  );
  const wanted = `${lowerFirst(name)}s`;
  return taken.includes(wanted) ? `${wanted}Made` : wanted;
}
