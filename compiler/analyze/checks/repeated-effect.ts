import { flowRepeatedEffect } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, methodAround, moduleOf } from "../source-place.ts";
import type { Effect } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** A restart in every tick, or a stop of what every tick calls again afterwards. */
export function checkRepeatedEffects(interpreter: Interpreter, { followed }: Picture): void {
  const { effects, calls } = followed.every;
  // Works of one array are stopped by the same expression: one mistake, told of the first.
  const told = new Set<string>();
  for (const effect of effects) {
    const again = calls.slice(effect.callsBefore).some(({ work }) => work === effect.work);
    const place = `${effect.span.file} ${effect.span.start}`;
    if (!effect.certain || (effect.kind === "stop" && !again) || told.has(place)) continue;
    told.add(place);
    const values = { work: graphName(effect.work) ?? "work", method: effect.kind };
    interpreter.sink.report(
      flowRepeatedEffect(effect.span, values, { fix: fixFor(interpreter, effect) }),
    );
  }
}

/** `if (this.once("restart train")) this.train.restart();` */
function fixFor(interpreter: Interpreter, { span, kind, work }: Effect): Fix | undefined {
  const module = moduleOf(interpreter, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const statement = chain.findLast(({ type }) => type === "ExpressionStatement");
  const place = methodAround(interpreter, span);
  if (statement === undefined || place === undefined || place.repeated) return undefined;
  const at = { file: span.file, start: statement.start, end: statement.start };
  const key = JSON.stringify(`${kind} ${graphName(work) ?? "work"}`);
  return { title: "Do it once", edits: [{ span: at, text: `if (this.once(${key})) ` }] };
}
