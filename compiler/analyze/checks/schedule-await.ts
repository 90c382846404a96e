import type { Node } from "oxc-parser";
import { flowScheduleAwait } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, moduleOf, textAt } from "../source-place.ts";
import type { Picture } from "./checks.ts";

/** An await that may end the tick, where it is reached only in the one tick in which `schedule()` is true. */
export function checkScheduleAwaits(interpreter: Interpreter, { followed }: Picture): void {
  const told = new Set<string>();
  for (const { gates, span } of followed.every.suspensions) {
    const gate = gates.find(({ what }) => what === "schedule()");
    if (gate === undefined || told.has(`${gate.span.file} ${gate.span.start}`)) continue;
    told.add(`${gate.span.file} ${gate.span.start}`);
    const related = [{ span: gate.span, message: "it is true here, once" }];
    interpreter.sink.report(
      flowScheduleAwait(span, {}, { related, fix: fixFor(interpreter, gate.span, span) }),
    );
  }
}

/** `if (this.schedule(cron)) { … }` → `await this.every(cron, async () => { … });` */
function fixFor(interpreter: Interpreter, gate: Span, awaited: Span): Fix | undefined {
  const module = moduleOf(interpreter, gate.file);
  const chain = module ? ancestors(module.parsed.program, gate) : [];
  const condition = chain.findLast(({ type }) => type === "IfStatement");
  if (condition?.type !== "IfStatement" || condition.alternate !== null) return undefined;
  const { test, consequent } = condition;
  const whole = test.start === gate.start && test.end === gate.end;
  const inside = awaited.start >= consequent.start && awaited.end <= consequent.end;
  const call = /^this\.schedule\(([\s\S]*)\)$/u.exec(textAt(interpreter, gate));
  if (!whole || !inside || gate.file !== awaited.file || call === null) return undefined;
  const text = (node: Node) => textAt(interpreter, { ...gate, start: node.start, end: node.end });
  if (/\breturn\b|\bbreak\b|\bcontinue\b/u.test(text(consequent))) return undefined;
  const [cron = "", ...options] = argumentsOf(test, text);
  const body =
    consequent.type === "BlockStatement" ? text(consequent) : `{\n${text(consequent)}\n}`;
  const rest = options.map((option) => `, ${option}`).join("");
  const span = { ...gate, start: condition.start, end: condition.end };
  return {
    title: "Use `every`",
    edits: [{ span, text: `await this.every(${cron}, async () => ${body}${rest});` }],
  };
}

const argumentsOf = (test: Node, text: (node: Node) => string): readonly string[] =>
  test.type === "CallExpression" ? test.arguments.map(text) : [];
