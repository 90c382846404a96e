import { checkReadTooEarly } from "./checks/read-too-early.ts";
import type { HeapObject } from "./heap.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { makeFixed, makeNative } from "./make.ts";
import type { Access } from "./member.ts";
import type { Hooks } from "./node-facts.ts";
import { noteLocal, noteLocalInTick } from "./note.ts";
import { makePromise } from "./promise.ts";
import { known, unknown, type Value } from "./value.ts";

/** `new Path("model.pt", options)`, or a reference derived from one by `join` and `latest`. */
export interface PathFacts extends Hooks {
  readonly kind: "path";
  readonly path: Value;
  readonly options: Value;
  /** The Path that this is a part or another reading of. */
  readonly base?: HeapObject | undefined;
  readonly below?: Value | undefined;
  readonly latest?: true | undefined;
  /** Producer's name and field, once the app is collected. */
  name?: string | undefined;
  owner?: HeapObject | undefined;
  field?: string | undefined;
}

export const pathClass = (): HeapObject =>
  makeNative("Path", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({}),
    construct: (_, { target, arguments: [path, options], span }) => {
      const nothing = known(undefined, span);
      target.facts = {
        kind: "path",
        path: path ?? nothing,
        options: options ?? nothing,
        read: readPath,
      };
      return target;
    },
  });

/** The Path as declared, behind `join` and `latest`. */
export function declaredPath(path: HeapObject): HeapObject {
  let at = path;
  while (at.facts?.kind === "path" && at.facts.base) at = at.facts.base;
  return at;
}

function readPath(
  interpreter: Interpreter,
  path: HeapObject,
  { key, span }: Access,
): Value | undefined {
  const member = Object.hasOwn(members, key) ? members[key] : undefined;
  return member?.(interpreter, path, span);
}

const localOf = (path: HeapObject, span: Access["span"]): Value => ({
  kind: "symbol",
  means: { kind: "local", path },
  span,
});

type Member = (interpreter: Interpreter, path: HeapObject, span: Access["span"]) => Value;

const runTime =
  (what: string): Member =>
  (_, path, span) =>
    unknown(span, `\`${what}\` of a Path is known when the app runs`, { holds: [path] });

const method =
  (
    name: string,
    result: (
      interpreter: Interpreter,
      path: HeapObject,
      args: readonly Value[],
      span: Access["span"],
    ) => Value,
  ): Member =>
  (_, path) =>
    makeNative(name, {
      call: (interpreter, site) => result(interpreter, path, site.arguments, site.span),
    });

/** What each member means; those that can write say so. */
const members: Readonly<Record<string, Member>> = {
  local: (interpreter, path, span) => {
    interpreter.phase.observe?.(path, span);
    if (interpreter.phase.kind === "construct")
      checkReadTooEarly(interpreter, path, { key: "local", span });
    noteLocalInTick(interpreter, declaredPath(path), span);
    return localOf(path, span);
  },
  previous: runTime("previous"),
  size: runTime("size"),
  version: runTime("version"),
  name: runTime("name"),
  exists: method("exists", (interpreter, _path, _args, span) =>
    makePromise(
      interpreter,
      { value: unknown(span, "`exists()` is known when the app runs") },
      span,
    ),
  ),
  restore: method("restore", (interpreter, path, _args, span) => {
    noteLocal(interpreter, localOf(path, span), { how: "writes", span });
    interpreter.phase.observe?.(path, span);
    return makePromise(
      interpreter,
      { value: unknown(span, "`restore()` is known when the app runs") },
      span,
    );
  }),
  publish: method("publish", (interpreter, path, _args, span) => {
    interpreter.phase.observe?.(path, span);
    return makePromise(
      interpreter,
      { value: unknown(span, "`publish()` is known when the app runs") },
      span,
    );
  }),
  copyTo: method("copyTo", (interpreter, _path, _args, span) =>
    makePromise(
      interpreter,
      { value: unknown(span, "`copyTo()` is known when the app runs") },
      span,
    ),
  ),
  join: method("join", (interpreter, path, args, span) =>
    derived(interpreter, path, { below: args[0] ?? known("", span), span }),
  ),
  latest: method("latest", (interpreter, path, _args, span) =>
    derived(interpreter, path, { latest: true, span }),
  ),
};

function derived(
  interpreter: Interpreter,
  base: HeapObject,
  {
    span,
    ...parts
  }: { readonly span: Access["span"]; readonly below?: Value; readonly latest?: true },
): HeapObject {
  const { facts } = base;
  const made = allocate(
    interpreter,
    { kind: "instance", class: base },
    { span, prototype: base.prototype },
  );
  if (facts?.kind !== "path") return made;
  made.facts = {
    kind: "path",
    path: facts.path,
    options: facts.options,
    base,
    read: readPath,
    ...parts,
  };
  return made;
}
