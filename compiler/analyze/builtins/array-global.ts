import type { Span } from "#source/span.ts";
import { lift } from "../decide.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { allocate, type Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { longestArray } from "../limits.ts";
import { makeArray, makeNative } from "../make.ts";
import { get, write } from "../member.ts";
import { heldBy } from "../own-values.ts";
import { repeatUnknown } from "../repeat.ts";
import { call } from "../semantics.ts";
import { known, mixed, type Value } from "../value.ts";
import { someOf } from "./array-parts.ts";
import { isGiven, mayBeCalled } from "./plain.ts";
import { throws } from "./throws.ts";

export function arrayGlobal(): HeapObject {
  return makeNative(
    "Array",
    { call: makeFrom, construct: makeFrom },
    {
      isArray: makeNative("isArray", {
        call: (_, { arguments: [value], span }) =>
          value === undefined
            ? known(false, span)
            : lift([value], (one = value) => isArray(one, span), span),
      }),
      of: makeNative("of", {
        call: (interpreter, { arguments: args, span }) => makeArray(interpreter, args, span),
      }),
      from: makeNative("from", { call: from }),
    },
  );
}

const isArray = (value: Value, span: Span): Value =>
  value.kind === "unknown"
    ? mixed(span, [value])
    : known(value.kind === "object" && value.body.kind === "array", span);

/** `new Array(n)` has n places and nothing in them. */
function makeFrom(interpreter: Interpreter, { arguments: args, span }: CallSite): Value {
  const [length] = args;
  if (args.length !== 1 || length === undefined) return makeArray(interpreter, args, span);
  if (length.kind !== "known")
    return length.kind === "object" ? makeArray(interpreter, args, span) : mixed(span, args);
  if (typeof length.value !== "number") return makeArray(interpreter, args, span);
  if (length.value !== length.value >>> 0) throws(interpreter, span, "new Array()");
  const array = allocate(interpreter, { kind: "array" }, { span });
  write(interpreter, array, "length", known(length.value >>> 0, span));
  return array;
}

function from(interpreter: Interpreter, { arguments: args, span }: CallSite): Value {
  const [source, map, self = known(undefined, span)] = args;
  if (isGiven(map) && !mayBeCalled(map)) throws(interpreter, span, "Array.from()");
  const items =
    source && (iterate(interpreter, source, span) ?? arrayLike(interpreter, source, span));
  if (items === undefined) {
    if (source?.kind === "known" && (source.value ?? undefined) === undefined)
      throws(interpreter, span, "Array.from()");
    const held = source?.kind === "object" ? heldOrLength(source) : [];
    const lost = mixed(span, [...held, ...(source ? [source] : [])]);
    return fromUnknown(interpreter, { lost, map, self, span });
  }
  if (!isGiven(map)) return makeArray(interpreter, items, span);
  const results = items.map((one, index) => {
    const parameters = [one, known(index, span)];
    const argumentSpans = parameters.map(() => span);
    return call(interpreter, map, { self, arguments: parameters, argumentSpans, span });
  });
  return makeArray(interpreter, results, span);
}

/** Any number of elements, each as the function makes it. */
function fromUnknown(
  interpreter: Interpreter,
  {
    lost,
    map,
    self,
    span,
  }: {
    readonly lost: Value;
    readonly map: Value | undefined;
    readonly self: Value;
    readonly span: Span;
  },
): Value {
  const all = escapes(interpreter, [lost], span);
  const reason = "how many elements there are is not known";
  if (!isGiven(map)) return all;
  let made: Value = known(undefined, span);
  repeatUnknown(interpreter, { span, reason: "how often it is called is not known" }, () => {
    const parameters = [mixed(span, [all]), { ...mixed(span, [lost], reason), holds: [] }];
    const argumentSpans = parameters.map(() => span);
    made = call(interpreter, map, { self, arguments: parameters, argumentSpans, span });
  });
  const list = someOf(interpreter, [made], { span, reason });
  interpreter.store.write(list.slots, "length", mixed(span, [lost], reason));
  return list;
}

/** What makes it unknown comes first. */
function heldOrLength(source: HeapObject): readonly Value[] {
  const length = source.slots.entries.get("length");
  const open = length && length.kind !== "accessor" && length.kind !== "known";
  return [...(open ? [length] : []), ...heldBy(source)];
}

function arrayLike(
  interpreter: Interpreter,
  source: Value,
  span: Span,
): readonly Value[] | undefined {
  if (source.kind !== "object" || source.body.kind !== "record") return undefined;
  const length = get(interpreter, source, { key: "length", span });
  if (length.kind !== "known" || typeof length.value === "bigint") return undefined;
  const many = Math.max(0, Math.trunc(Number(length.value)) || 0);
  if (many > longestArray) return undefined;
  return Array.from({ length: many }, (_, index) =>
    get(interpreter, source, { key: String(index), span }),
  );
}
