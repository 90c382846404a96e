import { flowDuration } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ownEntries } from "../member.ts";
import { seconds } from "../settings.ts";
import { textAt } from "../source-place.ts";
import { choicesOf, type Value } from "../value.ts";
import type { Picture } from "./checks.ts";

/** Times without a unit, or with one that nobody knows. */
export function checkDurations(interpreter: Interpreter, { works, followed }: Picture): void {
  for (const work of works) {
    if (work.facts?.kind !== "work") continue;
    for (const [what, value] of durationsIn(work.facts.options))
      checkOne(interpreter, value, `${what} of \`${graphName(work) ?? "work"}\``);
  }
  for (const { method, duration } of followed.every.marks)
    if (duration) checkOne(interpreter, duration, `\`${method}()\``);
}

const fields: Readonly<Record<string, readonly string[]>> = {
  "": ["timeout"],
  retries: ["backoff"],
  health: ["grace"],
  cloudCompute: ["idleTimeout"],
};

function durationsIn(options: Value): readonly (readonly [string, Value])[] {
  return recordsIn(options).flatMap((record) =>
    Object.entries(fields).flatMap(([group, keys]) => {
      const holders = group === "" ? [record] : recordsIn(field(record, group));
      return holders.flatMap((holder) =>
        keys.flatMap((key) => {
          const value = field(holder, key);
          return value ? [[`\`${key}\``, value] as const] : [];
        }),
      );
    }),
  );
}

const recordsIn = (value: Value | undefined): readonly HeapObject[] =>
  (value ? choicesOf(value) : []).flatMap(({ value: one }) => {
    if (one.kind !== "object") return [];
    return one.facts?.kind === "compute" ? recordsIn(one.facts.options) : [one];
  });

const field = (record: HeapObject, key: string): Value | undefined =>
  ownEntries(record).find(([name]) => name === key)?.[1];

function checkOne(interpreter: Interpreter, value: Value, what: string): void {
  for (const { value: one } of choicesOf(value)) {
    if (one.kind !== "known" || one.value === undefined) continue;
    const given = one.value;
    if (typeof given === "string" && seconds(given) !== undefined) continue;
    const asSeconds = typeof given === "number" && given >= 0 ? `"${given}s"` : undefined;
    const hint = asSeconds ? `Write ${asSeconds} or "${given}ms".` : 'Write "90s" or "5m".';
    // Hundreds may be milliseconds: there nothing is guessed.
    const small = typeof given === "number" && given < 100;
    const literal = small && asSeconds && textAt(interpreter, one.span) === String(given);
    const fix = literal
      ? { title: `Say it in seconds`, edits: [{ span: one.span, text: asSeconds }] }
      : undefined;
    const values = { value: JSON.stringify(given) ?? "undefined", what, hint };
    interpreter.sink.report(flowDuration(one.span, values, { fix }));
  }
}
