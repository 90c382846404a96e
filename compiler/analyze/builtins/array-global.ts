import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { HeapObject } from "../heap.ts";
import { iterate } from "../iterate.ts";
import { makeArray, makeNative } from "../make.ts";
import { get } from "../member.ts";
import { callBack } from "../semantics.ts";
import { known, mixed, unknown, type Value } from "../value.ts";

/** More elements than this are not structure. */
const longestArray = 100_000;

export function arrayGlobal(): HeapObject {
  return makeNative(
    "Array",
    {
      call: (interpreter, { arguments: args, span }) => makeArray(interpreter, args, span),
      construct: (interpreter, { arguments: args, span }) => {
        const [length] = args;
        if (args.length !== 1 || length?.kind !== "known" || typeof length.value !== "number")
          return makeArray(interpreter, args, span);
        if (length.value > longestArray) return unknown(span, "the array is too long");
        return makeArray(
          interpreter,
          Array.from({ length: length.value }, () => known(undefined, span)),
          span,
        );
      },
    },
    {
      isArray: makeNative("isArray", {
        call: (_, { arguments: [value], span }) =>
          value === undefined || value.kind === "unknown" || value.kind === "oneOf"
            ? mixed(span, value ? [value] : [])
            : known(value.kind === "object" && value.body.kind === "array", span),
      }),
      of: makeNative("of", {
        call: (interpreter, { arguments: args, span }) => makeArray(interpreter, args, span),
      }),
      from: makeNative("from", {
        call: (interpreter, { arguments: [source, map], span }) => {
          const items =
            source && (iterate(interpreter, source, span) ?? arrayLike(interpreter, source, span));
          if (items === undefined)
            return escapes(
              interpreter,
              [mixed(span, source ? [source] : []), ...(map ? [map] : [])],
              span,
            );
          return makeArray(
            interpreter,
            map
              ? items.map((one, index) =>
                  callBack(interpreter, map, [one, known(index, span)], span),
                )
              : items,
            span,
          );
        },
      }),
    },
  );
}

function arrayLike(
  interpreter: Parameters<typeof get>[0],
  source: Value,
  span: Span,
): readonly Value[] | undefined {
  if (source.kind !== "object" || source.body.kind !== "record") return undefined;
  const length = get(interpreter, source, { key: "length", span });
  if (length.kind !== "known" || typeof length.value !== "number" || length.value > longestArray)
    return undefined;
  return Array.from({ length: length.value }, (_, index) =>
    get(interpreter, source, { key: String(index), span }),
  );
}
