import { workConstructorArgument } from "#diagnostics/catalogue.gen.ts";
import type { Flow } from "#graph/flow.ts";
import type { ComponentMap, MapElement, RunClass } from "#graph/map.ts";
import type { PythonEntry, Work } from "#graph/work.ts";
import type { Encoded } from "#protocol/value.ts";
import { className, classReference } from "./class-reference.ts";
import type { Found } from "./collect.ts";
import { computeOf, sharedCompute } from "./compute-node.ts";
import { encode } from "./encode.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { MadeElement } from "./map.ts";
import { mapMax } from "./map-max.ts";
import type { Making } from "./node-facts.ts";
import { besideFile } from "./relative.ts";
import { builtWith, settingsOf } from "./settings.ts";
import { alreadyExplained, knownOr, optionReader } from "./structure.ts";
import { known, type Value } from "./value.ts";
import type { WorkFacts } from "./work.ts";
import { worksIn } from "./works-in.ts";

/** A graph node without its id, which only the lock can give. */
export type Unnamed<Node extends { readonly id: string }> = Omit<Node, "id">;
export type UnnamedComponent = Unnamed<Flow> | Unnamed<Work> | Unnamed<ComponentMap>;

export function componentNode(
  interpreter: Interpreter,
  found: Found,
): UnnamedComponent | undefined {
  const { facts } = found.object;
  if (facts?.kind === "work") return workNode(interpreter, found, facts);
  if (facts?.kind === "flow") return flowNode(interpreter, found);
  return facts?.kind === "map" ? mapNode(interpreter, found) : undefined;
}

/** Where it is made, and of which class. */
function identityOf(interpreter: Interpreter, { object }: Pick<Found, "object">) {
  const making = makingOf(object);
  const type = making?.type;
  const reference = type && classReference(interpreter, type, making.span);
  return making && type && reference ? { making, type, reference } : undefined;
}

const makingOf = ({ facts }: HeapObject): Making | undefined =>
  facts?.kind === "work" || facts?.kind === "flow" || facts?.kind === "map"
    ? facts.making
    : undefined;

const withParent = (parent: string | undefined) => (parent === undefined ? {} : { parent });

function flowNode(interpreter: Interpreter, found: Found): Unnamed<Flow> | undefined {
  const identity = identityOf(interpreter, found);
  if (identity === undefined) return undefined;
  const { making, reference } = identity;
  return {
    kind: "flow",
    name: found.name,
    class: reference.reference,
    span: making.span,
    classSpan: reference.span,
    ...withParent(found.parent),
  };
}

export function workNode(
  interpreter: Interpreter,
  found: Pick<Found, "object" | "name" | "parent">,
  facts: WorkFacts,
  given: (making: Making, owner: string) => readonly Encoded[] = (making, owner) =>
    argumentsOf(interpreter, making, owner),
): Unnamed<Work> | undefined {
  const identity = identityOf(interpreter, found);
  if (identity === undefined) return undefined;
  const { making, reference, type } = identity;
  const owner = `\`${found.name}\``;
  const port = portOf(interpreter, facts, owner);
  const python = facts.python ? pythonEntry(interpreter, facts, owner) : undefined;
  const settings = settingsOf(interpreter, facts.options, owner);
  const compute = computeOf(interpreter, facts, making);
  return {
    kind: "work",
    name: found.name,
    class: reference.reference,
    span: making.span,
    classSpan: reference.span,
    ...withParent(found.parent),
    arguments: given(making, className(type)),
    settings,
    compute,
    ...(port === undefined ? {} : { port }),
    ...(python === undefined ? {} : { python }),
  };
}

function argumentsOf(interpreter: Interpreter, making: Making, owner: string): readonly Encoded[] {
  const encoded = making.arguments.map((argument, index): Encoded => {
    const result = encode(argument);
    if ("encoded" in result) return result.encoded;
    const span = making.argumentSpans[index] ?? making.span;
    const { problem } = result;
    const related =
      problem.because.file === "" || problem.because === span
        ? []
        : [{ span: problem.because, message: "this is what makes it so" }];
    if (!alreadyExplained(interpreter, problem))
      interpreter.sink.report(
        workConstructorArgument(
          span,
          { class: owner, position: index + 1, reason: problem.reason },
          { related },
        ),
      );
    return null;
  });
  return withoutTrailingUndefined(encoded);
}

