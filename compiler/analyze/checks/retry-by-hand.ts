import type { Node } from "oxc-parser";
import { flowRetryByHand } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, moduleOf } from "../source-place.ts";
import type { CallRecord } from "../trace.ts";
import { sameValue } from "../value.ts";
import type { Picture } from "./checks.ts";
import { isInside } from "./places.ts";

/** The call of a `try` once more in its `catch`, or in the next round of a loop around both. */
export function checkRetries(interpreter: Interpreter, { followed }: Picture): void {
  const told = new Set<string>();
  const attempts = new Map<string, Attempt[]>();
  const triesAt = remembered((place) => triesAround(interpreter, place));
  for (const call of followed.every.calls) {
    const place = `${call.span.file} ${call.span.start}`;
    if (told.has(place)) continue;
    const key = likeness(call);
    const earlier = attempts.get(key) ?? [];
    const first = earlier.find((one) => isSameCall(one.call, call) && isRetry(one, call));
    if (first === undefined) {
      attempts.set(key, withAttempts(earlier, call, triesAt));
      continue;
    }
    told.add(place);
    const { span } = first.call;
    const related = span.start === call.span.start ? [] : [{ span, message: "called here" }];
    const values = { work: graphName(call.work) ?? "work" };
    interpreter.sink.report(flowRetryByHand(call.span, values, { related }));
  }
}

/** A call in the block of a `try` that has a handler. */
interface Attempt {
  readonly call: CallRecord;
  readonly file: string;
  readonly around: Try & { readonly handler: Node };
}

/** One for each place in each `try`: a thousand calls there say the same. */
function withAttempts(
  earlier: readonly Attempt[],
  call: CallRecord,
  triesAt: (place: Span) => readonly Try[],
): Attempt[] {
  const all = [...earlier];
  for (const place of placesOf(call)) {
    for (const { handler, ...around } of triesAt(place)) {
      if (handler === undefined || !isInside(place, spanOf(place.file, around.block))) continue;
      const known = all.some(
        (one) =>
          one.around.handler === handler &&
          one.call.span.start === call.span.start &&
          isSameCall(one.call, call),
      );
      if (!known) all.push({ call, file: place.file, around: { ...around, handler } });
    }
  }
  return all;
}

/** Equal for calls that may be the same; what is not plain is compared afterwards. */
const likeness = ({ work, arguments: given }: CallRecord): string =>
  [graphName(work), ...given.map((one) => (one.kind === "known" ? String(one.value) : ""))].join(
    "\n",
  );

const isSameCall = (a: CallRecord, b: CallRecord): boolean =>
  a.work === b.work &&
  a.arguments.length === b.arguments.length &&
  a.arguments.every((one, index) => {
    const other = b.arguments[index];
    return other !== undefined && one.kind !== "unknown" && sameValue(one, other);
  });

const placesOf = ({ span, stack }: CallRecord): readonly Span[] => [...stack, span];

const spanOf = (file: string, { start, end }: Node): Span => ({ file, start, end });

/** The second call stands in the handler; or there again, and a loop is around. */
function isRetry({ call, file, around: { handler, looped } }: Attempt, second: CallRecord) {
  return (
    placesOf(second).some((place) => isInside(place, spanOf(file, handler))) ||
    (looped && second.span.start === call.span.start && !leaves(handler))
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

/** Each place is looked up once, however many calls lead through it. */
function remembered<Found>(find: (place: Span) => Found): (place: Span) => Found {
  const found = new Map<string, Found>();
  return (place) => {
    const key = `${place.file} ${place.start} ${place.end}`;
    const value = found.get(key) ?? find(place);
    found.set(key, value);
    return value;
  };
}

/** A handler that ends the loop repeats nothing. */
const leaves = (handler: Node): boolean =>
  handler.type === "CatchClause" &&
  handler.body.body.some(({ type }) => /^(?:Return|Throw|Break)Statement$/u.test(type));
