import type { Span } from "#source/span.ts";
import { checkLayoutActs } from "./checks/layout-acts.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeFixed, makeNative } from "./make.ts";
import { type Access, get } from "./member.ts";
import type { Hooks, Making } from "./node-facts.ts";
import { noteMark, noteWrite } from "./note.ts";
import { inPhase } from "./phase.ts";
import { makePromise, resolved } from "./promise.ts";
import { repeatUnknown } from "./repeat.ts";
import { runSlot } from "./run-slot.ts";
import { call, callBack } from "./semantics.ts";
import { known, mixed, unknown, type Value } from "./value.ts";

/** An instance of a subclass of Flow. */
export interface FlowFacts extends Hooks {
  readonly kind: "flow";
  making?: Making | undefined;
  name?: string | undefined;
  map?: HeapObject | undefined;
}

export const flowClass = (): HeapObject =>
  makeNative("Flow", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({}),
    construct: (_, { target }) => {
      target.facts = { kind: "flow", read: readFlow, wrote: wroteFlow };
      return target;
    },
  });

function readFlow(
  interpreter: Interpreter,
  flow: HeapObject,
  { key, span }: Access,
): Value | undefined {
  if (key === "run" && interpreter.phase.kind === "tick" && interpreter.phase.flow !== flow)
    return runMethod(flow, span);
  return Object.hasOwn(members, key) ? members[key]?.(flow, span) : undefined;
}

function wroteFlow(
  interpreter: Interpreter,
  flow: HeapObject,
  { key, span }: Access,
  value: Value,
): void {
  if (interpreter.phase.kind === "layout") checkLayoutActs(interpreter, flow, { field: key, span });
  noteWrite(interpreter, flow, { field: key, value, span });
}

const isFunction = (value: Value | undefined): boolean =>
  value?.kind === "object" && value.body.kind === "closure";

/** A child flow's `run` is part of its parent's tick. */
function runMethod(flow: HeapObject, _span: Span): Value | undefined {
  const run = runSlot(flow);
  if (run === undefined || run.kind === "accessor") return undefined;
  return makeNative("run", {
    call: (interpreter, site) =>
      inPhase(
        interpreter,
        { ...interpreter.phase, flow, running: runningWith(interpreter, flow) },
        () => call(interpreter, run, { ...site, self: flow }),
      ),
    runs: flow,
  });
}

const runningWith = ({ phase }: Interpreter, flow: HeapObject): readonly HeapObject[] => [
  ...(phase.running ?? []),
  flow,
];

type Member = (flow: HeapObject, span: Span) => Value;
type Meaning = (interpreter: Interpreter, site: CallSite, flow: HeapObject) => Value;

const method =
  (name: string, meaning: Meaning): Member =>
  (flow) =>
    makeNative(name, { call: (interpreter, site) => meaning(interpreter, site, flow) });

/** True in one tick, or from one tick on. */
const condition = (name: "once" | "elapsed"): Member =>
  method(name, (interpreter, { arguments: [key, duration], span }) => {
    noteMark(interpreter, name, { span, key, duration });
    return gate(`${name}()`, span);
  });

const gate = (what: string, span: Span): Value =>
  unknown(span, `\`${what}\` is known when the app runs`, {
    taints: [{ kind: "gate", what, span }],
  });

const members: Readonly<Record<string, Member>> = {
  name: (_, span) => unknown(span, "`name` of a flow is known when the app runs"),
  step: method("step", step),
  sleep: method("sleep", (interpreter, { arguments: [key, duration], span }) => {
    noteMark(interpreter, "sleep", { span, key, duration });
    return makePromise(interpreter, { value: known(undefined, span), suspends: true }, span);
  }),
  elapsed: condition("elapsed"),
  once: condition("once"),
  every: method("every", every),
  schedule: method("schedule", (interpreter, site, flow) => {
    recordSchedule(interpreter, site, flow);
    return gate("schedule()", site.span);
  }),
  peek: method("peek", (_, { arguments: [promise], span }) => {
    const value = promise ? resolved(promise) : known(undefined, span);
    return {
      kind: "oneOf",
      span,
      choices: [{ value: known(undefined, span), when: [] }, ...choices(value)],
    };
  }),
  stop: method("stop", (_, { span }) => known(undefined, span)),
  fail: method("fail", (_, { span }) => known(undefined, span)),
};

const choices = (value: Value) => (value.kind === "oneOf" ? value.choices : [{ value, when: [] }]);

/** Runs beside the tick, where I/O, clocks and chance are allowed; its outcome is recorded. */
function step(
  interpreter: Interpreter,
  { arguments: [key, effect, options], span }: CallSite,
): Value {
  const duration = options && get(interpreter, options, { key: "backoff", span });
  noteMark(interpreter, "step", { span, key, duration });
  const reason = "the outcome of a step is known when the app runs";
  let value: Value = unknown(span, reason);
  if (effect) {
    inPhase(interpreter, { kind: "step" }, () => {
      repeatUnknown(interpreter, { span, reason: "a step changes it" }, () => {
        const result = callBack(
          interpreter,
          effect,
          [unknown(span, "it is a step's context")],
          span,
        );
        value = unknown(span, reason, { holds: mixed(span, [resolved(result)]).holds });
      });
    });
  }
  return makePromise(interpreter, { value, suspends: true }, span);
}

function every(interpreter: Interpreter, site: CallSite, flow: HeapObject): Value {
  recordSchedule(interpreter, site, flow);
  const [, body] = site.arguments;
  if (body) {
    const due = unknown(site.span, "when it is due is known when the app runs");
    repeatUnknown(interpreter, { span: site.span, reason: "a schedule changes it" }, () => {
      const at = { self: flow, arguments: [due], argumentSpans: [site.span], span: site.span };
      call(interpreter, body, { ...at, awaited: true });
    });
  }
  return makePromise(
    interpreter,
    { value: known(undefined, site.span), suspends: true },
    site.span,
  );
}

function recordSchedule(interpreter: Interpreter, site: CallSite, flow: HeapObject): void {
  const { span, arguments: args } = site;
  const options = args.at(-1);
  noteMark(interpreter, args.length > 1 && isFunction(args[1]) ? "every" : "schedule", {
    span,
    key: undefined,
  });
  const timezone =
    options?.kind === "object" && options.body.kind === "record"
      ? get(interpreter, options, { key: "timezone", span })
      : known("UTC", span);
  if (interpreter.quiet > 0) return;
  interpreter.phase.trace?.schedules.push({
    flow,
    cron: args[0] ?? known("", span),
    timezone,
    span,
  });
}
