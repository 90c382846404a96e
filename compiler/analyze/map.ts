import type { Span } from "#source/span.ts";
import { checkMapKey } from "./checks/map-key.ts";
import { construct } from "./construct.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeArray, makeFixed, makeNative } from "./make.ts";
import type { Access } from "./member.ts";
import type { Hooks, Making } from "./node-facts.ts";
import { inPhase } from "./phase.ts";
import { join, known, unknown, type Value } from "./value.ts";

export interface MadeElement {
  readonly element: Value;
  readonly key: Value;
  readonly span: Span;
}

/** `new ComponentMap({ max })`. */
export interface MapFacts extends Hooks {
  readonly kind: "map";
  readonly options: Value;
  /** One for each `create` site and known key; filled while `run()` is followed. */
  readonly sites: Map<string, MadeElement>;
  making?: Making | undefined;
  name?: string | undefined;
  map?: undefined;
}

export const mapClass = (): HeapObject =>
  makeNative("ComponentMap", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({}),
    construct: (_, { target, arguments: [options], span }) => {
      target.facts = {
        kind: "map",
        options: options ?? known(undefined, span),
        sites: new Map(),
        read: readMap,
        iterate: () => undefined,
      };
      return target;
    },
  });

function readMap(
  interpreter: Interpreter,
  map: HeapObject,
  { key, span }: Access,
): Value | undefined {
  if (key === "size")
    return unknown(span, "how many elements a map has is known when the app runs");
  const meaning = members[key];
  return meaning && makeNative(key, { call: (_, site) => meaning(interpreter, map, site) });
}

type Meaning = (interpreter: Interpreter, map: HeapObject, site: CallSite) => Value;

const members: Readonly<Record<string, Meaning>> = {
  create: (interpreter, map, site) => create(interpreter, map, site),
  get: (_, map, { span }) => anyElement(map, span),
  has: (_, __, { span }) => unknown(span, "what a map has is known when the app runs"),
  delete: (_, __, { span }) => known(undefined, span),
  keys: (_, __, { span }) => unknown(span, "the keys of a map are known when the app runs"),
  values: (_, map, { span }) =>
    unknown(span, "the elements of a map are known when the app runs", { holds: elementsOf(map) }),
  entries: (interpreter, map, { span }) =>
    unknown(span, "the elements of a map are known when the app runs", {
      holds: elementsOf(map).map((element) =>
        makeArray(interpreter, [unknown(span, "it is a key of a map"), element], span),
      ),
    }),
};

const siteKey = ({ span }: CallSite, key: Value): string =>
  `${span.file}:${span.start} ${key.kind === "known" ? String(key.value) : "*"}`;

/** The same `create` of the same key is the same element, however often a tick reaches it. */
function create(interpreter: Interpreter, map: HeapObject, site: CallSite): Value {
  const { facts } = map;
  const [key, type, ...args] = site.arguments;
  if (facts?.kind !== "map" || key === undefined || type === undefined)
    return known(undefined, site.span);
  checkMapKey(interpreter, key, site.argumentSpans[0] ?? site.span);
  const made = facts.sites.get(siteKey(site, key));
  if (made) return made.element;
  const element = inPhase(interpreter, { ...interpreter.phase, kind: "construct" }, () =>
    construct(interpreter, type, {
      ...site,
      arguments: args,
      argumentSpans: site.argumentSpans.slice(2),
    }),
  );
  if (
    element.kind === "object" &&
    (element.facts?.kind === "work" || element.facts?.kind === "flow")
  )
    element.facts.map = map;
  facts.sites.set(siteKey(site, key), { element, key, span: site.span });
  return element;
}

export const elementsOf = (map: HeapObject): readonly HeapObject[] =>
  map.facts?.kind === "map"
    ? [...map.facts.sites.values()].flatMap(({ element }) =>
        element.kind === "object" ? [element] : [],
      )
    : [];

function anyElement(map: HeapObject, span: Span): Value {
  return elementsOf(map).reduce<Value>(
    (sofar, element) => join({ value: sofar, when: [] }, { value: element, when: [] }, span),
    known(undefined, span),
  );
}
