import type { Compute } from "#graph/compute.ts";
import type { MapElement } from "#graph/map.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf, ownEntries } from "./member.ts";
import type { Making } from "./node-facts.ts";
import { optionOf } from "./option.ts";
import { seconds } from "./settings.ts";
import { knownOr, optionReader, reportUnknown } from "./structure.ts";
import type { Value } from "./value.ts";
import type { WorkFacts } from "./work.ts";

/** DESIGN: so that nothing burns money unasked. */
const defaultIdleTimeout = 300;

export function computeOf(interpreter: Interpreter, facts: WorkFacts, making: Making): Compute {
  const shared: Compute = {
    name: "default",
    shared: true,
    span: making.span,
    nodes: 1,
    interruptible: false,
    idleTimeout: defaultIdleTimeout,
    mounts: [],
  };
  const given = optionOf(interpreter, facts.options, "cloudCompute");
  if (given.kind === "known") return shared;
  return computeNode(interpreter, given, shared);
}

/** What a CloudCompute says; the shared machine where it says nothing. */
export function computeNode(interpreter: Interpreter, given: Value, shared: Compute): Compute {
  if (given.kind !== "object" || given.facts?.kind !== "compute") {
    reportUnknown(interpreter, given, "the compute of this work");
    return shared;
  }
  const { name, options } = given.facts;
  const read = optionReader(interpreter, options, "this CloudCompute");
  const wished = computeName(interpreter, name);
  const alternatives = name.kind === "object" ? placesOf(interpreter, name) : [];
  const diskSize = read.number("diskSize")?.value;
  const shmSize = read.number("shmSize")?.value;
  const colocationGroup = read.string("colocationGroup")?.value;
  const maxHourlyCost = read.number("maxHourlyCost")?.value;
  return {
    name: wished,
    shared: wished === "default" && (options.kind !== "object" || ownEntries(options).length === 0),
    span: name.kind === "known" && name.value !== "default" ? name.span : given.span,
    ...(alternatives.length > 0 && { alternatives }),
    nodes: read.number("nodes")?.value ?? 1,
    interruptible: read.boolean("interruptible") ?? false,
    idleTimeout: seconds(read.string("idleTimeout")?.value) ?? defaultIdleTimeout,
    ...(diskSize === undefined ? {} : { diskSize }),
    ...(shmSize === undefined ? {} : { shmSize }),
    ...(colocationGroup === undefined ? {} : { colocationGroup }),
    ...(maxHourlyCost === undefined ? {} : { maxHourlyCost }),
    mounts: mountsOf(interpreter, read.value("mounts")),
  };
}

function computeName(interpreter: Interpreter, name: Value): Compute["name"] {
  if (name.kind === "object") {
    return { anyOf: optionReader(interpreter, name, "this CloudCompute").strings("anyOf") };
  }
  const wished = knownOr(interpreter, name, { what: "which compute this is" });
  return typeof wished?.value === "string" ? wished.value : "default";
}

/** A literal can be replaced where it stands. */
function placesOf(interpreter: Interpreter, name: Value): readonly (Span | undefined)[] {
  const list = optionReader(interpreter, name, "this CloudCompute").value("anyOf");
  const found = list.kind === "object" ? (elementsOf(list) ?? []) : [];
  return found.map((one) => (one.kind === "known" && one.span.file !== "" ? one.span : undefined));
}

function mountsOf(interpreter: Interpreter, value: Value): Compute["mounts"] {
  const elements = value.kind === "object" ? elementsOf(value) : undefined;
  return (elements ?? []).flatMap((one) => {
    if (one.kind !== "object" || one.facts?.kind !== "mount") return [];
    const source = knownOr(interpreter, one.facts.source, {
      what: "the source of this Mount",
    });
    const target = knownOr(interpreter, one.facts.target, {
      what: "the target of this Mount",
    });
    return source && target
      ? [{ source: String(source.value), target: String(target.value), span: one.span }]
      : [];
  });
}

export const sharedCompute = (span: MapElement["span"]): Compute => ({
  name: "default",
  shared: true,
  span,
  nodes: 1,
  interruptible: false,
  idleTimeout: defaultIdleTimeout,
  mounts: [],
});
