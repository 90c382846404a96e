import type { Call, DataEdge, OrderEdge } from "#graph/edge.ts";
import type { Span } from "#source/span.ts";
import { BitSet } from "./bit-set.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { ownEntries } from "./member.ts";
import { declaredPath } from "./path.ts";
import type { CallRecord, Trace } from "./trace.ts";
import { leaves, type Value } from "./value.ts";

/** The name under which a work stands in the graph: an element of a map goes by its map. */
export function graphName({ facts }: HeapObject): string | undefined {
  if (facts?.kind !== "work" && facts?.kind !== "flow" && facts?.kind !== "map") return undefined;
  return facts.map?.facts?.kind === "map" ? facts.map.facts.name : facts.name;
}

/** Every framework object that a value may carry, however deep. */
export function reachable(
  value: Value,
  kinds: readonly string[],
  seen = new Set<HeapObject>(),
): readonly HeapObject[] {
  const found: HeapObject[] = [];
  const visit = (one: Value): void => {
    if (one.kind === "object") visitObject(one);
    else if (one.kind === "unknown") for (const held of one.holds) visitObject(held);
    else if (one.kind === "oneOf") for (const choice of one.choices) visit(choice.value);
    else if (one.kind === "text") for (const leaf of leaves(one)) visit(leaf);
    else if (one.kind === "symbol" && one.means.kind === "local") visitObject(one.means.path);
  };
  const visitObject = (object: HeapObject): void => {
    if (seen.has(object)) return;
    seen.add(object);
    const { facts, body, slots } = object;
    if (facts) {
      if (kinds.includes(facts.kind)) found.push(object);
    } else if (body.kind === "promise") visit(body.value);
    else if (body.kind !== "closure" && body.kind !== "class")
      for (const slot of slots.entries.values()) if (slot.kind !== "accessor") visit(slot);
  };
  visit(value);
  return found;
}

export interface Handover {
  readonly path: HeapObject;
  readonly consumer: HeapObject;
  readonly span: Span;
  /** The call that hands it over; absent where a constructor or a field does. */
  readonly call?: CallRecord | undefined;
}

/** Every way in which a Path may get to a work: arguments of calls and constructors, fields set by others. */
export const handovers = (trace: Trace, works: readonly HeapObject[]): readonly Handover[] =>
  [...ofCalls(trace), ...works.flatMap(ofFields)].filter(
    ({ path, consumer }) => ownerOf(path) !== consumer,
  );

/** One element of a map stands for several: a Path of its own that a call hands it is that of another one. */
export const handoversInMaps = (trace: Trace): readonly Handover[] =>
  ofCalls(trace).filter(
    ({ path, consumer }) =>
      ownerOf(path) === consumer && consumer.facts?.kind === "work" && consumer.facts.map,
  );

const ofCalls = ({ calls }: Trace): readonly Handover[] =>
  calls.flatMap((call) =>
    call.carried.flatMap((carried, index) => ofArgument(call, carried, index)),
  );

const ofArgument = (
  call: CallRecord,
  carried: readonly HeapObject[],
  index: number,
): readonly Handover[] =>
  carried
    .filter(({ facts }) => facts?.kind === "path")
    .map((path) => ({
      path: declaredPath(path),
      consumer: call.work,
      span: call.argumentSpans[index] ?? call.span,
      call,
    }));

function ofFields(work: HeapObject): readonly Handover[] {
  const { facts } = work;
  if (facts?.kind !== "work") return [];
  const at = facts.making?.span ?? work.span;
  const fields = [...ownEntries(work).map(([, value]) => value), ...lostFields(work)];
  const given = facts.making?.arguments ?? [];
  const spans = facts.making?.argumentSpans ?? [];
  const fromArguments = given.flatMap((value, index) =>
    reachable(value, ["path"]).map((path) => ({
      path: declaredPath(path),
      consumer: work,
      span: spans[index] ?? at,
    })),
  );
  const fromFields = fields.flatMap((value) =>
    reachable(value, ["path"]).map((path) => ({
      path: declaredPath(path),
      consumer: work,
      span: at,
    })),
  );
  return [...fromArguments, ...fromFields];
}

function lostFields(work: HeapObject): readonly Value[] {
  const rest = work.slots.entries.get(restKey);
  return rest && rest.kind !== "accessor" ? [rest] : [];
}

export const ownerOf = (path: HeapObject): HeapObject | undefined =>
  path.facts?.kind === "path" ? path.facts.owner : undefined;

/** One edge for each Path and consumer, at the first place that hands it over. */
export function dataEdges(all: readonly Handover[]): readonly DataEdge[] {
  const edges = new Map<string, DataEdge>();
  for (const { path, consumer, span } of all) {
    const name = path.facts?.kind === "path" ? path.facts.name : undefined;
    const reader = graphName(consumer);
    if (name === undefined || reader === undefined || edges.has(`${name} ${reader}`)) continue;
    edges.set(`${name} ${reader}`, { path: name, consumer: reader, span });
  }
  return [...edges.values()];
}

/** Call sites in the order in which a tick reaches them; one met several times is awaited if it ever is. */
export function callsOf(trace: Trace): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const { flow, work, awaited, span } of trace.calls) {
    const [from, to] = [graphName(flow), graphName(work)];
    if (from === undefined || to === undefined) continue;
    const key = `${from} ${to} ${span.file} ${span.start}`;
    const before = calls.get(key);
    calls.set(key, { flow: from, work: to, awaited: awaited || (before?.awaited ?? false), span });
  }
  return [...calls.values()];
}

/** A before B where every call of B finds a call of A finished; without the pairs that follow from others. */
export function orderOf(trace: Trace, works: readonly HeapObject[]): readonly OrderEdge[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  // Elements of one map share a name. Named once each: in a long sequence every call has all before it behind it.
  const named = works.map((work) => {
    const name = graphName(work);
    return name === undefined ? undefined : numberOf(name);
  });
  const plain = named.every((number, index) => number === index);
  const before = new Map<number, BitSet>();
  for (const { work, finished } of trace.calls) {
    const name = graphName(work);
    if (name === undefined) continue;
    const number = numberOf(name);
    const found = plain ? finished : finished.mapped((one) => named[one]);
    before.set(number, before.get(number)?.intersection(found) ?? found);
  }
  for (const [number, all] of before) before.set(number, all.without(number));
  const names = [...numbers.keys()];
  return [...before].flatMap(([after, all]) =>
    withoutImplied(all, before).map((one): OrderEdge => [names[one] ?? "", names[after] ?? ""]),
  );
}

/** Those that no other of them comes after. What was named last covers most, and what it covers needs no look. */
function withoutImplied(all: BitSet, before: ReadonlyMap<number, BitSet>): readonly number[] {
  const members = all.members();
  const covered = new BitSet();
  for (const one of members.toReversed()) {
    const earlier = covered.has(one) ? undefined : before.get(one);
    if (earlier) covered.addAll(earlier);
  }
  return members.filter((one) => !covered.has(one));
}