function withoutTrailingUndefined(encoded: readonly Encoded[]): readonly Encoded[] {
  const isAbsent = (one: Encoded | undefined) =>
    typeof one === "object" && one !== null && "$" in one && one.$ === "undefined";
  return isAbsent(encoded.at(-1)) ? withoutTrailingUndefined(encoded.slice(0, -1)) : encoded;
}

function portOf(interpreter: Interpreter, facts: WorkFacts, owner: string): Work["port"] {
  const port = optionReader(interpreter, facts.options, owner).number("port");
  return port && { number: port.value, span: port.span };
}

function pythonEntry(
  interpreter: Interpreter,
  facts: WorkFacts,
  owner: string,
): PythonEntry | undefined {
  const read = optionReader(interpreter, facts.options, owner);
  const given = read.value("script");
  if (given.kind === "symbol" && given.means.kind === "asset") {
    return {
      script: given.means.path,
      scriptSpan: given.span,
      requirements: read.strings("requirements"),
    };
  }
  const script = knownOr(interpreter, given, { what: `\`script\` of ${owner}` });
  if (typeof script?.value !== "string") return undefined;
  return {
    script: besideFile(script.value, script.span.file),
    scriptSpan: script.span,
    requirements: read.strings("requirements"),
  };
}

function mapNode(
  interpreter: Interpreter,
  { object, name, parent }: Found,
): Unnamed<ComponentMap> | undefined {
  const { facts } = object;
  const making = makingOf(object);
  if (facts?.kind !== "map" || making === undefined) return undefined;
  const bySite = Map.groupBy(facts.sites.values(), ({ span }) => `${span.file}:${span.start}`);
  const elements = [...bySite.values()].flatMap((made) => siteElement(interpreter, made));
  return {
    kind: "map",
    name,
    span: making.span,
    ...withParent(parent),
    max: mapMax(interpreter, { name, options: facts.options, span: making.span }),
    elements,
  };
}

/** One `create` in the source is one element here; its key is known if it is always the same. */
function siteElement(
  interpreter: Interpreter,
  made: readonly MadeElement[],
): readonly MapElement[] {
  const [first] = made;
  if (first?.element.kind !== "object") return [];
  const { element, key, span } = first;
  const computed = known(undefined, span);
  return mapElement(interpreter, { element, key: made.length === 1 ? key : computed, span });
}

function mapElement(
  interpreter: Interpreter,
  {
    element,
    key,
    span,
  }: { readonly element: HeapObject; readonly key: Value; readonly span: MapElement["span"] },
): readonly MapElement[] {
  const { facts } = element;
  const making = makingOf(element);
  const reference = making && classReference(interpreter, making.type, span);
  if (making === undefined || reference === undefined) return [];
  const owned = worksIn(element);
  const runs = owned.flatMap(({ work }) => runClass(interpreter, work, span));
  const [only] = facts?.kind === "work" ? runs : [];
  return [
    {
      class: reference.reference,
      key: key.kind === "known" && key.value !== undefined ? String(key.value) : null,
      span,
      compute: only?.compute ?? sharedCompute(span),
      port: only?.port ?? null,
      components: facts?.kind === "flow" ? owned.map(({ name }) => name) : [],
      runs,
    },
  ];
}

function runClass(
  interpreter: Interpreter,
  work: HeapObject,
  span: MapElement["span"],
): readonly RunClass[] {
  const { facts } = work;
  const making = makingOf(work);
  const reference = making && classReference(interpreter, making.type, span);
  if (making === undefined || reference === undefined || facts?.kind !== "work") return [];
  const python = facts.python ? pythonEntry(interpreter, facts, "this element") : undefined;
  const { image, ...build } = builtWith(interpreter, facts.options, "this element");
  const isBuilt = build.python !== undefined || build.requirements.length > 0;
  return [
    {
      class: reference.reference,
      compute: computeOf(interpreter, facts, making),
      port: portOf(interpreter, facts, "this element")?.number ?? null,
      ...(image !== undefined && { image }),
      ...(python && { python }),
      ...(isBuilt && { build }),
    },
  ];
}
