import type { Span } from "#source/span.ts";
import { callWork } from "./call-work.ts";
import { checkLayoutActs } from "./checks/layout-acts.ts";
import { checkForeignMember } from "./checks/member-in-flow.ts";
import { checkNoPort } from "./checks/no-port.ts";
import { checkReadTooEarly } from "./checks/read-too-early.ts";
import { escapes } from "./escapes.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeFixed, makeNative } from "./make.ts";
import type { Access } from "./member.ts";
import type { Hooks, Making } from "./node-facts.ts";
import { noteEffect, noteExec, noteWrite } from "./note.ts";
import { optionOf } from "./option.ts";
import { makePromise } from "./promise.ts";
import { runSlot } from "./run-slot.ts";
import { known, unknown, type Value } from "./value.ts";

/** An instance of a subclass of Work. */
export interface WorkFacts extends Hooks {
  readonly kind: "work";
  readonly options: Value;
  /** It runs a script, as PythonScript does. */
  readonly python: boolean;
  making?: Making | undefined;
  /** Known once the app is collected. */
  name?: string | undefined;
  /** On an element of a ComponentMap. */
  map?: HeapObject | undefined;
}

export const workClass = (): HeapObject =>
  makeNative("Work", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({}),
    construct: (_, site) => constructWork(site, false),
  });

/** PythonScript is a Work whose options name a script, and which has a `run` and an `exec` of its own. */
export const pythonScriptClass = (work: HeapObject): HeapObject => {
  const base = work.body.kind === "native" ? work.body.instancePrototype : undefined;
  return makeNative("PythonScript", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: { ...makeFixed({ run: execMethod, exec: execMethod }), prototype: base },
    construct: (_, site) => constructWork(site, true),
  });
};

function constructWork(
  { target, arguments: [options], span }: CallSite & { readonly target: HeapObject },
  python: boolean,
): Value {
  target.facts = {
    kind: "work",
    // `super(super({}))` hands the work to itself.
    options: options && options !== target ? options : known(undefined, span),
    python,
    read: readWork,
    wrote: wroteWork,
  };
  return target;
}

/** Whatever is handed to a script may be read and written by it. */
const execMethod = makeNative("exec", {
  call: (interpreter, { self, arguments: args, span, ...site }) => {
    noteExec(interpreter, { ...site, self, arguments: args, span });
    escapes(interpreter, args, span);
    if (self.kind === "object") {
      for (const slot of self.slots.entries.values()) {
        if (slot.kind === "object") interpreter.phase.observe?.(slot, span);
      }
    }
    return makePromise(interpreter, { value: known(undefined, span) }, span);
  },
});

const wroteWork: Hooks["wrote"] = (interpreter, work, { key, span }, value) => {
  noteWrite(interpreter, work, { field: key, value, span });
};

function readWork(
  interpreter: Interpreter,
  work: HeapObject,
  { key, span }: Access,
): Value | undefined {
  const { kind } = interpreter.phase;
  const inFlow = kind === "tick" || kind === "layout";
  if ((inFlow || kind === "handler") && key === "run") return runMethod(interpreter, work);
  if (inFlow) checkForeignMember(interpreter, work, { key, span });
  if (interpreter.phase.kind === "construct") checkReadTooEarly(interpreter, work, { key, span });
  if (key === "port" && interpreter.phase.kind === "work") checkNoPort(interpreter, work, span);
  return Object.hasOwn(members, key) ? members[key]?.(interpreter, work, span) : undefined;
}

type Member = (interpreter: Interpreter, work: HeapObject, span: Span) => Value;

const runTime =
  (name: string): Member =>
  (_, __, span) =>
    unknown(span, `\`${name}\` of a work is known when the app runs`);

const effect =
  (kind: "stop" | "restart"): Member =>
  (_, work) =>
    makeNative(kind, {
      call: (interpreter, { span }) => {
        if (interpreter.phase.kind === "layout")
          checkLayoutActs(interpreter, work, { method: kind, span });
        noteEffect(interpreter, { kind, work, span });
        return known(undefined, span);
      },
    });

/** The framework's members of a work. */
const members: Readonly<Record<string, Member>> = {
  url: (_, work, span) => ({ kind: "symbol", means: { kind: "url", work }, span }),
  internalUrl: runTime("internalUrl"),
  name: runTime("name"),
  host: runTime("host"),
  port: (interpreter, work, span) =>
    work.facts?.kind === "work" && work.facts.options.kind === "object"
      ? optionOf(interpreter, work.facts.options, "port")
      : runTime("port")(interpreter, work, span),
  status: runTime("status"),
  statuses: runTime("statuses"),
  machine: runTime("machine"),
  hasStarted: runTime("hasStarted"),
  hasSucceeded: runTime("hasSucceeded"),
  hasFailed: runTime("hasFailed"),
  hasStopped: runTime("hasStopped"),
  isPending: runTime("isPending"),
  isRunning: runTime("isRunning"),
  numSuccesses: runTime("numSuccesses"),
  numFailures: runTime("numFailures"),
  signal: runTime("signal"),
  attempt: runTime("attempt"),
  callId: runTime("callId"),
  node: runTime("node"),
  again: (_, work) => makeNative("again", { call: () => work }),
  start: (interpreter, work) =>
    makeNative("start", {
      call: (_, site) => {
        callWork(interpreter, work, site);
        return known(undefined, site.span);
      },
      runs: work,
    }),
  ready: () =>
    makeNative("ready", {
      call: (interpreter, { span }) =>
        makePromise(interpreter, { value: known(undefined, span), suspends: true }, span),
    }),
  stop: effect("stop"),
  restart: effect("restart"),
};

/** `work.run(…)` of a flow ensures a call; `super.run()` and `this.run()` inside the work are plain calls. */
function runMethod(interpreter: Interpreter, work: HeapObject): Value | undefined {
  if (runSlot(work) === undefined) return undefined;
  return makeNative("run", {
    call: (_, site) => callWork(interpreter, work, site),
    runs: work,
  });
}
