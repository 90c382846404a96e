import type { AssetUse, ConfigValue, DriveUse, Schedule, SecretUse } from "#graph/needs.ts";
import type { Span } from "#source/span.ts";
import type { Found } from "./collect.ts";
import { graphName, reachable } from "./edges.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf as mapElements } from "./map.ts";
import { ownEntries } from "./member.ts";
import type { UnnamedComponent } from "./nodes.ts";
import { nameFields } from "./path-node.ts";
import type { DeclaredAssets, DeclaredConfig } from "./sdk.ts";
import { knownOr } from "./structure.ts";
import type { Trace } from "./trace.ts";
import { choicesOf, type Value } from "./value.ts";
import { worksIn } from "./works-in.ts";

/** Elements of maps go by their map's name and a star: `trials.*`. */
export function nameElements(constructed: readonly Found[]): void {
  for (const { object, name } of constructed) {
    for (const element of mapElements(object)) nameElement(element, `${name}.*`);
  }
}

function nameElement(element: HeapObject, name: string): void {
  const { facts } = element;
  if (facts?.kind === "flow") facts.name ??= name;
  for (const { name: below, work } of worksIn(element)) {
    const full = below === "" ? name : `${name}.${below}`;
    if (work.facts?.kind === "work") work.facts.name ??= full;
    nameFields(work, full);
  }
}

const valuesOf = (work: HeapObject): readonly Value[] => {
  const { facts } = work;
  const making = facts?.kind === "work" ? [...(facts.making?.arguments ?? []), facts.options] : [];
  return [...making, ...ownEntries(work).map(([, value]) => value)];
};

/** What a work is constructed with, has in its fields, is called with, or comes by in its body. */
const holding = (
  works: readonly HeapObject[],
  { calls, needed }: Trace,
  kind: "secret" | "drive",
): ReadonlyMap<string, { readonly works: Set<string>; readonly span: Span }> => {
  const uses = new Map<string, { works: Set<string>; span: Span }>();
  const callsOf = Map.groupBy(calls, ({ work }) => work);
  for (const work of works) {
    const given = (callsOf.get(work) ?? []).flatMap(({ carried }) => carried.flat());
    const used = [...given, ...(needed.get(work) ?? [])].filter(
      ({ facts }) => facts?.kind === kind,
    );
    const held = valuesOf(work).flatMap((value) => reachable(value, [kind]));
    for (const object of [...held, ...used]) {
      const { facts } = object;
      const name =
        (facts?.kind === "secret" || facts?.kind === "drive") && facts.name.kind === "known"
          ? String(facts.name.value)
          : undefined;
      const user = graphName(work);
      if (name === undefined || user === undefined) continue;
      const use = uses.get(name) ?? { works: new Set(), span: object.span };
      use.works.add(user);
      uses.set(name, use);
    }
  }
  return uses;
};

export const secretUses = (works: readonly HeapObject[], trace: Trace): readonly SecretUse[] =>
  [...holding(works, trace, "secret")].map(([name, use]) => ({
    name,
    works: [...use.works],
    span: use.span,
  }));

export const driveUses = (works: readonly HeapObject[], trace: Trace): readonly DriveUse[] =>
  [...holding(works, trace, "drive")].map(([name, use]) => ({
    name,
    works: [...use.works],
    span: use.span,
  }));

export const configValues = (declared: DeclaredConfig): readonly ConfigValue[] =>
  [...declared.values()].map(({ means, span }) => ({
    name: means.name,
    type: means.type,
    ...(means.type === "oneOf" ? { values: means.values } : {}),
    ...(isPlain(means.fallback) ? { fallback: means.fallback } : {}),
    span,
  }));

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

export function schedulesOf(interpreter: Interpreter, trace: Trace): readonly Schedule[] {
  return trace.schedules.flatMap(({ flow, cron, timezone, span }) => {
    const name = graphName(flow);
    const when = knownOr(interpreter, cron, { what: "when this is due" });
    if (name === undefined || typeof when?.value !== "string") return [];
    const zone =
      timezone.kind === "known" && typeof timezone.value === "string" ? timezone.value : "UTC";
    return [{ flow: name, cron: when.value, timezone: zone, span }];
  });
}

/** Scripts, and what `asset()` names, by the works that carry them. */
export function assetUses(
  components: readonly UnnamedComponent[],
  works: readonly HeapObject[],
  declared: DeclaredAssets,
): readonly AssetUse[] {
  const uses = new Map<string, { works: Set<string>; span: Span }>();
  const add = (path: string, work: string, span: Span) => {
    const use = uses.get(path) ?? { works: new Set<string>(), span };
    use.works.add(work);
    uses.set(path, use);
  };
  for (const component of components) {
    if (component.kind === "work" && component.python)
      add(component.python.script, component.name, component.python.scriptSpan);
  }
  for (const work of works) {
    const name = graphName(work);
    for (const { path, span } of valuesOf(work).flatMap((value) => assetsIn(value)))
      if (name !== undefined) add(path, name, span);
  }
  // Held by no work that is known: it goes where the code that names it goes.
  for (const [path, span] of declared)
    if (!uses.has(path)) uses.set(path, { works: new Set(), span });
  return [...uses].map(([path, use]) => ({ path, works: [...use.works], span: use.span }));
}

function assetsIn(
  value: Value,
  seen = new Set<Value>(),
): readonly { readonly path: string; readonly span: Span }[] {
  return choicesOf(value).flatMap(({ value: one }) => {
    if (one.kind === "symbol" && one.means.kind === "asset")
      return [{ path: one.means.path, span: one.span }];
    if (
      one.kind !== "object" ||
      one.facts ||
      seen.has(one) ||
      (one.body.kind !== "record" && one.body.kind !== "array")
    )
      return [];
    seen.add(one);
    return ownEntries(one).flatMap(([, inner]) => assetsIn(inner, seen));
  });
}
