import { flowDuplicateKey } from "#diagnostics/catalogue.gen.ts";
import type { Interpreter } from "../interpreter.ts";
import { elementsOf } from "../member.ts";
import { ancestors, moduleOf } from "../source-place.ts";
import type { Mark } from "../trace.ts";
import type { Value } from "../value.ts";
import type { Picture } from "./checks.ts";

/** One name for two things of a tick: the same line in each round of a loop, or two lines that are both reached. */
export function checkKeys(interpreter: Interpreter, { followed }: Picture): void {
  const seen = new Map<string, Mark>();
  const told = new Set<string>();
  const keysAt = keysByPlace(followed.every.marks);
  for (const mark of followed.every.marks) {
    const key = mark.key && keyText(mark.key);
    if (key === undefined) continue;
    const name = `${mark.flow?.slots.birth} ${mark.method} ${key}`;
    const before = seen.get(name);
    seen.set(name, before ?? mark);
    const place = `${mark.span.file} ${mark.span.start}`;
    const constant = (keysAt.get(place)?.size ?? 0) === 1;
    const repeated = constant && isRepeated(interpreter, mark);
    if (told.has(place) || !(repeated || (before && both(before, mark)))) continue;
    told.add(place);
    const related =
      before && before.span.start !== mark.span.start
        ? [{ span: before.span, message: "it is reached here already" }]
        : [];
    interpreter.sink.report(flowDuplicateKey(mark.span, { method: mark.method, key }, { related }));
  }
}

/** In a loop that is unrolled, a key that follows it is another in each round. */
function keysByPlace(marks: readonly Mark[]): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { key, span } of marks) {
    const place = `${span.file} ${span.start}`;
    const at = keys.get(place) ?? new Set<string>();
    keys.set(place, at.add((key && keyText(key)) ?? "?"));
  }
  return keys;
}

/** Reached twice for sure; under a schedule each occurrence has names of its own. */
const both = (a: Mark, b: Mark): boolean => a.certain && b.certain;

function keyText(key: Value): string | undefined {
  if (key.kind === "known") return JSON.stringify(key.value);
  const parts = key.kind === "object" ? elementsOf(key) : undefined;
  const words = parts?.map((part) =>
    part.kind === "known" ? JSON.stringify(part.value) : undefined,
  );
  return words?.every((word) => word !== undefined) ? `[${words.join(", ")}]` : undefined;
}

/** The key is a constant in a loop, or in a callback that runs for each of several. */
function isRepeated(interpreter: Interpreter, { span }: Mark): boolean {
  const module = moduleOf(interpreter, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const inner = chain.findLastIndex(({ type }) => /Function/u.test(type));
  const call = chain[inner - 1];
  const each =
    call?.type === "CallExpression" &&
    call.callee.type === "MemberExpression" &&
    call.callee.property.type === "Identifier" &&
    /^(?:map|forEach|flatMap)$/u.test(call.callee.property.name);
  const around = chain.slice(inner + 1);
  return (
    each ||
    around.some(
      (node, index) =>
        /^(?:For|While|DoWhile)/u.test(node.type) && !isHead(node, around[index + 1]),
    )
  );
}

/** `for (const x of await this.step("list", …))` asks once. */
const isHead = (loop: object, child: object | undefined): boolean =>
  ("right" in loop && loop.right === child) || ("init" in loop && loop.init === child);
