import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import { allocate } from "../interpreter.ts";
import { makeFixed, makeNative } from "../make.ts";
import { noteUnrepeatable } from "../note.ts";
import { known, mixed, type Taint, unknown, type Value } from "../value.ts";

const nowhere: Span = { file: "", start: 0, end: 0 };

const tainted = (what: string, span: Span, kind: Taint["kind"]): Value =>
  unknown(span, `\`${what}\` has another value each time`, { taints: [{ kind, what, span }] });

export const nondeterministic = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { span }) => {
      noteUnrepeatable(interpreter, { module: "", name, span });
      return tainted(`${name}()`, span, "nondeterministic");
    },
  });

export const nondeterministicMembers = (object: string, names: readonly string[]): HeapObject =>
  makeFixed(Object.fromEntries(names.map((name) => [name, nondeterministic(`${object}.${name}`)])));

export const asynchronous = (name: string): HeapObject =>
  makeNative(name, {
    call: (_, { span }) =>
      unknown(span, `\`${name}()\` answers when the app runs`, {
        taints: [{ kind: "foreign", what: `${name}()`, span }],
      }),
  });

export const deferred = (name: string): HeapObject =>
  makeNative(name, {
    call: (interpreter, { arguments: args, span }) => {
      noteUnrepeatable(interpreter, { module: "", name, span });
      return escapes(interpreter, args.slice(0, 1), span);
    },
  });

export function dateGlobal(): HeapObject {
  return makeNative(
    "Date",
    {
      call: (_, { span }) => tainted("Date()", span, "nondeterministic"),
      construct: (interpreter, { arguments: args, span }) => {
        const taints =
          args.length === 0
            ? [{ kind: "nondeterministic" as const, what: "new Date()", span }]
            : mixed(span, args).taints;
        return allocate(interpreter, { kind: "exotic", name: "Date", taints }, { span });
      },
    },
    { now: nondeterministic("Date.now") },
  );
}

export const consoleGlobal = (): HeapObject => {
  const print = makeNative("log", { call: (_, { span }) => known(undefined, span) });
  return makeFixed(
    Object.fromEntries(
      ["log", "info", "warn", "error", "debug", "table", "time", "timeEnd", "trace"].map((name) => [
        name,
        print,
      ]),
    ),
  );
};

/** `process.env` and the rest depend on the machine. */
export function processGlobal(): HeapObject {
  const process = makeFixed({});
  const read = (what: string): Value =>
    unknown(nowhere, `\`${what}\` depends on the machine it is read on`);
  process.facts = undefined;
  return {
    ...process,
    body: { kind: "native", name: "process", call: (_, { span }) => known(undefined, span) },
    slots: {
      ...process.slots,
      entries: new Map([
        ["env", environment()],
        ["argv", read("process.argv")],
        ["platform", read("process.platform")],
      ]),
    },
  };
}

function environment(): HeapObject {
  const env = makeFixed({});
  const slots = {
    ...env.slots,
    entries: new Map([[restKey, unknown(nowhere, "`process.env.*` is read when the app runs")]]),
  };
  return { ...env, slots };
}
