import type { Node } from "oxc-parser";
import { flowRetryByHand } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, moduleOf } from "../source-place.ts";
import type { CallRecord } from "../trace.ts";
import { sameValue } from "../value.ts";
import type { Picture } from "./checks.ts";
import { isInside } from "./places.ts";

/** The call of a `try` once more in its `catch`, or in the next round of a loop around both. */
export function checkRetries(interpreter: Interpreter, { followed }: Picture): void {
  const told = new Set<string>();
  const earlier = new Map<HeapObject, CallRecord[]>();
  for (const call of followed.every.calls) {
    const ofWork = earlier.get(call.work) ?? [];
    earlier.set(call.work, [...ofWork, call]);
    const place = `${call.span.file} ${call.span.start}`;
    if (told.has(place)) continue;
    const before = ofWork.find(
      (other) => isSameCall(other, call) && isRetry(interpreter, other, call),
    );
    if (before === undefined) continue;
    told.add(place);
    const related =
      before.span.start === call.span.start ? [] : [{ span: before.span, message: "called here" }];
    const values = { work: graphName(call.work) ?? "work" };
    interpreter.sink.report(flowRetryByHand(call.span, values, { related }));
  }
}

const isSameCall = (a: CallRecord, b: CallRecord): boolean =>
  a.work === b.work &&
  a.arguments.length === b.arguments.length &&
  a.arguments.every((one, index) => {
    const other = b.arguments[index];
    return other !== undefined && one.kind !== "unknown" && sameValue(one, other);
  });

const placesOf = ({ span, stack }: CallRecord): readonly Span[] => [...stack, span];

/** The first stands in the block of a `try`; the second in its handler, or there again, and a loop is around. */
function isRetry(interpreter: Interpreter, first: CallRecord, second: CallRecord): boolean {
  return placesOf(first).some((place) =>
    triesAround(interpreter, place).some(({ block, handler, looped }) => {
      const file = place.file;
      const inBlock = isInside(place, { file, start: block.start, end: block.end });
      if (!inBlock || handler === undefined) return false;
      const again = placesOf(second).some((other) =>
        isInside(other, { file, start: handler.start, end: handler.end }),
      );
      return again || (looped && second.span.start === first.span.start && !leaves(handler));
    }),
  );
}

interface Try {
  readonly block: Node;
  readonly handler: Node | undefined;
  readonly looped: boolean;
}

function triesAround(interpreter: Interpreter, place: Span): readonly Try[] {
  const module = moduleOf(interpreter, place.file);
  const chain = module ? ancestors(module.parsed.program, place) : [];
  return chain.flatMap((node, index) =>
    node.type === "TryStatement"
      ? [
          {
            block: node.block,
            handler: node.handler ?? undefined,
            looped: chain.slice(0, index).some(({ type }) => /^(?:For|While|DoWhile)/u.test(type)),
          },
        ]
      : [],
  );
}

/** A handler that ends the loop repeats nothing. */
const leaves = (handler: Node): boolean =>
  handler.type === "CatchClause" &&
  handler.body.body.some(({ type }) => /^(?:Return|Throw|Break)Statement$/u.test(type));
