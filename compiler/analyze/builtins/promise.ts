import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { repeatUnknown } from "../loop.ts";
import { makeArray, makeFixed, makeNative, makeRecord } from "../make.ts";
import { adopt, combine, makePromise, resolved } from "../promise.ts";
import { callBack } from "../semantics.ts";
import { join, known, mixed, unknown, type Value } from "../value.ts";

/** `then`, `catch` and `finally`: callbacks run with what the promise yields. */
export const promiseMembers: Readonly<Record<string, Value>> = {
  // biome-ignore lint/suspicious/noThenProperty: it is the member of that name.
  then: makeNative("then", {
    call: (interpreter, site) => chain(interpreter, site, site.arguments[0]),
  }),
  catch: makeNative("catch", { call: (interpreter, site) => recover(interpreter, site) }),
  finally: makeNative("finally", {
    call: (interpreter, site) => {
      const [callback] = site.arguments;
      if (callback) callBack(interpreter, callback, [], site.span);
      return site.self;
    },
  }),
};

function chain(
  interpreter: Interpreter,
  { self, span }: CallSite,
  callback: Value | undefined,
): Value {
  if (self.kind !== "object" || self.body.kind !== "promise") return mixed(span, [self]);
  if (callback === undefined) return self;
  const { body } = self;
  const result = callBack(interpreter, callback, [body.value], span);
  const next = adopt(interpreter, result, { finishes: body.finishes, span });
  if (next.body.kind !== "promise") return next;
  const onAwait = [...body.onAwait, ...next.body.onAwait];
  const suspends = body.suspends || next.body.suspends;
  return makePromise(interpreter, { ...body, ...next.body, onAwait, suspends }, span);
}

function recover(interpreter: Interpreter, { self, arguments: [callback], span }: CallSite): Value {
  if (self.kind !== "object" || self.body.kind !== "promise" || callback === undefined) return self;
  let instead: Value = known(undefined, span);
  repeatUnknown(interpreter, { span, reason: "a handler changes it" }, () => {
    instead = resolved(
      callBack(interpreter, callback, [unknown(span, "it is what was thrown")], span),
    );
  });
  const value = join({ value: self.body.value, when: [] }, { value: instead, when: [] }, span);
  return makePromise(interpreter, { ...self.body, value, finishes: [] }, span);
}

type Combined = (
  interpreter: Interpreter,
  promises: readonly Value[],
  span: CallSite["span"],
) => Value;

const all: Combined = (interpreter, promises, span) =>
  combine(interpreter, promises, {
    how: "all",
    value: makeArray(interpreter, promises.map(resolved), span),
    span,
  });

const settled: Combined = (interpreter, promises, span) => {
  const results = promises.map((one) =>
    makeRecord(
      interpreter,
      [
        ["status", unknown(span, "how a call ends is known when the app runs")],
        ["value", resolved(one)],
        ["reason", unknown(span, "how a call ends is known when the app runs")],
      ],
      span,
    ),
  );
  return combine(interpreter, promises, {
    how: "all",
    value: makeArray(interpreter, results, span),
    span,
  });
};

const first: Combined = (interpreter, promises, span) => {
  const [one = known(undefined, span), ...others] = promises.map(resolved);
  const value = others.reduce(
    (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
    one,
  );
  return combine(interpreter, promises, { how: "first", value, span });
};

const combinator = (name: string, combined: Combined): HeapObject =>
  makeNative(name, {
    call: (interpreter, { arguments: [list], span }) => {
      const promises = list && iterate(interpreter, list, span);
      if (promises) return combined(interpreter, promises, span);
      return makePromise(
        interpreter,
        { value: mixed(span, list ? [list] : []), suspends: true },
        span,
      );
    },
  });

/** `Promise` itself. One made by hand is foreign to a flow. */
export const promiseGlobal = (): HeapObject =>
  makeNative(
    "Promise",
    {
      call: (_, { span }) => known(undefined, span),
      instancePrototype: makeFixed({}),
      construct: (interpreter, { arguments: [executor], span }) => {
        if (executor) {
          repeatUnknown(interpreter, { span, reason: "a promise's executor changes it" }, () => {
            const settle = makeNative("resolve", { call: () => known(undefined, span) });
            callBack(interpreter, executor, [settle, settle], span);
          });
        }
        return makePromise(
          interpreter,
          {
            value: unknown(span, "a promise made by hand resolves when the app runs"),
            foreign: { what: "new Promise()", span },
          },
          span,
        );
      },
    },
    {
      all: combinator("all", all),
      allSettled: combinator("allSettled", settled),
      race: combinator("race", first),
      any: combinator("any", first),
      resolve: makeNative("resolve", {
        call: (interpreter, { arguments: [value], span }) =>
          makePromise(interpreter, { value: resolved(value ?? known(undefined, span)) }, span),
      }),
      reject: makeNative("reject", {
        call: (interpreter, { span }) =>
          makePromise(interpreter, { value: unknown(span, "it is rejected") }, span),
      }),
    },
  );
