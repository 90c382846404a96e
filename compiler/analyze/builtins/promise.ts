import type { Span } from "#source/span.ts";
import { isolated } from "../aftermath.ts";
import { defer } from "../deferred.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { makeArray, makeFixed, makeNative, makeRecord } from "../make.ts";
import { heldBy } from "../own-values.ts";
import {
  adopt,
  combine,
  inStrand,
  loseCertainty,
  madeByHand,
  makePromise,
  promisesIn,
  rejection,
  resolved,
  uncertainOf,
  whyRejected,
} from "../promise.ts";
import { repeatUnknown } from "../repeat.ts";
import { callBack } from "../semantics.ts";
import { finish, suspend } from "../strand.ts";
import { join, known, mixed, unknown, type Value } from "../value.ts";
import { widen } from "../widen.ts";
import { someOf } from "./array-parts.ts";

/** `then`, `catch` and `finally`: callbacks run with what the promise yields. */
export const promiseMembers: ReadonlyMap<string, Value> = new Map([
  [
    "then",
    makeNative("then", {
      call: (interpreter, site) => chain(interpreter, site),
    }),
  ],
  [
    "catch",
    makeNative("catch", {
      call: (interpreter, site) => {
        const [callback] = site.arguments;
        return callback && isFunction(callback) ? recover(interpreter, site, callback) : site.self;
      },
    }),
  ],
  [
    "finally",
    makeNative("finally", {
      call: (interpreter, site) => {
        const [callback] = site.arguments;
        if (callback)
          later(interpreter, site, () => callBack(interpreter, callback, [], site.span));
        return site.self;
      },
    }),
  ],
]);

/**
 * `then`. Awaited on the spot its callback has run; otherwise it runs some time between now and the next
 * `await`, and what it changes is not known from here on.
 */
function chain(interpreter: Interpreter, site: CallSite): Value {
  const { self, arguments: args, span } = site;
  if (self.kind !== "object" || self.body.kind !== "promise")
    return escapes(interpreter, [self, ...args], span);
  const [fulfilled, failed] = args.map((one) => (isFunction(one) ? one : undefined));
  const { body } = self;
  if (body.rejected) return failed ? handled(interpreter, site, failed) : self;
  const next = fulfilled
    ? adopt(
        interpreter,
        later(interpreter, site, () =>
          inStrand(interpreter, span, () => {
            if (body.suspends) suspend(interpreter);
            finish(interpreter, body.finishes);
            return callBack(interpreter, fulfilled, [resolved(self)], span);
          }),
        ),
        { finishes: body.finishes, span },
      )
    : self;
  const joined = next.body.kind === "promise" ? { ...body, ...next.body } : body;
  const onAwait = [...body.onAwait, ...joined.onAwait];
  const suspends = body.suspends || joined.suspends;
  const chained = makePromise(interpreter, { ...joined, onAwait, suspends }, span);
  return failed ? recover(interpreter, { ...site, self: chained }, failed) : chained;
}

const isFunction = (value: Value): boolean =>
  value.kind !== "known" && !(value.kind === "object" && value.body.kind === "record");

/** Runs what a promise calls back. */
function later(interpreter: Interpreter, { awaited, span }: CallSite, run: () => Value): Value {
  if (awaited) return run();
  const { value, changes } = isolated(interpreter, {
    run,
    thrown: (error) => rejection(interpreter, error, span),
    span,
  });
  widen(interpreter, changes, { span, reason: "a callback changes it" });
  defer(interpreter, changes, span);
  return value;
}

/** `catch` of what is surely rejected. */
function handled(interpreter: Interpreter, site: CallSite, callback: Value): Value {
  const { self, span } = site;
  const error =
    self.kind === "object" && self.body.kind === "promise" ? self.body.rejected : undefined;
  const value = later(interpreter, site, () =>
    callBack(interpreter, callback, [error ?? known(undefined, span)], span),
  );
  return adopt(interpreter, value, { finishes: [], span });
}

