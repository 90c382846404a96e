import type { Span } from "#source/span.ts";
import { lift } from "../decide.ts";
import type { HeapObject } from "../heap.ts";
import { iterate } from "../iterate.ts";
import { spreadInto } from "../literal.ts";
import { makeArray, makeNative, makeRecord } from "../make.ts";
import { elementsOf, hasUnknownProperties, ownEntries } from "../member.ts";
import { known, mixed, type Value } from "../value.ts";

export function objectGlobal(): HeapObject {
  const list = (
    name: string,
    pick: (
      interpreter: Parameters<typeof makeArray>[0],
      entry: readonly [string, Value],
      span: Span,
    ) => Value,
  ): HeapObject =>
    makeNative(name, {
      call: (interpreter, { arguments: [object], span }) =>
        lift(
          object ? [object] : [],
          (one) =>
            one?.kind === "object" && !hasUnknownProperties(one)
              ? makeArray(
                  interpreter,
                  ownEntries(one).map((entry) => pick(interpreter, entry, span)),
                  span,
                )
              : mixed(
                  span,
                  one
                    ? [
                        one,
                        ...(one.kind === "object" ? ownEntries(one).map(([, held]) => held) : []),
                      ]
                    : [],
                ),
          span,
        ),
    });
  const same = makeNative("freeze", {
    call: (_, { arguments: [object], span }) => object ?? known(undefined, span),
  });
  return makeNative(
    "Object",
    {
      call: (_, { arguments: [object], span }) => object ?? known(undefined, span),
      instancePrototype: undefined,
    },
    {
      keys: list("keys", (_, [key], span) => known(key, span)),
      values: list("values", (_, [, value]) => value),
      entries: list("entries", (interpreter, [key, value], span) =>
        makeArray(interpreter, [known(key, span), value], span),
      ),
      freeze: same,
      seal: same,
      fromEntries: makeNative("fromEntries", {
        call: (interpreter, { arguments: [entries], span }) => {
          const pairs = (entries && iterate(interpreter, entries, span))?.map((pair) =>
            pair.kind === "object" ? elementsOf(pair) : undefined,
          );
          if (pairs === undefined || pairs.some((pair) => pair?.[0]?.kind !== "known"))
            return mixed(
              span,
              entries ? [entries, ...(pairs ?? []).flatMap((pair) => pair ?? [])] : [],
            );
          return makeRecord(
            interpreter,
            pairs.flatMap((pair) =>
              pair?.[0]?.kind === "known"
                ? [[String(pair[0].value), pair[1] ?? known(undefined, span)] as const]
                : [],
            ),
            span,
          );
        },
      }),
      assign: makeNative("assign", {
        call: (interpreter, { arguments: [target, ...sources], span }) => {
          if (target?.kind !== "object")
            return mixed(span, [...(target ? [target] : []), ...sources]);
          for (const source of sources) spreadInto(interpreter, target, source);
          return target;
        },
      }),
      hasOwn: makeNative("hasOwn", {
        call: (_, { arguments: [object, key], span }) =>
          object?.kind === "object" && key?.kind === "known" && !hasUnknownProperties(object)
            ? known(object.slots.entries.has(String(key.value)), span)
            : mixed(span, object ? [object] : []),
      }),
    },
  );
}