function recover(interpreter: Interpreter, site: CallSite, callback: Value): Value {
  const { self, span } = site;
  if (self.kind !== "object" || self.body.kind !== "promise")
    return escapes(interpreter, [self, callback], span);
  const { body } = self;
  if (body.rejected) return handled(interpreter, site, callback);
  if (!body.suspends && !body.uncertain && !body.foreign) return self;
  loseCertainty(interpreter, body.uncertain, span);
  let instead: Value = known(undefined, span);
  repeatUnknown(interpreter, { span, reason: "a handler changes it" }, () => {
    instead = callBack(interpreter, callback, [whyRejected(body, span)], span);
  });
  const value = join(
    { value: resolved(self), when: [] },
    { value: resolved(instead), when: [] },
    span,
  );
  const marks = promisesIn(instead).flatMap(({ onAwait }) => onAwait);
  const { uncertain: _, single: __, ...rest } = body;
  const onAwait = [...body.onAwait, ...marks];
  const finishes = body.single ? body.finishes : [];
  return makePromise(interpreter, { ...rest, value, onAwait, finishes }, span);
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
  const results = promises.map((one) => settledRecord(interpreter, one, span));
  loseCertainty(interpreter, uncertainOf(promises.flatMap(promisesIn)), span);
  const { body, ...promise } = combine(interpreter, promises, {
    how: "all",
    value: makeArray(interpreter, results, span),
    span,
  });
  if (body.kind !== "promise") return { ...promise, body };
  const { uncertain: _, ...never } = body;
  return makePromise(interpreter, { ...never, finishes: promises.flatMap(overEitherWay) }, span);
};

/** Works of which a call is over, whether it failed or not. */
function overEitherWay(value: Value): readonly HeapObject[] {
  if (value.kind !== "object" || value.body.kind !== "promise") return [];
  const { single, uncertain, rejected, finishes } = value.body;
  return single || !(uncertain || rejected) ? finishes : [];
}

function settledRecord(interpreter: Interpreter, value: Value, span: Span): HeapObject {
  const bodies = promisesIn(value);
  const rejected = bodies.length === 1 ? bodies[0]?.rejected : undefined;
  if (rejected)
    return makeRecord(
      interpreter,
      [
        ["status", known("rejected", span)],
        ["reason", rejected],
      ],
      span,
    );
  const surely = bodies.every((one) => !one.suspends && !one.uncertain && !one.foreign);
  if (surely && value.kind !== "unknown" && value.kind !== "oneOf")
    return makeRecord(
      interpreter,
      [
        ["status", known("fulfilled", span)],
        ["value", resolved(value)],
      ],
      span,
    );
  const ends = unknown(span, "how a call ends is known when the app runs");
  const record = makeRecord(interpreter, [["status", ends]], span);
  interpreter.store.write(record.slots, "value", orAbsent(resolved(value), span));
  interpreter.store.write(record.slots, "reason", orAbsent({ ...ends }, span));
  return record;
}

const orAbsent = (value: Value, span: Span): Value =>
  join({ value, when: [] }, { value: { ...known(undefined, span), absent: true }, when: [] }, span);

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
      const held = list?.kind === "object" ? heldBy(list) : [];
      const lost = mixed(span, list ? [list, ...held] : []);
      const value =
        combined === all && list?.kind === "object" && list.body.kind === "array"
          ? someOf(interpreter, held.map(resolved), {
              span,
              reason: "how many there are is not known",
            })
          : mixed(span, [lost, ...promisesIn(lost).map((one) => one.value)]);
      const any = combine(interpreter, [lost], { how: "all", value, span });
      return any.body.kind === "promise"
        ? makePromise(interpreter, { ...any.body, finishes: [], suspends: true }, span)
        : any;
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
        const { promise, settle } = madeByHand(interpreter, span);
        if (executor)
          repeatUnknown(interpreter, { span, reason: "a promise's executor changes it" }, () => {
            callBack(interpreter, executor, [settle, settle], span);
          });
        return promise;
      },
    },
    {
      all: combinator("all", all),
      allSettled: combinator("allSettled", settled),
      race: combinator("race", first),
      any: combinator("any", first),
      withResolvers: makeNative("withResolvers", {
        call: (interpreter, { span }) => {
          const { promise, settle } = madeByHand(interpreter, span);
          const parts = Object.entries({ promise, resolve: settle, reject: settle });
          return makeRecord(interpreter, parts, span);
        },
      }),
      resolve: makeNative("resolve", {
        call: (interpreter, { arguments: [value], span }) =>
          adopt(interpreter, value ?? known(undefined, span), { finishes: [], span }),
      }),
      reject: makeNative("reject", {
        call: (interpreter, { arguments: [error], span }) =>
          rejection(interpreter, error ?? known(undefined, span), span),
      }),
      try: makeNative("try", {
        call: (interpreter, { arguments: [callback, ...args], span }) => {
          const { value } = isolated(interpreter, {
            run: () =>
              callback ? callBack(interpreter, callback, args, span) : known(undefined, span),
            thrown: (error) => rejection(interpreter, error, span),
            span,
          });
          return adopt(interpreter, value, { finishes: [], span });
        },
      }),
    },
  );
